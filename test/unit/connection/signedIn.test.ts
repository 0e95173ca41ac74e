import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inspect } from 'node:util';
import { Emitter } from '../../../src/base/emitter.ts';
import { AccessResolver } from '../../../src/connection/access.ts';
import { Connections } from '../../../src/connection/connections.ts';
import { HistoryLoads } from '../../../src/connection/historyLoads.ts';
import { type BoxSimulator, startBoxSimulator } from '../../../src/demo/box/simulator.ts';
import { FeedError } from '../../../src/feeds/feed.ts';
import { VENDORS } from '../../../src/feeds/registry.ts';
import type { ConnectionConfig } from '../../../src/model/connection.ts';
import type { EventStore } from '../../../src/store/contract.ts';
import { openStore } from '../../../src/store/open.ts';
import { english } from '../../../src/ui/localizer.ts';
import { Credentials } from '../../../src/ui/secrets/credentials.ts';
import { freePort } from '../../support/freePort.ts';
import { recordingLogger } from '../../support/logger.ts';
import { ManualClock, settle } from '../../support/manualClock.ts';
import { until } from '../../support/until.ts';
import { MemoryState } from '../ui/fixtures.ts';

const SECRET = 'canary-client-secret-8c1d';
const HOUR = 3_600_000;

describe('A Box connection that somebody signed in to with the browser', () => {
  let directory: string;
  let simulator: BoxSimulator;
  let clock: ManualClock;
  let config: ConnectionConfig;
  /** The keyring of this machine, which all windows share. */
  let keyring: Map<string, string>;
  let locked: boolean;
  const changes = new Emitter<{ readonly key: string }>();
  const log = recordingLogger();
  const windows: { connections: Connections; store: EventStore }[] = [];
  /** What keeps the answers of the token endpoint from being read. */
  let held: Promise<void>;
  /** Every code and token that the simulator gave out. */
  let given: string[];
  let running = 0;
  const errors: unknown[] = [];

  const start = async (signIn: 'admin' | 'user' = 'admin') => {
    simulator = await startBoxSimulator({
      seed: 1,
      rate: 0,
      signIn,
      credentials: { clientId: 'cl1', clientSecret: SECRET },
    });
    const options = { stream: 'enterprise', auth: 'oauth', clientId: 'cl1', redirectPort: String(await freePort()) };
    config = { id: 'a', name: 'A', system: 'box', endpoint: simulator.endpoint, options };
  };
  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'signed-in-'));
    clock = new ManualClock(Date.now(), () => idle());
    keyring = new Map();
    locked = false;
    given = [];
    held = Promise.resolve();
    log.lines.length = 0;
    await start();
  });
  afterEach(async () => {
    const published = await windows[0]?.store.published();
    for (const window of windows.splice(0)) await close(window);
    await simulator.dispose();
    await rm(directory, { recursive: true, force: true });
    const texts = [
      ...log.lines,
      inspect([...(published ?? [])]),
      ...errors.splice(0).map((error) => inspect(error, { depth: 9 })),
    ];
    for (const secret of [SECRET, ...given])
      assert.ok(!texts.some((text) => text.includes(secret)), 'a secret got out');
  });

  /** Whole answers only, so that it is known when they are read. */
  const listening: typeof fetch = async (...asked) => {
    running++;
    try {
      const { ok, status, headers, body } = await whole(...asked);
      if (ok && String(asked[0]).endsWith('/oauth2/token')) {
        const { access_token, refresh_token } = JSON.parse(body);
        given.push(access_token, refresh_token);
      }
      return new Response(body === '' ? null : body, { status, headers });
    } finally {
      running--;
    }
  };
  const whole = async (...asked: Parameters<typeof fetch>) => {
    const answer = await fetch(...asked);
    const body = await answer.text();
    if (String(asked[0]).endsWith('/oauth2/token')) await held;
    return { ok: answer.ok, status: answer.status, headers: answer.headers, body };
  };
  /** Until no request is under way. */
  const idle = async () => {
    for (let quiet = 0; quiet < 3; quiet++) {
      await settle(4);
      await until(() => running === 0, 'all answers are read');
    }
  };
  /** A window with the real service, credentials and store. */
  const open = async () => {
    const store = await openStore({
      directory,
      worker: new URL('../../../src/store/worker.ts', import.meta.url),
      retention: { maxEvents: 1_000_000, maxBytes: 2 ** 31, maxAge: 1_000 * 24 * HOUR },
      log,
      clock: { now: () => clock.now(), timer: () => () => undefined },
    });
    const secrets = {
      get: async (key: string) => keyring.get(key),
      async store(key: string, value: string) {
        if (locked) throw new Error('The keyring is locked.');
        keyring.set(key, value);
        changes.fire({ key });
      },
      async delete(key: string) {
        keyring.delete(key);
        changes.fire({ key });
      },
      onDidChange: changes.event,
    };
    const credentials = new Credentials(secrets, new MemoryState(), english);
    const access = new AccessResolver(credentials, () => Promise.reject(new Error('no demo here')), {
      store: (id, credential) => credentials.store(id, credential),
      mayRenew: () => connections.holdsLease,
    });
    const deps = { store, access, fetch: listening, clock, log, random: () => 0, initialHistory: () => HOUR };
    const connections: Connections = new Connections({
      ...deps,
      configs: { list: () => [config], onDidChange: () => ({ dispose: () => undefined }) },
      credentials,
      vendors: VENDORS,
      windowAnswers: async () => undefined,
    });
    const window = { connections, store, credentials, history: new HistoryLoads(deps, VENDORS) };
    windows.push(window);
    await connections.start({ resume: true, connect: [] });
    return window;
  };
  const close = async ({ connections, store }: (typeof windows)[number]) => {
    await connections.close();
    await store.close();
  };

  /** What the wizard has after its steps. */
  const signedIn = async ({ connections }: { connections: Connections }): Promise<string> => {
    const { system, endpoint = '', options = {} } = config;
    const browse = async (url: string) => {
      const to = (await fetch(url, { redirect: 'manual' })).headers.get('location') ?? '';
      given.push(new URL(to).searchParams.get('code') ?? '');
      await fetch(to);
    };
    const request = { system, endpoint, options, entered: { secret: SECRET }, closing: '', open: browse };
    const parts = await connections.signIn(request, new AbortController().signal);
    return JSON.stringify({ secret: SECRET, ...parts });
  };
  const keep = ({ credentials }: { credentials: Credentials }, secret: string) =>
    credentials.store('a', { origin: simulator.endpoint, secret });
  const live = async () => {
    const window = await open();
    await keep(window, await signedIn(window));
    await window.connections.connect('a');
    const caughtUp = () => window.connections.get('a')?.evidence.caughtUp === true;
    await until(caughtUp, 'it is live');
    return { ...window, caughtUp };
  };
  const refreshed = () => simulator.log.filter(({ grant }) => grant === 'refresh_token').length;
  const asked = () => simulator.log.filter(({ path: at }) => at === '/2.0/events').length;
  const state = ({ connections }: { connections: Connections }) => connections.get('a')?.state;
  const failure = async (work: Promise<unknown>) => {
    const error = await work.then(
      () => assert.fail('it went well'),
      (e: unknown) => e,
    );
    errors.push(error);
    assert.ok(error instanceof FeedError, String(error));
    return error;
  };
  const never = new AbortController().signal;
  const nextPoll = async () => {
    const before = asked();
    await until(async () => {
      await clock.advance(1_000);
      return asked() > before;
    }, 'the feed polls again');
  };

  it('streams, and is not started over by its own renewals', async () => {
    const window = await live();
    assert.equal(refreshed(), 1);
    for (let renewals = 2; renewals <= 4; renewals++) {
      simulator.expireTokens();
      const [id = ''] = simulator.emit([{ type: 'UPLOAD' }]);
      await nextPoll();
      await until(async () => (await window.store.event('a', id)) !== undefined, 'the event is stored');
      assert.equal(refreshed(), renewals);
    }
    assert.equal(window.connections.get('a')?.evidence.reconnects, 0);
  });

  it('goes on after a reload with what was stored', async () => {
    await close(await live());
    windows.length = 0;
    const again = await open();
    await until(() => state(again)?.kind === 'live');
    assert.equal(refreshed(), 2);
  });

  it('starts over when somebody signs in again', async () => {
    const window = await live();
    simulator.expireTokens();
    simulator.expireRefreshTokens();
    await nextPoll();
    await until(() => state(window)?.kind === 'refused');
    const refused = state(window);
    assert.match(
      refused?.kind === 'refused' ? refused.reason.message : '',
      /The sign-in at Box has ended.*Sign in again/,
    );
    await keep(window, await signedIn(window));
    await until(() => state(window)?.kind === 'live');
  });

  it('is tested, and its history is loaded, beside the stream', async () => {
    const window = await live();
    const range = { after: clock.now() - HOUR, before: clock.now() };
    await Promise.all([
      window.connections.test(config, undefined, never),
      window.history.load(config, range, never, () => undefined),
      window.connections.test(config, undefined, never),
    ]);
    assert.equal(refreshed(), 4);
    simulator.expireTokens();
    const [id = ''] = simulator.emit([{ type: 'UPLOAD' }]);
    await nextPoll();
    await until(async () => (await window.store.event('a', id)) !== undefined);
  });

  it('is neither tested nor loaded in a window that follows: nothing is sent', async () => {
    await live();
    const follower = await open();
    const range = { after: clock.now() - HOUR, before: clock.now() };
    const before = simulator.log.length;
    for (const work of [
      follower.connections.test(config, undefined, never),
      follower.history.load(config, range, never, () => undefined),
    ]) {
      assert.match((await failure(work)).message, /only the window that streams may use it/);
    }
    assert.equal(simulator.log.length, before);
  });

  it('is tested anywhere with a sign-in that was just made, and what the test leaves of it is good', async () => {
    const window = await live();
    const follower = await open();
    const entered = await signedIn(follower);
    let left = entered;
    await follower.connections.test(config, entered, never, (renewed) => (left = renewed));
    assert.notEqual(left, entered);
    assert.match((await failure(follower.connections.test(config, entered, never))).message, /has ended/);
    await keep(follower, left);
    await until(() => refreshed() === 4 && window.caughtUp(), 'the other window starts over with it');
  });

  it('hands back what a test that fails leaves of a sign-in', async () => {
    await simulator.dispose();
    await start('user');
    const window = await open();
    const entered = await signedIn(window);
    let left = entered;
    const test = (secret: string) => window.connections.test(config, secret, never, (renewed) => (left = renewed));
    assert.match((await failure(test(entered))).message, /Manage enterprise properties/);
    assert.match((await failure(test(left))).message, /Manage enterprise properties/, 'it works again');
  });

  it('is refused when what renews it cannot be stored: the token is not used, and nothing is lost', async () => {
    const window = await open();
    await keep(window, await signedIn(window));
    locked = true;
    await window.connections.connect('a');
    await until(() => state(window)?.kind === 'refused');
    const refused = state(window);
    assert.match(
      refused?.kind === 'refused' ? refused.reason.message : '',
      /could not be stored. Unlock the system keyring/,
    );
    assert.deepEqual([refreshed(), asked()], [1, 0]);
    locked = false;
    await window.connections.disconnect('a');
    await window.connections.connect('a');
    await until(() => state(window)?.kind === 'live');
    assert.equal(refreshed(), 2);
  });

  it('asks to sign in again when the window ended between spending and storing', async () => {
    const window = await open();
    await keep(window, await signedIn(window));
    locked = true;
    await window.connections.connect('a');
    await until(() => state(window)?.kind === 'refused');
    await close(window);
    windows.length = 0;
    locked = false;
    const again = await open();
    await until(() => state(again)?.kind === 'refused');
    const refused = state(again);
    assert.match(
      refused?.kind === 'refused' ? refused.reason.message : '',
      /renewed without being stored. Sign in again/,
    );
    assert.deepEqual([refreshed(), asked()], [2, 0]);
    await clock.advance(HOUR);
    assert.equal(refreshed(), 2, 'it is not tried again');
  });

  it('is closed only when a renewal under way is stored', async () => {
    const window = await live();
    const hold = Promise.withResolvers<void>();
    held = hold.promise;
    simulator.expireTokens();
    const polling = nextPoll();
    await until(() => refreshed() === 2);
    const closing = window.connections.close();
    assert.equal(await Promise.race([closing.then(() => 'closed'), settle(50).then(() => 'waits')]), 'waits');
    hold.resolve();
    await Promise.all([closing, polling]);
    assert.ok(
      keyring.get('securityEvents.credential.a')?.includes(given.at(-1) ?? '?'),
      'the last one given is stored',
    );
  });

  it('does not start with what another way of signing in left', async () => {
    const window = await open();
    for (const secret of ['canary', '[]', '{"secret":"canary"}', '{"refreshToken":"canary"}']) {
      await keep(window, secret);
      assert.match((await failure(window.connections.test(config, undefined, never))).message, /not a sign-in at Box/);
    }
    assert.equal(simulator.log.length, 0);
  });
});
