import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Emitter } from '../../../src/base/emitter.ts';
import { AccessResolver } from '../../../src/connection/access.ts';
import { Connections } from '../../../src/connection/connections.ts';
import type { BoundCredential } from '../../../src/connection/contract.ts';
import { FeedError } from '../../../src/feeds/feed.ts';
import type { ConnectionConfig } from '../../../src/model/connection.ts';
import type { EventStore } from '../../../src/store/contract.ts';
import { openStore } from '../../../src/store/open.ts';
import { recordingLogger } from '../../support/logger.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { batchOf, CLOSED, OPEN, ScriptedVendor, sampleEvent } from '../../support/scriptedVendor.ts';
import { until } from '../../support/until.ts';

const ORIGIN = 'https://scripted.example';
const HOUR = 3_600_000;
const MINUTE = 60_000;

describe('Connections', () => {
  let directory: string;
  let clock: ManualClock;
  let configs: ConnectionConfig[];
  let credential: BoundCredential | undefined;
  let asking: Promise<undefined> | undefined;
  const configsChanged = new Emitter<void>();
  const credentialsChanged = new Emitter<string>();
  const opened: { connections: Connections; store: EventStore }[] = [];

  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'connections-'));
    clock = new ManualClock();
    configs = [{ id: 'a', name: 'A', system: 'lookout', endpoint: ORIGIN }];
    credential = { origin: ORIGIN, secret: 'canary' };
    asking = undefined;
  });
  afterEach(async () => {
    for (const { connections, store } of opened.splice(0)) {
      await connections.close();
      await store.close();
    }
    await rm(directory, { recursive: true, force: true });
  });

  /** One window: its own store handle and service. */
  const openWindow = async (vendor: ScriptedVendor, windowAnswers: () => Promise<unknown> = async () => undefined) => {
    const log = recordingLogger();
    const store = await openStore({
      directory,
      worker: new URL('../../../src/store/worker.ts', import.meta.url),
      retention: { maxEvents: 1_000_000, maxBytes: 2 ** 31, maxAge: 1_000 * 24 * HOUR },
      log,
      // The driven time; the store's own housekeeping stays out of the timers that the tests look at.
      clock: { now: () => clock.now(), timer: () => () => undefined },
    });
    const credentials = {
      get: async () => (asking ? await asking : credential),
      onDidChange: credentialsChanged.event,
    };
    const connections = new Connections({
      store,
      configs: { list: () => configs, onDidChange: configsChanged.event },
      credentials,
      vendors: new Map([['lookout', vendor]]),
      access: new AccessResolver(credentials, () => Promise.reject(new Error('no demo here'))),
      fetch,
      clock,
      log,
      random: () => 0,
      windowAnswers,
      initialHistory: () => HOUR,
    });
    const window = { connections, store };
    opened.push(window);
    return { ...window, log };
  };
  const open = async (
    vendor: ScriptedVendor,
    options: { resume?: boolean; connect?: readonly string[]; windowAnswers?: () => Promise<unknown> } = {},
  ) => {
    const { connections, store, log } = await openWindow(vendor, options.windowAnswers);
    await connections.start({ resume: true, connect: [], ...options });
    const state = () => connections.get('a')?.state;
    return { connections, store, state, log };
  };
  const close = async (window: { connections: Connections; store: EventStore }) => {
    opened.splice(
      opened.findIndex((each) => each.store === window.store),
      1,
    );
    await window.connections.close();
    await window.store.close();
  };

  it('is disconnected until somebody asks, then live on what the server says', async () => {
    const vendor = new ScriptedVendor([OPEN, { kind: 'alive', heartbeat: true, caughtUp: true }]);
    const { connections, state } = await open(vendor);
    assert.equal(state()?.kind, 'disconnected');
    await connections.connect('a');
    await until(() => state()?.kind === 'live');
    await until(() => connections.get('a')?.evidence.caughtUp === true);
    assert.equal(connections.get('a')?.evidence.lastHeartbeat, clock.now());
    await connections.disconnect('a');
    assert.equal(state()?.kind, 'disconnected');
  });

  it('stores events with their cursor and goes on behind it after a reload', async () => {
    const vendor = new ScriptedVendor([OPEN, batchOf('c1', sampleEvent('e1', clock.now()))]);
    const first = await open(vendor);
    await first.connections.connect('a');
    await until(async () => (await first.store.cursor('a', 'events'))?.cursor === 'c1');
    await close(first);
    await open(vendor);
    await until(() => vendor.reads.length === 2);
    assert.deepEqual(vendor.reads, [{ since: clock.now() - HOUR }, { cursor: 'c1' }]);
  });

  it('stays disconnected after a reload when the user does not want it back', async () => {
    const vendor = new ScriptedVendor([OPEN]);
    const first = await open(vendor);
    await first.connections.connect('a');
    await until(() => vendor.reads.length === 1);
    await close(first);
    const second = await open(vendor, { resume: false });
    assert.equal(second.state()?.kind, 'disconnected');
    assert.equal(vendor.reads.length, 1);
  });

  it('connects at startup what the settings name', async () => {
    const vendor = new ScriptedVendor([OPEN]);
    const { state } = await open(vendor, { connect: ['a'] });
    await until(() => state()?.kind === 'live');
  });

  it('begins at the same time again when the first connection drops before an event, also after a reload', async () => {
    const vendor = new ScriptedVendor([OPEN, CLOSED], [OPEN]);
    const first = await open(vendor);
    const since = clock.now() - HOUR;
    await first.connections.connect('a');
    await until(() => vendor.reads.length === 1 && clock.pending.length > 2);
    await clock.advance(10_000);
    await until(() => vendor.reads.length === 2);
    await close(first);
    await clock.advance(5 * HOUR);
    await open(vendor);
    await until(() => vendor.reads.length === 3);
    assert.deepEqual(vendor.reads, [{ since }, { since }, { since }]);
  });

  it('refuses on a bad credential and asks no more', async () => {
    const vendor = new ScriptedVendor([new FeedError('credential', 'Wrong key.')]);
    const { connections, state } = await open(vendor);
    await connections.connect('a');
    await until(() => state()?.kind === 'refused');
    assert.deepEqual(state(), { kind: 'refused', reason: { kind: 'credential', message: 'Wrong key.' } });
    await clock.advance(10 * MINUTE);
    assert.equal(vendor.reads.length, 1);
  });

  it('starts over with a replaced credential', async () => {
    const vendor = new ScriptedVendor([new FeedError('credential', 'Wrong key.')], [OPEN]);
    const { connections, state } = await open(vendor);
    await connections.connect('a');
    await until(() => state()?.kind === 'refused');
    credential = { origin: ORIGIN, secret: 'new' };
    credentialsChanged.fire('a');
    await until(() => state()?.kind === 'live');
    assert.equal(vendor.contexts.at(-1)?.credential, 'new');
  });

  it('probes a missing permission every five minutes', async () => {
    const vendor = new ScriptedVendor([new FeedError('forbidden', 'No.')], [OPEN]);
    const { connections, state } = await open(vendor);
    await connections.connect('a');
    await until(() => state()?.kind === 'refused');
    const refused = state();
    assert.equal(refused?.kind === 'refused' && refused.probe, clock.now() + 5 * MINUTE);
    await clock.advance(5 * MINUTE - 1);
    assert.equal(vendor.reads.length, 1);
    await clock.advance(1);
    await until(() => state()?.kind === 'live');
  });

  it('waits as long as the server asks, and says until when', async () => {
    const vendor = new ScriptedVendor([new FeedError('busy', 'Later.', { delay: 30_000 })], [OPEN]);
    const { connections, state } = await open(vendor);
    await connections.connect('a');
    await until(() => state()?.kind === 'waiting');
    const waiting = state();
    assert.equal(waiting?.kind === 'waiting' && waiting.until, clock.now() + 30_000);
    await clock.advance(29_999);
    assert.equal(vendor.reads.length, 1);
    await clock.advance(1);
    await until(() => state()?.kind === 'live');
  });

  it('tries again at once when the user asks', async () => {
    const vendor = new ScriptedVendor([new FeedError('busy', 'Later.', { delay: 300_000 })], [OPEN]);
    const { connections, state } = await open(vendor);
    await connections.connect('a');
    await until(() => state()?.kind === 'waiting');
    await connections.connect('a');
    await until(() => state()?.kind === 'live');
  });

  for (const [name, script] of [
    ['closes at once', [OPEN, CLOSED]],
    ['asks to come back at once', [OPEN, { kind: 'end', why: 'reconnect', delay: 0 } as const]],
    ['cannot be reached', [new FeedError('network', 'Down.')]],
  ] as const) {
    it(`asks at most once a second when the server ${name}`, async () => {
      const vendor = new ScriptedVendor(script);
      const { connections } = await open(vendor);
      await connections.connect('a');
      let reads = 0;
      for (let second = 0; second < 30; second++) {
        const before = vendor.reads.length;
        await clock.advance(999);
        // The store answers between the ticks of the driven clock; give it the time that it needs.
        await new Promise((resolve) => setTimeout(resolve, 5));
        assert.ok(vendor.reads.length - before <= 1, `${vendor.reads.length - before} requests within a second`);
        reads = vendor.reads.length;
      }
      assert.ok(reads >= 5, 'it went on trying');
    });
  }

  it('records a gap and goes back to the last stored event when the cursor is rejected', async () => {
    const time = clock.now() - 2 * HOUR;
    const vendor = new ScriptedVendor(
      [OPEN, batchOf('c1', sampleEvent('e1', time)), new FeedError('cursor', 'Rejected.')],
      [OPEN],
    );
    const { connections, store } = await open(vendor);
    await connections.connect('a');
    await until(async () => (await store.gaps('a')).length === 1);
    const [gap] = await store.gaps('a');
    assert.deepEqual([gap?.from, gap?.to], [time, clock.now()]);
    await until(() => clock.pending.length > 2);
    await clock.advance(2_000);
    await until(() => vendor.reads.length === 2);
    assert.deepEqual(vendor.reads[1], { since: time - MINUTE });
  });

  it('takes nothing more of a reading that stood still for longer than the vendor keeps events, and records the gap', async () => {
    const woken = Promise.withResolvers<void>();
    const start = clock.now();
    const first = batchOf('c1', sampleEvent('e1', start));
    const vendor = new ScriptedVendor(
      [OPEN, first, woken.promise, batchOf('c2', sampleEvent('e2', start + 11 * 24 * HOUR))],
      [OPEN],
    );
    const { connections, store } = await open(vendor);
    await connections.connect('a');
    await until(async () => (await store.cursor('a', 'events'))?.cursor === 'c1');
    await clock.sleep(11 * 24 * HOUR);
    woken.resolve();
    await until(async () => {
      await clock.advance(1_000);
      return vendor.reads.length === 2;
    });
    assert.deepEqual(vendor.reads[1], { cursor: 'c1' });
    await until(async () => (await store.gaps('a')).length === 1);
    assert.equal((await store.gaps('a'))[0]?.from, start);
  });

  it('sends nothing when the endpoint is not the one that the credential was entered for', async () => {
    const vendor = new ScriptedVendor([OPEN]);
    const { connections, state } = await open(vendor);
    configs = [{ id: 'a', name: 'A', system: 'lookout', endpoint: 'https://evil.example' }];
    await connections.connect('a');
    await until(() => state()?.kind === 'refused');
    const refused = state();
    assert.equal(refused?.kind === 'refused' && refused.reason.kind, 'endpointChanged');
    assert.deepEqual([vendor.reads, vendor.contexts], [[], []]);
  });

  it('stops reading when the store fails, tells why, and goes on where the data ends', async () => {
    const vendor = new ScriptedVendor([OPEN, batchOf('c1', sampleEvent('e1', 1)), batchOf('c2', sampleEvent('e2', 2))]);
    const { connections, store, state } = await open(vendor);
    const commit = store.commit.bind(store);
    let failing = false;
    store.commit = (request) => {
      failing ||= request.cursor === 'c1';
      return failing && request.stream === 'events'
        ? Promise.reject(new FeedError('protocol', 'disk full'))
        : commit(request);
    };
    await connections.connect('a');
    await until(() => state()?.kind === 'waiting');
    assert.equal(await store.cursor('a', 'events'), undefined);
    store.commit = commit;
    await clock.advance(5_000);
    await until(async () => (await store.cursor('a', 'events'))?.cursor === 'c2');
    assert.equal((await store.rows({ limit: 10 })).length, 2);
  });

  it('tries again at once when the user asks in another window', async () => {
    const vendor = new ScriptedVendor([new FeedError('busy', 'Later.', { delay: 300_000 })], [OPEN]);
    const holder = await open(vendor);
    const follower = await open(vendor);
    await holder.connections.connect('a');
    await until(() => holder.state()?.kind === 'waiting');
    await follower.connections.connect('a');
    await until(() => holder.state()?.kind === 'live');
  });

  it('does not make a following window draw its list again for evidence', async () => {
    const vendor = new ScriptedVendor([OPEN]);
    const holder = await open(vendor);
    const follower = await open(vendor);
    await holder.connections.connect('a');
    await until(() => holder.state()?.kind === 'live');
    await clock.advance(1_000);
    await until(() => {
      const state = follower.state();
      return state?.kind === 'following' && state.of?.kind === 'live';
    });
    const told: (string | undefined)[] = [];
    follower.connections.onDidChange((id) => told.push(id));
    await clock.advance(6_000);
    await until(() => told.length > 0);
    assert.ok(!told.includes(undefined));
  });

  it('does not take the last word of a window that hangs for the present', async () => {
    const vendor = new ScriptedVendor([OPEN]);
    const holder = await open(vendor);
    const follower = await open(vendor);
    await holder.connections.connect('a');
    await until(() => holder.state()?.kind === 'live');
    await clock.advance(1_000);
    const of = () => {
      const state = follower.state();
      return state?.kind === 'following' ? state.of?.kind : undefined;
    };
    await until(() => of() === 'live');
    holder.store.publish = () => new Promise(() => undefined);
    await clock.advance(15_000);
    assert.equal(of(), undefined);
  });

  it('works on when what it should do at startup fails', async () => {
    const vendor = new ScriptedVendor([OPEN]);
    const { connections, state, store } = await open(vendor);
    await close({ connections, store });
    const failing = await openWindow(vendor);
    const setWanted = failing.store.setWanted.bind(failing.store);
    failing.store.setWanted = () => Promise.reject(new Error('locked'));
    await assert.rejects(failing.connections.start({ resume: true, connect: ['a'] }), /locked/);
    failing.store.setWanted = setWanted;
    await failing.connections.connect('a');
    await until(() => failing.connections.get('a')?.state.kind === 'live');
    assert.equal(state()?.kind, 'disconnected');
  });

  it('stops without waiting for a keyring that asks a person first', async () => {
    const vendor = new ScriptedVendor([OPEN]);
    asking = new Promise(() => undefined);
    const { connections } = await open(vendor);
    await connections.connect('a');
    await connections.disconnect('a');
    assert.equal(vendor.contexts.length, 0);
  });

  it('lets one window stream; the other follows, acts, and takes over', async () => {
    const vendor = new ScriptedVendor([OPEN]);
    const holder = await open(vendor);
    const follower = await open(vendor);
    await follower.connections.connect('a');
    await until(() => holder.state()?.kind === 'live');
    await clock.advance(1_000);
    await until(() => {
      const state = follower.state();
      return state?.kind === 'following' && state.of?.kind === 'live';
    });
    assert.equal(vendor.reads.length, 1);
    await close(holder);
    await clock.advance(2_000);
    await until(() => follower.state()?.kind === 'live');
    assert.equal(vendor.reads.length, 2);
  });

  describe('whose window is gone while its extension host lives on', () => {
    const gone = () => new Promise<never>(() => undefined);

    it('gives the lease to another window', async () => {
      const vendor = new ScriptedVendor([OPEN]);
      let windowAnswers: () => Promise<unknown> = async () => undefined;
      const holder = await open(vendor, { windowAnswers: () => windowAnswers() });
      await holder.connections.connect('a');
      await until(() => holder.state()?.kind === 'live');
      const follower = await open(vendor);
      await clock.advance(10_000);
      assert.equal(follower.state()?.kind, 'following');
      windowAnswers = gone;
      await until(async () => {
        await clock.advance(500);
        return follower.state()?.kind === 'live';
      });
      await until(async () => {
        await clock.advance(500);
        return holder.state()?.kind === 'following';
      });
      await clock.advance(60_000);
      assert.equal(follower.state()?.kind, 'live', 'it does not come back');
    });

    it('is told from one that answers, if only that it cannot', async () => {
      const vendor = new ScriptedVendor([OPEN]);
      let windowAnswers: () => Promise<unknown> = () => Promise.reject(new Error('no such command'));
      const holder = await open(vendor, { windowAnswers: () => windowAnswers() });
      const follower = await open(vendor);
      await follower.connections.connect('a');
      await until(() => holder.state()?.kind === 'live');
      await clock.advance(60_000);
      assert.equal(follower.state()?.kind, 'following');
      windowAnswers = gone;
      await until(async () => {
        await clock.advance(500);
        return follower.state()?.kind === 'live';
      });
    });

    it('goes on streaming without a break when there is no other', async () => {
      const vendor = new ScriptedVendor([OPEN]);
      const { connections, state } = await open(vendor, { windowAnswers: gone });
      await connections.connect('a');
      await until(() => state()?.kind === 'live');
      await clock.advance(60_000);
      assert.equal(state()?.kind, 'live');
      assert.equal(vendor.reads.length, 1);
    });
  });
});
