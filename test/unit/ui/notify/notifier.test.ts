import assert from 'node:assert/strict';
import { Emitter } from '../../../../src/base/emitter.ts';
import type { EventRow } from '../../../../src/model/event.ts';
import { LOADED } from '../../../../src/store/contract.ts';
import type { Arrivals } from '../../../../src/ui/notify/arrivals.ts';
import { BATCH, type Batch, DEFERENCE, FRESH, type Looking, Notifier } from '../../../../src/ui/notify/notifier.ts';
import { ManualClock } from '../../../support/manualClock.ts';
import { MemoryState } from '../fixtures.ts';

const NOW = Date.UTC(2026, 10, 1, 12);

/** Events as they arrive, shared by windows. */
class Stored {
  readonly changes = new Emitter<void>();
  readonly rows: EventRow[] = [];
  fails = false;
  readonly #clock: ManualClock;

  constructor(clock: ManualClock) {
    this.#clock = clock;
  }

  add(more: Partial<EventRow> = {}): void {
    const seq = this.rows.length + 1;
    const now = this.#clock.now();
    const row = {
      connection: 'a',
      stream: 'events',
      id: `e${seq}`,
      type: 'Threat',
      activity: 'CREATED',
      severity: 5,
    } as const;
    this.rows.push({ seq, time: now, receivedTime: now, summary: `Event ${seq}`, ...row, ...more });
    this.changes.fire();
  }

  arrivals(): Arrivals {
    const own = new Emitter<void>();
    const listener = this.changes.event(() => own.fire());
    return {
      onDidChange: own.event,
      newest: async (limit) => {
        if (this.fails) throw new Error('The store is closed.');
        return this.rows.toSorted((a, b) => b.time - a.time).slice(0, limit);
      },
      dispose: () => {
        listener.dispose();
        own.dispose();
      },
    };
  }
}

/** One window's copy of the state: others hear of a change a little later. */
class SlowState extends MemoryState {
  readonly #clock: ManualClock;
  readonly #others: SlowState[];

  constructor(clock: ManualClock, all: SlowState[]) {
    super();
    this.#clock = clock;
    this.#others = all;
    all.push(this);
  }

  override async update(key: string, value: unknown): Promise<void> {
    await super.update(key, value);
    this.#clock.timer(300, () => {
      for (const other of this.#others) void MemoryState.prototype.update.call(other, key, value);
    });
  }
}

describe('Notifications of events', () => {
  let clock: ManualClock;
  let stored: Stored;
  let state: MemoryState;
  let open: Notifier[];
  beforeEach(() => {
    clock = new ManualClock(NOW);
    stored = new Stored(clock);
    state = new MemoryState();
    open = [];
  });
  afterEach(() => {
    for (const notifier of open) notifier.dispose();
  });

  /** A window; `answer` is how long the user takes to answer, ms. */
  function window(looking: Partial<Looking> = {}, answer = 1_000, own = state) {
    const told: Batch[] = [];
    const warnings: string[] = [];
    const now: { -readonly [K in keyof Looking]: Looking[K] } = {
      focused: true,
      watching: false,
      leading: true,
      ...looking,
    };
    open.push(
      new Notifier({
        arrivals: stored.arrivals(),
        state: own,
        looking: () => now,
        tell: (batch) => {
          told.push(batch);
          return new Promise((resolve) => {
            clock.timer(answer, resolve);
          });
        },
        clock,
        warn: (message) => warnings.push(message),
      }),
    );
    return { told, now, warnings, ids: () => told.map(({ events }) => events.map(({ id }) => id)) };
  }

  it('tell what came within two seconds at once, the worst first', async () => {
    const { ids } = window();
    stored.add({ severity: 4 });
    await clock.advance(500);
    stored.add({ severity: 6 });
    await clock.advance(500);
    stored.add({ severity: 5 });
    assert.deepEqual(ids(), []);
    await clock.advance(BATCH);
    assert.deepEqual(ids(), [['e2', 'e3', 'e1']]);
  });

  it('tell no event twice, and one notification at a time', async () => {
    const { ids } = window({}, 8_000);
    stored.add();
    await clock.advance(BATCH);
    stored.add();
    await clock.advance(3_000);
    stored.add();
    await clock.advance(4_000);
    assert.deepEqual(ids(), [['e1']]);
    await clock.advance(10_000);
    assert.deepEqual(ids(), [['e1'], ['e3', 'e2']]);
    await clock.advance(60_000);
    assert.equal(ids().length, 2);
  });

  it('go on when a notification is never answered', async () => {
    const { ids } = window({}, 10 * 60_000);
    stored.add();
    await clock.advance(BATCH);
    stored.add();
    await clock.advance(30_000);
    assert.deepEqual(ids(), [['e1'], ['e2']]);
  });

  it('tell nothing that is old: a replay, a first run, history', async () => {
    const { ids } = window();
    stored.add({ time: NOW - FRESH - 5_000 });
    stored.add({ time: NOW - 3_600_000 });
    stored.add({ stream: LOADED });
    await clock.advance(30_000);
    assert.deepEqual(ids(), []);
    stored.add();
    await clock.advance(BATCH);
    assert.deepEqual(ids(), [['e4']]);
  });

  it('tell nothing that was stored before', async () => {
    stored.add();
    await clock.advance(1_000);
    const { ids } = window();
    stored.add();
    await clock.advance(BATCH);
    assert.deepEqual(ids(), [['e2']]);
  });

  it('are quiet about what happens before the eyes of the user, also afterwards', async () => {
    const { ids, now } = window({ watching: true });
    stored.add();
    await clock.advance(BATCH);
    now.watching = false;
    stored.add();
    await clock.advance(BATCH);
    assert.deepEqual(ids(), [['e2']]);
  });

  it('come when the window is open with the events, but nobody looks at it', async () => {
    const { ids } = window({ watching: true, focused: false });
    stored.add();
    await clock.advance(BATCH + DEFERENCE);
    assert.deepEqual(ids(), [['e1']]);
  });

  it('come in the window with the focus, and not in the one that streams too', async () => {
    const front = window({ leading: false });
    const back = window({ focused: false });
    stored.add();
    await clock.advance(60_000);
    assert.deepEqual([front.ids(), back.ids()], [[['e1']], []]);
  });

  it('come in the window that streams when none has the focus', async () => {
    const one = window({ focused: false, leading: false });
    const other = window({ focused: false });
    stored.add();
    await clock.advance(60_000);
    assert.deepEqual([one.ids(), other.ids()], [[], [['e1']]]);
  });

  it('come in one window when the focus moves while they defer to each other', async () => {
    const NONE = -1;
    for (const moved of [500, BATCH + 500, BATCH + DEFERENCE - 500]) {
      for (const [from, to] of [
        [NONE, 0],
        [NONE, 1],
        [0, NONE],
        [1, NONE],
        [0, 1],
        [1, 0],
        [2, 0],
      ] as const) {
        const states: SlowState[] = [];
        const windows = [false, true, false].map((leading) => window({ leading }, 1_000, new SlowState(clock, states)));
        const focus = (on: number) => {
          for (const [index, { now }] of windows.entries()) now.focused = index === on;
        };
        focus(from);
        stored.add();
        await clock.advance(moved);
        focus(to);
        await clock.advance(60_000);
        assert.equal(windows.flatMap(({ ids }) => ids()).length, 1, `from ${from} to ${to} after ${moved} ms`);
        for (const notifier of open.splice(0)) notifier.dispose();
      }
    }
  });

  for (const answer of [500, 10 * 60_000]) {
    it(`come in the window with the focus only while events trickle in and an answer takes ${answer} ms`, async () => {
      const states: SlowState[] = [];
      const front = window({ leading: false }, answer, new SlowState(clock, states));
      const back = window({ focused: false }, answer, new SlowState(clock, states));
      for (let n = 0; n < 100; n++) {
        stored.add();
        await clock.advance(700);
      }
      await clock.advance(30_000);
      assert.deepEqual(back.ids(), []);
      assert.equal(new Set(front.ids().flat()).size, 100);
      assert.equal(front.ids().flat().length, 100);
    });
  }

  it('come in the window that streams when the one with the focus told something and was left', async () => {
    const states: SlowState[] = [];
    const front = window({ leading: false }, 1_000, new SlowState(clock, states));
    const back = window({ focused: false }, 1_000, new SlowState(clock, states));
    stored.add();
    await clock.advance(10_000);
    front.now.focused = false;
    stored.add();
    await clock.advance(60_000);
    assert.deepEqual([front.ids(), back.ids()], [[['e1']], [['e2']]]);
  });

  it('do not come elsewhere when the user saw the events in the window with the focus', async () => {
    window({ watching: true, leading: false });
    const back = window({ focused: false });
    stored.add();
    await clock.advance(60_000);
    assert.deepEqual(back.ids(), []);
  });

  it('say in the log when the store cannot be read, and go on', async () => {
    const { ids, warnings } = window();
    stored.fails = true;
    stored.add();
    await clock.advance(BATCH);
    assert.match(warnings[0] ?? '', /store is closed/);
    stored.fails = false;
    stored.add();
    await clock.advance(BATCH * 2);
    assert.deepEqual(ids(), [['e2', 'e1']]);
  });

  it('stop with their window', async () => {
    const { ids } = window();
    stored.add();
    for (const notifier of open) notifier.dispose();
    await clock.advance(60_000);
    assert.deepEqual(ids(), []);
    assert.deepEqual(clock.pending, []);
  });
});
