import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeEvent } from '../../../../src/feeds/druva/decode.ts';
import { detailsOf } from '../../../../src/feeds/druva/details.ts';
import { stateOf } from '../../../../src/feeds/druva/stateOf.ts';
import type { DruvaStream } from '../../../../src/feeds/druva/streams.ts';
import { UndecodableError } from '../../../../src/feeds/undecodable.ts';
import { adminLogin, alert, audit, backup, decode, envelope, platform, RECEIVED, realize } from './decodeFixtures.ts';

const SHAPES = [
  backup(),
  alert('Unusual Data Activity'),
  adminLogin(),
  envelope(),
  platform(),
  realize(),
  audit({ a: 1 }, { a: 2 }),
];
const STREAMS: readonly DruvaStream[] = ['insync', 'platform', 'realize'];
const members = (of: object) => Object.entries(of);
const NAMES = [...new Set(SHAPES.flatMap((shape) => [...Object.keys(shape), ...Object.keys(shape.details ?? {})]))];
const VALUES = SHAPES.flatMap((shape) => [...Object.values(shape), ...Object.values(shape.details ?? {})]);
const value = fc.oneof(
  fc.constantFrom(...VALUES),
  fc.jsonValue(),
  fc.constantFrom('', '0', 0, null, 1e300, -1, '\ud800', '__proto__'),
);
const inner = fc.dictionary(fc.constantFrom(...NAMES), value);
const wild = fc.oneof(
  inner,
  fc
    .tuple(
      inner,
      fc.oneof(
        inner,
        inner.map((one) => JSON.stringify(one)),
        value,
      ),
    )
    .map(([event, details]) => ({ ...event, details })),
  fc.tuple(fc.constantFrom(...SHAPES), inner).map(([shape, over]) => ({ ...shape, ...over })),
);

describe('Any JSON from Druva', () => {
  it('is an event, or is refused with a sentence', () => {
    const sentences = ['The event is not a JSON object.', 'The entry has neither an event id nor an event type.'];
    let decoded = 0;
    fc.assert(
      fc.property(fc.oneof(wild, fc.jsonValue()), fc.constantFrom(...STREAMS), (object, stream) => {
        const raw = JSON.stringify(object);
        try {
          const event = decodeEvent(raw, RECEIVED, stream);
          decoded++;
          assert.equal(event.raw, raw);
          assert.ok(Number.isSafeInteger(event.time) && event.id.trim().length > 0 && event.id.length <= 521);
          assert.ok(event.summary.trim().length > 0 && event.summary.length <= 300);
          assert.ok(event.type.length > 0 && event.type.length <= 300 && event.activity.length <= 200);
          assert.ok((event.status?.length ?? 0) <= 40 && (event.vendorSeverity?.length ?? 0) <= 100);
          assert.equal(event.status, event.status?.toLowerCase());
        } catch (error) {
          assert.ok(error instanceof UndecodableError && sentences.includes(error.message), String(error));
        }
        for (const text of stateOf(object)?.values() ?? []) assert.equal(typeof text, 'string');
        for (const row of detailsOf(object) ?? [])
          assert.deepEqual([typeof row.name, typeof row.value], ['string', 'string']);
      }),
      { numRuns: 2_000 },
    );
    assert.ok(decoded > 200, `${decoded} decoded`);
  });

  it('is the same event in any order of its members', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SHAPES),
        fc.func(fc.nat()),
        fc.constantFrom(...STREAMS),
        (shape, weight, stream) => {
          const turned = (of: object) => Object.fromEntries(members(of).sort(([a], [b]) => weight(a) - weight(b)));
          const { details } = shape;
          const other = turned(
            typeof details === 'object' && details !== null ? { ...shape, details: turned(details) } : shape,
          );
          const without = ({ raw, id, ...event }: ReturnType<typeof decode>) =>
            id.startsWith('content-') ? event : { ...event, id };
          assert.deepEqual(without(decode(other, stream)), without(decode(shape, stream)));
        },
      ),
    );
  });

  it('is decoded in time and kept whole, when it is huge or deep', () => {
    const text = 'Abc:é"\\, '.repeat(550_000);
    const huge = (shape: object, name: string) => {
      const raw = JSON.stringify({ ...shape, [name]: text });
      const { raw: kept, ...rest } = decodeEvent(raw, RECEIVED, 'insync');
      assert.equal(kept, raw);
      assert.ok(JSON.stringify(rest).length < 8_000);
    };
    for (const shape of SHAPES) huge(shape, 'eventDetails');
    for (const name of ['eventType', 'initiator', 'eventState', 'severity', 'inSyncUserName', 'timestamp']) {
      huge(backup(), name);
    }
    for (const name of ['details', 'type', 'feature', 'timeStamp', 'id']) huge(platform(), name);
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    for (const name of ['details', 'eventDetails', 'oldState', 'eventID']) {
      const event = decodeEvent(`{"eventType":"Backup","${name}":${deep}}`, RECEIVED, 'insync');
      assert.equal(event.activity, 'Backup');
    }
    const states = decodeEvent(
      `{"type":"AdminUpdated","details":{"oldState":{"a":${deep},"b":1},"newState":{"a":${deep},"b":2}}}`,
      RECEIVED,
      'platform',
    );
    assert.ok(states.changes.some(({ name, to }) => name === 'b' && to === '2'));
  }).timeout(20_000);
});
