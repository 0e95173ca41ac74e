import assert from 'node:assert/strict';
import { filterLanguage } from '../../../../src/webview/explorer/filter/filterLanguage.ts';
import { segments } from '../../../../src/webview/explorer/filter/segments.ts';
import { SeenValues } from '../../../../src/webview/explorer/filter/vocabulary.ts';

const NOW = Date.UTC(2026, 10, 22);

describe('The filter on the page', () => {
  const language = filterLanguage(() => NOW);

  it('is cut into pieces that make the whole again, with what is wrong marked', () => {
    for (const text of ['', 'a', 'severity:>=high -type:audit "x y"', 'type:(', 'nofield:x AND', '\u202e"']) {
      const pieces = segments(text, language.tokens(text), language.problems(text));
      assert.equal(
        pieces
          .map((piece) => piece.text)
          .join('')
          .slice(0, text.length),
        text,
      );
      assert.equal(
        pieces.some(({ wrong }) => wrong),
        language.problems(text).length > 0,
        text,
      );
    }
  });

  it('marks what is wrong at the very end, where nothing stands', () => {
    assert.deepEqual(segments('ab', [], [{ from: 2, to: 2 }]), [
      { text: 'ab', wrong: false },
      { text: ' ', wrong: true },
    ]);
  });

  it('knows what it says of a value, also after it changed', () => {
    const text = language.withValue('x', 'type', 'Audit', 'include');
    assert.equal(language.stateOf(text, 'type', 'Audit'), 'include');
    assert.equal(language.stateOf(text, 'type', 'Threat'), undefined);
    assert.equal(language.stateOf('-type:audit', 'type', 'Audit'), 'exclude');
    assert.equal(language.withValue(text, 'type', 'Audit', undefined), 'x');
  });

  it('has a time range, set and taken away', () => {
    const text = language.withRange('x after:2020-01-01', { from: NOW, to: NOW + 5 });
    assert.deepEqual(language.rangeOf(text), { from: NOW, to: NOW + 5 });
    assert.equal(language.withRange(text, undefined), 'x');
    assert.equal(language.rangeOf('after:-24h').from, NOW - 86_400_000);
  });

  it('offers values that were seen under any filter, and connections by name', () => {
    const seen = new SeenValues();
    const around = { connections: [{ id: 'c1', name: 'My tenant' }], types: ['Audit'] };
    seen.add([{ name: 'actor', values: [{ value: 'Ann', count: 1 }], distinct: 1 }]);
    seen.add([{ name: 'actor', values: [], distinct: 0 }]);
    const offered = (text: string) =>
      language.complete(text, text.length, seen.vocabulary(around)).map(({ label, insert }) => [label, insert]);
    assert.deepEqual(offered('actor:'), [['Ann', 'Ann']]);
    assert.deepEqual(offered('type:au'), [['Audit', 'Audit']]);
    assert.deepEqual(offered('connection:my'), [['My tenant', 'c1']]);
  });
});
