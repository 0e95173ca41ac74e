import fc from 'fast-check';

/** One thing that happens in a schedule. Times are ms. What does not apply where it stands does nothing. */
export type Step =
  | { readonly do: 'wait'; readonly ms: number }
  /** The machine sleeps; open sockets do not survive more than a minute of it. */
  | { readonly do: 'sleep'; readonly ms: number }
  /** No window is open for a while. */
  | { readonly do: 'away'; readonly ms: number; readonly crash: boolean }
  | { readonly do: 'emit'; readonly skews: readonly number[]; readonly together: boolean }
  /** A frame so large that it is stored in parts. */
  | { readonly do: 'burst'; readonly events: number }
  | { readonly do: 'repeat'; readonly back: number }
  | { readonly do: 'malformed' }
  | { readonly do: 'replay'; readonly frames: number }
  | { readonly do: 'damage'; readonly what: 'data' | 'id'; readonly at: number; readonly by: string }
  | { readonly do: 'noise'; readonly text: string }
  | { readonly do: 'fin' | 'rst' | 'mute' | 'choke' | 'garble' }
  | { readonly do: 'trickle'; readonly bytes: number }
  | { readonly do: 'stall'; readonly ms: number }
  | { readonly do: 'reconnect' | 'end'; readonly data: boolean; readonly retry?: number }
  | {
      readonly do: 'status';
      readonly on: 'token' | 'events';
      readonly status: number;
      readonly retryAfter?: number;
      readonly times: number;
    }
  | {
      readonly do: 'moved';
      readonly on: 'token' | 'events';
      readonly to: 'same' | 'circle' | 'other';
      readonly status: number;
    }
  | { readonly do: 'refuse' | 'brief'; readonly on: 'token' | 'events'; readonly times: number }
  | { readonly do: 'wrongType'; readonly times: number }
  | { readonly do: 'late'; readonly on: 'token' | 'events'; readonly ms: number }
  | { readonly do: 'expireTokens' | 'revokeKey' | 'newKey' | 'rejectCursors' | 'restartServer' | 'fewerTypes' }
  | { readonly do: 'connect' | 'disconnect' | 'close'; readonly window: number }
  | { readonly do: 'open' }
  | { readonly do: 'crash'; readonly window: number; readonly after: number }
  | { readonly do: 'hang'; readonly window: number; readonly now: boolean }
  | { readonly do: 'clear' }
  | { readonly do: 'retain'; readonly events: number }
  | { readonly do: 'breakDisk'; readonly ahead: number }
  | { readonly do: 'mendDisk' };

/** What a vendor that answers in pages may do. */
export interface Quirks {
  /** How positions are written. */
  readonly numbers: 'number' | 'text' | 'mixed';
  /** The position of an empty page. */
  readonly empty: 'zero' | 'same' | 'null' | 'missing';
  /** A page begins with so many events of the one before. */
  readonly overlap: number;
  /** A long poll does not look at the position that comes with it. */
  readonly deaf: boolean;
  /** A long poll without news ends at once. */
  readonly hasty: boolean;
}

export interface Schedule {
  /** The share of the back-off's jitter that is drawn, always. */
  readonly draw: number;
  /** Sizes of the chunks in which bytes arrive, in turn. */
  readonly cuts: readonly number[];
  readonly frameSize: number;
  /** s */
  readonly tokenLife: number;
  /** In the end all heals by itself; nobody clicks. */
  readonly patient: boolean;
  /** Events that the vendor has before the first connect. */
  readonly past: number;
  readonly quirks: Quirks;
  /** A first run is over before the first step. */
  readonly settled: boolean;
  readonly steps: readonly Step[];
}

const DAY = 86_400_000;
const on = fc.constantFrom('token' as const, 'events' as const);
const few = fc.integer({ min: 1, max: 4 });
const window = fc.nat(1);
const of = <T extends string>(...names: T[]) => fc.constantFrom(...names);

const wait = fc.record({
  do: fc.constant('wait' as const),
  ms: fc.oneof(fc.integer({ min: 1, max: 3_000 }), fc.constantFrom(5_000, 11_000, 13_000, 20_000, 61_000)),
});
const emit = fc.record({
  do: fc.constant('emit' as const),
  // Half of the margin with which a replay from a time begins: between two events the order may be wrong by as much as the margin.
  skews: fc.array(fc.oneof(fc.constant(0), fc.integer({ min: -29_000, max: 29_000 })), { minLength: 1, maxLength: 5 }),
  together: fc.boolean(),
});
const drop = fc.record({ do: of('fin', 'rst', 'mute') });

/** Frequent first. `depth`: how far back the vendor replays, ms. */
const stepOf = (depth: number): fc.Arbitrary<Step> =>
  fc.oneof(
    { weight: 10, arbitrary: wait },
    { weight: 10, arbitrary: emit },
    { weight: 6, arbitrary: drop },
    { weight: 4, arbitrary: fc.record({ do: of('crash'), window, after: fc.nat(12) }) },
    { weight: 4, arbitrary: fc.record({ do: of('connect'), window }) },
    { weight: 2, arbitrary: fc.record({ do: of('disconnect', 'close'), window }) },
    { weight: 3, arbitrary: fc.record({ do: of('open') }) },
    { weight: 2, arbitrary: fc.record({ do: of('hang'), window, now: fc.boolean() }) },
    { weight: 2, arbitrary: fc.record({ do: of('repeat'), back: fc.nat(10) }) },
    { weight: 1, arbitrary: fc.record({ do: of('malformed', 'clear', 'mendDisk') }) },
    { weight: 2, arbitrary: fc.record({ do: of('replay'), frames: few }) },
    {
      weight: 1,
      arbitrary: fc.record({
        do: of('damage'),
        what: of('data', 'id'),
        at: fc.nat(400),
        by: of('"', '{', '}', ']', ',', '\0', '�'),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: of('noise'),
        text: of(':\n', '\n\n', 'retry:0\n', 'data\n\n', 'event:new\ndata:{}\n\n', 'event:events\n\n'),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record(
        { do: of('reconnect', 'end'), data: fc.boolean(), retry: fc.constantFrom(0, 10, 5_000, 9_999_999) },
        { requiredKeys: ['do', 'data'] },
      ),
    },
    {
      weight: 4,
      arbitrary: fc.record(
        {
          do: of('status'),
          on,
          status: fc.constantFrom(204, 400, 401, 403, 404, 408, 410, 418, 425, 429, 500, 503),
          retryAfter: fc.constantFrom(0, 7, 86_400),
          times: few,
        },
        { requiredKeys: ['do', 'on', 'status', 'times'] },
      ),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: of('moved'),
        on,
        to: of('same', 'circle', 'other'),
        status: fc.constantFrom(301, 302, 307, 308),
      }),
    },
    { weight: 3, arbitrary: fc.record({ do: of('refuse', 'brief'), on, times: fc.constantFrom(1, 2, 8) }) },
    { weight: 1, arbitrary: fc.record({ do: of('garble', 'choke') }) },
    { weight: 1, arbitrary: fc.record({ do: of('trickle'), bytes: fc.integer({ min: 10, max: 2_000 }) }) },
    { weight: 1, arbitrary: fc.record({ do: of('burst'), events: fc.constantFrom(251, 600) }) },
    { weight: 1, arbitrary: fc.record({ do: of('stall'), ms: fc.constantFrom(300, 4_000, 11_900, 15_000) }) },
    { weight: 1, arbitrary: fc.record({ do: of('wrongType'), times: few }) },
    { weight: 1, arbitrary: fc.record({ do: of('late'), on, ms: fc.constantFrom(900, 11_000, 13_000, 40_000) }) },
    {
      weight: 3,
      arbitrary: fc.record({ do: of('expireTokens', 'revokeKey', 'newKey', 'restartServer', 'fewerTypes') }),
    },
    { weight: 2, arbitrary: fc.record({ do: of('rejectCursors') }) },
    { weight: 1, arbitrary: fc.record({ do: of('retain'), events: fc.nat(5) }) },
    { weight: 1, arbitrary: fc.record({ do: of('breakDisk'), ahead: fc.nat(3) }) },
    {
      weight: 1,
      arbitrary: fc.record({
        do: of('sleep'),
        ms: fc.constantFrom(20_000, 3_600_000, depth * 0.9, depth + 30_000, depth * 1.2),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: of('away'),
        ms: fc.constantFrom(10_000, DAY, depth - 1, depth + 30_000, depth * 1.2),
        crash: fc.boolean(),
      }),
    },
  );

export const schedulesFor = (depth: number): fc.Arbitrary<Schedule> =>
  fc.record({
    draw: fc.constantFrom(0, 0.5, 0.99),
    cuts: fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 4 }),
    frameSize: fc.constantFrom(1, 3, 1_000),
    tokenLife: fc.constantFrom(7_200, 60, 1),
    patient: fc.boolean(),
    past: fc.nat(12),
    settled: fc.boolean(),
    quirks: fc.record({
      numbers: of('number', 'text', 'mixed'),
      empty: of('zero', 'same', 'null', 'missing'),
      overlap: fc.constantFrom(0, 0, 2),
      deaf: fc.boolean(),
      hasty: fc.nat(3).map((n) => n === 1),
    }),
    steps: fc.array(stepOf(depth), { maxLength: 24, size: 'max' }),
  });
