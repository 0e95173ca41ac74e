import assert from 'node:assert/strict';
import { layoutJson } from '../../../src/webview/detail/json/layout.ts';
import { Searcher } from '../../../src/webview/detail/json/searcher.ts';
import { decodeState } from '../../../src/webview/detail/state.ts';
import { translator } from '../../../src/webview/detail/strings.ts';
import { codePointName, textParts } from '../../../src/webview/detail/text.ts';

describe('textParts', () => {
  const show = (text: string, keepLines = false) =>
    textParts(text, keepLines)
      .map((part) => (part.kind === 'plain' ? part.text : `<${codePointName(part.code)}>`))
      .join('');

  it('names what would not be seen or would reorder the text', () => {
    assert.equal(show('a\u202eb\u0000c\u200bd\u{e0041}\ud800'), 'a<U+202E>b<U+0000>c<U+200B>d<U+E0041><U+D800>');
  });

  it('keeps tab and line feed only where lines are kept, and joiners always', () => {
    assert.equal(show('a\n\tb'), 'a<U+000A><U+0009>b');
    assert.equal(show('a\n\tb', true), 'a\n\tb');
    assert.equal(show('👩‍💻'), '👩‍💻');
  });
});

describe('Searcher', () => {
  const layout = layoutJson('{"name":"a.b","NAME":"aXb","list":["name name"]}');

  it('finds plain text in any case, steps around, and tells lines', () => {
    const searcher = new Searcher(layout);
    searcher.search('name', 2);
    assert.equal(searcher.count, 4);
    assert.equal(searcher.current, 1);
    assert.equal(searcher.line, 2);
    searcher.step(-1);
    searcher.step(-1);
    assert.equal(searcher.current, 3);
    searcher.step(1);
    assert.equal(searcher.current, 0);
    searcher.search('a.b', 0);
    assert.equal(searcher.count, 1);
  });

  it('gives the matches within a line', () => {
    const searcher = new Searcher(layout);
    searcher.search('name', 0);
    assert.deepEqual(searcher.hits(4), [
      { from: 5, to: 9, current: false },
      { from: 10, to: 14, current: false },
    ]);
    assert.deepEqual(searcher.hits(0), []);
  });

  it('finds nothing for an empty query', () => {
    const searcher = new Searcher(layout);
    searcher.search('', 0);
    assert.equal(searcher.count, 0);
    assert.equal(searcher.line, undefined);
    searcher.step(1);
    assert.equal(searcher.current, -1);
  });
});

describe('decodeState', () => {
  const state = { event: 'e', scroll: 3, whole: ['x'], viewer: { folded: [1], line: 2, scroll: 9, query: 'q' } };

  it('gives back what was saved for the same event', () => {
    assert.deepEqual(decodeState(structuredClone(state), 'e'), state);
  });

  it('gives nothing for another event or a strange value, and mends strange parts', () => {
    for (const value of [undefined, null, 1, {}, { ...state, event: 'f' }])
      assert.equal(decodeState(value, 'e'), undefined);
    const strange = { event: 'e', scroll: -1, whole: [1, 'x'], viewer: { folded: ['a', 4], line: 'x', query: 5 } };
    assert.deepEqual(decodeState(strange, 'e'), {
      event: 'e',
      scroll: 0,
      whole: ['x'],
      viewer: { folded: [4], line: 0, scroll: 0, query: '' },
    });
  });
});

describe('translator', () => {
  it('falls back to English and fills places', () => {
    assert.equal(translator({})('{0} of {1}', 1, 2), '1 of 2');
    assert.equal(translator({ '{0} of {1}': '{1} から {0}' })('{0} of {1}', 1, 2), '2 から 1');
  });
});
