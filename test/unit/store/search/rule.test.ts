import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fieldsOf, matcherOf } from '../../../../src/filter/matches.ts';
import type { DecodedEvent, SecurityEvent } from '../../../../src/model/event.ts';
import { EVENT_STATES, type Expression, type TextField, type TextMatch } from '../../../../src/model/expression.ts';
import type { EventStore } from '../../../../src/store/contract.ts';
import { event, Fixture, NOW, request } from '../fixture.ts';
import { found, stored, until } from './until.ts';

const WORDS = [
  'login',
  'Login',
  'failed',
  'com.x',
  'true',
  '1.0',
  '1',
  'é',
  'É',
  'ﬁle',
  'Straße',
  '登录',
  'a',
  'ab',
  'x_y',
  '..',
  'ς',
  'H\u0331',
  '\u1e96',
  '\u2060cut',
  '\uE000',
  '\u001e',
  '\u001d',
  '\u001f',
  '\n',
  '\ud835',
  '\ufffd',
  '𝒳',
];
const text = fc
  .array(fc.tuple(fc.constantFrom(...WORDS), fc.constantFrom(' ', '', '-', '_', '/')), { maxLength: 4 })
  .map((parts) => parts.flat().join(''));
const party = fc.option(
  fc.record({ kind: fc.constantFrom('device', 'user'), id: text, name: text }, { requiredKeys: ['kind'] }),
  { nil: undefined },
);
const json = fc.oneof(
  fc.constant('not JSON'),
  fc.constant('{"a":"login","a":"failed"}'),
  fc.constant('{ "a" : 1.0, "t" : "com.x", "n" : [ 12345678901234567890 ] }'),
  fc.constant('{"a":{"b":[1.0,12345678901234567890,true,{"b":"x-y"}]},"t":"2026-01-01T00:00:05.1Z"}'),
  fc
    .record({
      a: text,
      b: fc.record({ c: fc.oneof(text, fc.integer(), fc.boolean(), fc.double()) }),
      'k é': fc.array(text),
    })
    .map((value) => JSON.stringify(value)),
  text.map((value) => JSON.stringify({ long: `${'word '.repeat(3_000)}${value}` })),
);
const decoded = fc.record({
  type: fc.constantFrom('Threat', 'Device', 'Shield alert'),
  activity: fc.constantFrom('CREATED', 'FAILED_LOGIN'),
  status: fc.constantFrom(undefined, 'open', 'FAILED', 'success'),
  vendorSeverity: fc.constantFrom(undefined, 'HIGH'),
  severity: fc.constantFrom(0, 2, 4, 6),
  time: fc.integer({ min: NOW - 5, max: NOW + 5 }),
  actor: party,
  target: party,
  subject: party,
  summary: text,
  raw: json,
  changes: fc.array(fc.record({ name: text }), { maxLength: 2 }),
});

const match: fc.Arbitrary<TextMatch> = fc.oneof(
  text.map((value): TextMatch => ({ kind: 'words', text: value })),
  fc
    .array(fc.constantFrom(...WORDS, '*', '*', '?', ' ', '.'), { minLength: 1, maxLength: 5 })
    .map((parts): TextMatch => ({ kind: 'pattern', text: parts.join('') })),
  fc.constant<TextMatch>({ kind: 'any' }),
);
const FIELDS: readonly TextField[] = [
  'type',
  'activity',
  'status',
  'vendorSeverity',
  'connection',
  'stream',
  'id',
  'actor',
  'target',
  'subject',
  'owner',
  'summary',
  'changed',
];
const one: fc.Arbitrary<Expression> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc
      .record({ field: fc.constantFrom<TextField>('actor', 'target', 'subject'), match })
      .map((of): Expression => ({ kind: 'text', ...of })),
  },
  { weight: 4, arbitrary: match.map((match): Expression => ({ kind: 'anywhere', match })) },
  {
    weight: 4,
    arbitrary: fc
      .record({ field: fc.constantFrom(...FIELDS), match })
      .map((of): Expression => ({ kind: 'text', ...of })),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ path: fc.constantFrom(['a'], ['b', 'c'], ['a', 'b'], ['k é'], ['long']), match })
      .map((of): Expression => ({ kind: 'raw', ...of })),
  },
  fc.constantFrom(...EVENT_STATES).map((state): Expression => ({ kind: 'is', state })),
  fc.integer({ min: NOW - 5, max: NOW + 5 }).map((from): Expression => ({ kind: 'range', field: 'time', from })),
  fc.integer({ min: 0, max: 6 }).map((to): Expression => ({ kind: 'range', field: 'severity', to })),
);
const expression: fc.Arbitrary<Expression> = fc.letrec<{ tree: Expression }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'tree', withCrossShrink: true },
    one,
    tie('tree').map((of): Expression => ({ kind: 'not', of })),
    fc.array(tie('tree'), { maxLength: 3 }).map((of): Expression => ({ kind: 'and', of })),
    fc.array(tie('tree'), { maxLength: 3 }).map((of): Expression => ({ kind: 'or', of })),
  ),
})).tree;

/** Events of every shape that the rule looks at. */
function sample(count: number, seed: number): DecodedEvent[] {
  return fc
    .sample(decoded, { numRuns: count, seed })
    .map(({ actor, target, subject, status, vendorSeverity, ...rest }, index) =>
      event(`id-${index % 7}-é${index}`, {
        ...(rest as Partial<DecodedEvent>),
        ...(status && { status }),
        ...(vendorSeverity && { vendorSeverity }),
        ...(actor && { actor }),
        ...(target && { target }),
        ...(subject && { subject }),
        learned: target?.id ? [{ kind: target.kind, id: target.id, email: `${index % 5}@example.com` }] : [],
      } as Partial<DecodedEvent>),
    );
}

describe('store: search and the rule of matching', function () {
  this.timeout(120_000);
  let fixture: Fixture;
  beforeEach(async () => {
    fixture = await Fixture.create();
  });
  afterEach(() => fixture.dispose());

  async function agree(store: EventStore, all: readonly SecurityEvent[], expression: Expression): Promise<void> {
    const test = matcherOf(expression);
    const wanted = all.filter((event) => test(fieldsOf(event))).map(({ id }) => id);
    const view = await store.search.open(expression);
    await until(view, ({ searched }) => searched === 1);
    assert.deepEqual(await found(view), wanted);
    view.dispose();
  }

  it('finds what the rule says, with the index of words and without it', async () => {
    const store = await fixture.open();
    const events = sample(300, 7);
    await store.commit(request(events));
    const all = await stored(store);
    assert.equal(all.length, 300);
    await fc.assert(
      fc.asyncProperty(expression, (one) => agree(store, all, one)),
      { numRuns: 60 },
    );
    const view = await store.search.open({ kind: 'anywhere', match: { kind: 'words', text: 'login' } });
    await until(view, ({ indexed }) => indexed === 1);
    view.dispose();
    await fc.assert(
      fc.asyncProperty(expression, (one) => agree(store, all, one)),
      { numRuns: 300 },
    );
  });

  it('finds it while the index grows, in views that were open before, and after a restart', async () => {
    const PORTION = 60;
    const events = sample(5 * PORTION, 11).map((one, index) => ({ ...one, id: `second-${index}` }));
    const expressions = fc.sample(expression, { numRuns: 60, seed: 3 });
    for (const restart of [false, true]) {
      const store = await fixture.open();
      const views = await Promise.all(expressions.map((one) => store.search.open(one)));
      while (events.length > (restart ? 0 : 2 * PORTION)) {
        await store.commit(request(events.splice(0, PORTION)));
        const word = await store.search.open({ kind: 'anywhere', match: { kind: 'words', text: 'login' } });
        await until(word, ({ indexed }) => indexed === 1);
        word.dispose();
        const all = await stored(store);
        for (const [index, view] of views.entries()) {
          await until(view, ({ searched }) => searched === 1);
          await view.refresh();
          const test = matcherOf(expressions[index] ?? { kind: 'all' });
          const wanted = all.filter((event) => test(fieldsOf(event))).map(({ id }) => id);
          assert.deepEqual(await found(view), wanted, JSON.stringify(expressions[index]));
        }
      }
      await store.close();
    }
  });
});
