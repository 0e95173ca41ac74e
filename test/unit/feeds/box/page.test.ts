import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodePage, readPage } from '../../../../src/feeds/box/page.ts';
import { enterprise, RECEIVED } from './fixtures.ts';

const NAME = 'next_stream_position';
const page = (position: string, entries = '[]') => `{"chunk_size":500,"${NAME}":${position},"entries":${entries}}`;
const batches = (body: string, cursor?: string) => [...decodePage(readPage(body), cursor, RECEIVED)];

describe('A page of Box events', () => {
  for (const [json, position, isZero] of [
    ['"1152922976252290886"', '1152922976252290886', false],
    ['1152923169537420243', '1152923169537420243', false],
    ['1348790499819', '1348790499819', false],
    ['"opaque \\u00e9 text"', 'opaque é text', false],
    ['0', '0', true],
    ['"0"', '0', true],
    ['"00"', '00', true],
    ['"0x"', '0x', false],
    ['null', undefined, false],
    ['""', undefined, false],
    ['true', undefined, false],
    ['-7', undefined, false],
    ['1.15e18', undefined, false],
    ['1.0', undefined, false],
    ['{"a":1}', undefined, false],
    ['[1]', undefined, false],
    [`"${'9'.repeat(513)}"`, undefined, false],
    ['9'.repeat(513), undefined, false],
  ] as const) {
    it(`reads the position ${json.slice(0, 30)} as ${position}`, () => {
      for (const entries of ['[]', '[{"event_id":"1"}]']) {
        const { events: _, ...read } = readPage(page(json, entries));
        assert.deepEqual(read, { position, isZero, isEmpty: entries === '[]', isWhole: true });
      }
    });
  }

  it('has a position also when it comes first, last, between or oddly laid out', () => {
    for (const body of [
      `{"${NAME}":12,"entries":[{"a":1}]}`,
      `{"entries":[{"a":1}],"${NAME}":12}`,
      ` \n{ "${NAME}"\t: 12 \r\n, "entries" : [ {"a":1} ] } \n`,
      `{"next_stream_p\\u006fsition":12,"entries":[{"a":1}]}`,
      `{"${NAME}":11,"entries":[{"a":1}],"${NAME}":12}`,
    ]) {
      assert.equal(readPage(body).position, '12', body);
    }
  });

  it('is not fooled by the same words in its events', () => {
    const trap = JSON.stringify({ [NAME]: 66, s: `"${NAME}":67,}]`, t: { entries: [{ [NAME]: '68' }] } });
    assert.equal(readPage(`{"entries":[${trap}],"${NAME}":12,"more":${trap}}`).position, '12');
    assert.equal(readPage(`{"entries":[${trap}],"more":${trap}}`).position, undefined);
  });

  for (const body of [
    '',
    `{"${NAME}":12,"entries":[]} {`,
    `{"${NAME}":12,"entries":}`,
    `{"${NAME}":12 "entries":[]}`,
    'null',
    '[]',
    '<html>',
    '{',
    `{"${NAME}":12`,
    `{"${NAME}":12,"entries":[`,
    `{"${NAME}":12,"entries":[{"a":"b}]}`,
  ]) {
    it(`has no position that can be trusted in ${JSON.stringify(body)}`, () => {
      assert.deepEqual(readPage(body), {
        position: undefined,
        isZero: false,
        isEmpty: false,
        isWhole: false,
        events: body,
      });
      assert.equal(batches(body, 'c').flatMap(({ events }) => events).length, 0);
    });
  }

  it('may lack its entries: that is an empty page', () => {
    for (const body of ['{}', page('12', 'null'), `{"${NAME}":12}`, page('12', '[ \n ]')]) {
      assert.equal(readPage(body).isEmpty, true);
      assert.deepEqual(batches(body, 'c'), [{ events: [], quarantined: [], cursor: 'c' }]);
    }
    assert.deepEqual(batches('{}'), [{ events: [], quarantined: [] }]);
  });

  it('with entries that are no list is kept for people to look at', () => {
    for (const entries of ['{}', '7', '"x"']) {
      const body = page('12', entries);
      assert.equal(readPage(body).isEmpty, false);
      assert.deepEqual(batches(body), [
        { events: [], quarantined: [{ reason: 'The frame is not the JSON that the protocol promises.', raw: body }] },
      ]);
    }
  });

  it('loses no events to entries that are there twice', () => {
    const some = '[{"event_id":"1"}]';
    for (const body of [
      `{"entries":[],"entries":${some}}`,
      `{"entries":${some},"entries":null}`,
      `{"entr\\u0069es":${some}}`,
      `{"x":{"entries":[]},"entries":${some}}`,
    ]) {
      assert.deepEqual(
        batches(body).flatMap(({ events }) => events.map(({ id }) => id)),
        ['1'],
        body,
      );
    }
  });

  it('gives all its events, whatever its chunk_size says, the bad ones beside the good', () => {
    const good = JSON.stringify(enterprise('EDIT'));
    const [batch] = batches(page('12', `[${good},{},{"event_type":"DELETE"},7,${good}]`), '12');
    assert.deepEqual(
      batch?.events.map(({ activity, raw }) => [activity, raw]),
      [
        ['EDIT', good],
        ['DELETE', '{"event_type":"DELETE"}'],
        ['EDIT', good],
      ],
    );
    assert.deepEqual(
      batch?.quarantined.map(({ reason }) => reason),
      ['The entry has neither an event id nor an event type.', 'The event is not a JSON object.'],
    );
    assert.equal(batch?.cursor, '12');
  });

  it('agrees with JSON.parse on every page', () => {
    const position = fc.oneof(
      fc.bigInt({ min: 0n, max: 1n << 64n }).map(String),
      fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) => JSON.stringify(text)),
      fc.jsonValue().map((value) => JSON.stringify(value)),
    );
    const nested = fc.record({ [NAME]: fc.jsonValue(), s: fc.constant(`\\"${NAME}":1,"`) });
    const member = fc.oneof(
      fc.tuple(fc.constant(JSON.stringify(NAME)), position),
      fc.tuple(
        fc.constant('"entries"'),
        fc.array(fc.oneof(nested, fc.jsonValue())).map((list) => JSON.stringify(list)),
      ),
      fc.tuple(
        fc.string().map((name) => JSON.stringify(name)),
        fc.oneof(nested, fc.jsonValue()).map((value) => JSON.stringify(value)),
      ),
    );
    const space = fc.constantFrom('', ' ', '\n\t');
    fc.assert(
      fc.property(fc.array(member, { maxLength: 6 }), space, (members, gap) => {
        const body = `${gap}{${gap}${members.map(([name, value]) => `${name}${gap}:${gap}${value}`).join(`${gap},${gap}`)}${gap}}${gap}`;
        const told = new Map<unknown, unknown>();
        function tell(this: unknown, key: string, value: unknown, context?: { readonly source?: string }): unknown {
          if (key === NAME) told.set(this, typeof value === 'number' ? context?.source : value);
          return value;
        }
        const parsed: unknown = JSON.parse(body, tell);
        const expected = told.get(parsed);
        const isNumber = typeof JSON.parse(body)[NAME] === 'number';
        const usable = isNumber ? /^\d+$/.test(String(expected)) : typeof expected === 'string' && expected !== '';
        const { position: read, isWhole } = readPage(body);
        assert.equal(isWhole, true);
        assert.equal(read, usable ? expected : undefined);
      }),
      { numRuns: 2_000 },
    );
  });

  it('takes time in proportion to its length', () => {
    const slashes = `"${'\\\\'.repeat(500_000)}"`;
    const quotes = `"${'\\"'.repeat(500_000)}"`;
    const gaps = ' '.repeat(1_000_000);
    for (const filler of [slashes, quotes, `[${'['.repeat(200_000)}${']'.repeat(200_000)}]`, `${gaps}1${gaps}`]) {
      const begun = performance.now();
      assert.equal(readPage(`{"x":${filler},"${NAME}":12}`).position, '12');
      assert.ok(performance.now() - begun < 1_000);
    }
  });
});
