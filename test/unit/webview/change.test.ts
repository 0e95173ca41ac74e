import assert from 'node:assert/strict';
import type { AttributeChange } from '../../../src/model/event.ts';
import { diffChange } from '../../../src/webview/detail/diff/change.ts';
import type { Part } from '../../../src/webview/detail/diff/words.ts';

/** Changed runs in brackets. */
const marks = (parts: readonly Part[] | undefined) =>
  parts?.map(({ text, changed }) => (changed ? `[${text}]` : text)).join('');

function show(change: Omit<AttributeChange, 'name'>): unknown {
  const { verb, body } = diffChange({ name: 'a', ...change });
  switch (body.kind) {
    case 'none':
      return [verb];
    case 'text':
      return [verb, marks(body.before), marks(body.after)];
    case 'members':
      return [verb, body.members.map(({ mark, text }) => `${mark} ${text}`), body.reordered];
    case 'paths':
      return [verb, body.rows.map(({ path, before, after }) => [path, marks(before), marks(after)])];
  }
}

describe('diffChange', () => {
  it('shows an entry without sides as what the change is about', () => {
    assert.deepEqual(show({}), ['about']);
  });

  it('shows one side alone as set or removed', () => {
    assert.deepEqual(show({ to: 'Integration test' }), ['set', undefined, 'Integration test']);
    assert.deepEqual(show({ from: '' }), ['removed', '', undefined]);
  });

  it('marks the words that differ', () => {
    assert.deepEqual(show({ from: 'Block when risk is high', to: 'Block when risk is low' }), [
      'changed',
      'Block when risk is [high]',
      'Block when risk is [low]',
    ]);
    assert.deepEqual(show({ from: 'same', to: 'same' }), ['same', 'same', 'same']);
  });

  it('marks whole texts that are too long for words', () => {
    const [from, to] = ['a '.repeat(15_000), 'b '.repeat(15_000)];
    assert.deepEqual(show({ from, to }), ['changed', `[${from}]`, `[${to}]`]);
  });

  it('compares lists as members, whatever their order and spacing', () => {
    assert.deepEqual(show({ from: '["a","b","b"]', to: '[ "b", "c" ]' }), [
      'changed',
      ['removed a', 'kept b', 'removed b', 'added c'],
      false,
    ]);
    assert.deepEqual(show({ from: '["a","b"]', to: '["b","a"]' }), ['changed', ['kept a', 'kept b'], true]);
    assert.deepEqual(show({ from: '[{"x":1,"y":2}]', to: '[{"y":2,"x":1}]' }), ['same', ['kept {"x":1,"y":2}'], false]);
  });

  it('takes a missing or empty side for an empty list', () => {
    assert.deepEqual(show({ to: '["minimumCompliantVersion"]' }), ['set', ['added minimumCompliantVersion'], false]);
    assert.deepEqual(show({ from: '', to: '[1]' }), ['changed', ['added 1'], false]);
  });

  it('compares objects by path, with numbers as they were sent', () => {
    assert.deepEqual(
      show({
        from: '{"max":12345678901234567890,"w":{"a b":1,"same":true},"old":[1]}',
        to: '{"w":{"same":true,"a b":2},"max":12345678901234567891,"new":"n"}',
      }),
      [
        'changed',
        [
          ['w["a b"]', '[1]', '[2]'],
          ['max', '[12345678901234567890]', '[12345678901234567891]'],
          ['new', undefined, 'n'],
          ['old', '[1]'.replace(/\[|\]/g, (bracket) => bracket), undefined],
        ],
      ],
    );
    assert.deepEqual(show({ from: '{"a":1,"b":2}', to: '{ "b":2, "a":1 }' }), ['same', []]);
  });

  it('takes what only looks like JSON, or changes its kind, for text', () => {
    assert.deepEqual(show({ from: '[not json', to: '[not JSON' }), ['changed', '[not [json]', '[not [JSON]']);
    assert.equal(diffChange({ name: 'a', from: '[1]', to: '{"a":1}' }).body.kind, 'text');
    assert.equal(diffChange({ name: 'a', to: '['.repeat(100_000) }).body.kind, 'text');
    assert.equal(diffChange({ name: 'a', to: `${'['.repeat(5_000)}${']'.repeat(5_000)}` }).body.kind, 'text');
  });
});
