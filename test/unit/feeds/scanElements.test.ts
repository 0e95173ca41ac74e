import assert from 'node:assert/strict';
import fc from 'fast-check';
import { scanElements } from '../../../src/feeds/scanElements.ts';

const texts = (frame: string) =>
  [...scanElements(frame, 'events')].map((e) => `${e.kind === 'broken' ? '!' : ''}${e.text}`);

describe('scanElements', () => {
  it('cuts the exact text, whatever it holds', () => {
    const exact = '{"n":12345678901234567890, "n":1.0,\t"s":"a\\"]},{","u":"\\u00e9"}';
    assert.deepEqual(texts(`{"events":[${exact} , {"b":[[{}]]}]}`), [exact, '{"b":[[{}]]}']);
  });

  it('takes a bare array', () => assert.deepEqual(texts(' [ {"a":1},2 ,"x"] '), ['{"a":1}', '2', '"x"']));
  it('takes empty arrays', () => assert.deepEqual([texts('[]'), texts('{"events":[ ]}')], [[], []]));
  it('finds the member among others', () => {
    assert.deepEqual(texts('{"more":{"events":[0]},"x":"events","events":[1],"y":2}'), ['1']);
  });
  it('yields what is whole and then the broken rest', () => {
    assert.deepEqual(texts('{"events":[{"a":1},{"b":"x'), ['{"a":1}', '!{"b":"x']);
  });
  it('does not pass over what follows a bracket that closes too early', () => {
    assert.deepEqual(texts('[{"a":1}]{"b":2}]'), ['{"a":1}', '!{"a":1}]{"b":2}]']);
    assert.deepEqual(texts('{"events":[{"a":1}]{"b":2}]}'), ['{"a":1}', '!{"a":1}]{"b":2}]}']);
    assert.deepEqual(texts('{"events":[]{"b":2}]}'), ['!]{"b":2}]}']);
  });
  for (const frame of ['', 'null', '"x"', '{', '{}', '{"events":{}}', '{"events":', '<html>', '{"a":1 "events":[]}']) {
    it(`calls ${JSON.stringify(frame)} broken`, () => assert.deepEqual(texts(frame), [`!${frame}`]));
  }

  it('agrees with JSON.parse on every array, however it is laid out', () => {
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue()),
        fc.constantFrom(undefined, 1, '\t'),
        fc.boolean(),
        (values, space, wrapped) => {
          const frame = JSON.stringify(wrapped ? { first: values, events: values } : values, null, space);
          const elements = [...scanElements(frame, 'events')];
          assert.ok(elements.every((e) => e.kind === 'element'));
          assert.deepEqual(
            elements.map((e) => JSON.parse(e.text)),
            JSON.parse(JSON.stringify(values)),
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  it('ends on any damaged text', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.nat(), fc.string({ maxLength: 3 }), (values, at, damage) => {
        const frame = JSON.stringify({ events: values });
        const cut = at % frame.length;
        const elements = [...scanElements(frame.slice(0, cut) + damage + frame.slice(cut + 1), 'events')];
        assert.ok(elements.length <= frame.length + 4);
      }),
      { numRuns: 1_000 },
    );
  });
});
