import assert from 'node:assert/strict';
import type { LookoutSimulatorOptions } from '../../../../src/demo/lookout/options.ts';
import { type LookoutSimulator, startLookoutSimulator } from '../../../../src/demo/lookout/simulator.ts';
import { ManualClock, settle } from '../../../support/manualClock.ts';
import { Client, framesFrom } from '../client.ts';

const KEY = 'an-application-key';
const NOW = Date.UTC(2026, 10, 1, 12, 0, 0, 250);
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const iso = (time: number) => new Date(time).toISOString().replace('Z', '+00:00');

describe('the Lookout simulator', () => {
  let clock: ManualClock;
  let simulator: LookoutSimulator;
  let client: Client;

  const start = async (options: Partial<LookoutSimulatorOptions> = {}) => {
    clock = new ManualClock(NOW);
    simulator = await startLookoutSimulator({ seed: 9, applicationKey: KEY, clock, ...options });
    client = new Client(simulator);
    await client.signIn(KEY);
  };
  afterEach(async () => {
    client[Symbol.dispose]();
    await simulator.dispose();
  });

  /** Runs the clock while frames are awaited, so that a heartbeat ends a backlog. */
  const backlog = async (query: Record<string, string>, headers: Record<string, string> = {}) => {
    const events = client.backlog(query, headers);
    let done = false;
    const ended = events.finally(() => {
      done = true;
    });
    while (!done) {
      await settle();
      if (simulator.openStreams > 0 && clock.pending.length > 0) await clock.advance(clock.pending[0] ?? 0);
    }
    return ended;
  };

  describe('token endpoint', () => {
    it('gives a token for the right key: lifetime in seconds, expiry in ms', async () => {
      await start({ tokenLifetime: 600 });
      const { status, body } = await client.signIn(KEY);
      assert.equal(status, 200);
      const { access_token, ...rest } = body as Record<string, unknown>;
      assert.equal(typeof access_token, 'string');
      assert.deepEqual(rest, { token_type: 'Bearer', expires_in: 600, expires_at: NOW + 600_000, scope: '' });
    });

    for (const [what, headers, body, status, error] of [
      ['a wrong key', { authorization: 'Bearer nope' }, 'grant_type=client_credentials', 401, 'invalid_client'],
      ['no key', {}, 'grant_type=client_credentials', 401, 'invalid_client'],
      ['no grant', { authorization: `Bearer ${KEY}` }, '', 400, 'invalid_request'],
      ['another grant', { authorization: `Bearer ${KEY}` }, 'grant_type=password', 400, 'unsupported_grant_type'],
    ] as const) {
      it(`answers ${what} with ${status} ${error}`, async () => {
        await start();
        const answer = await client.post('/oauth2/token', headers, body);
        assert.equal(answer.status, status);
        assert.equal((answer.body as Record<string, unknown>).error, error);
      });
    }

    it('refuses a revoked key and its tokens', async () => {
      await start();
      simulator.revokeKey();
      assert.equal((await client.refused()).status, 401);
      assert.equal((await client.signIn(KEY)).status, 401);
    });
  });

  describe('event stream', () => {
    it('refuses requests without a valid token, with the vendor’s error body', async () => {
      await start({ tokenLifetime: 60 });
      for (const authorization of ['', 'Bearer nope', `Bearer ${KEY}`]) {
        const { status, body } = await client.refused({}, { authorization });
        assert.equal(status, 401);
        assert.deepEqual(Object.keys(body as object), ['error', 'request-id']);
      }
      await clock.advance(60_000);
      assert.equal((await client.refused()).status, 401);
      await client.signIn(KEY);
      const open = await client.open();
      simulator.expireTokens();
      assert.equal((await client.refused()).status, 401);
      assert.equal(open.destroyed, false);
    });

    it('refuses parameters that it cannot read, and ignores unknown ones', async () => {
      await start();
      for (const query of [
        { id: 'nope' },
        { start_time: 'yesterday' },
        { start_time: '2026-10-31T00:00:00 00:00' },
        { types: 'device' },
      ]) {
        assert.equal((await client.refused(query)).status, 400, JSON.stringify(query));
      }
      assert.equal((await client.open({ last_id: 'x', type: 'y' })).statusCode, 200);
    });

    it('replays from start_time in frames of at most 100, each with the id of its last event', async () => {
      await start();
      const ids: string[] = [];
      const response = await client.open({ start_time: iso(NOW - 30 * MINUTE) });
      assert.equal(response.headers['content-type'], 'text/event-stream');
      for await (const frame of framesFrom(response)) {
        assert.match(frame.text, /^id:[0-9a-f-]{36}\nevent:events\ndata:\{"events":\[/);
        assert.equal(frame.field('id'), frame.events.at(-1)?.id);
        assert.ok(frame.events.length <= 100);
        for (const event of frame.events) assert.ok(Date.parse(event.created_time) >= NOW - 30 * MINUTE);
        ids.push(...frame.events.map((event) => event.id));
        if (frame.events.length < 100) break;
      }
      assert.ok(ids.length > 400);
      assert.deepEqual(ids, ids.toSorted());
      assert.equal(new Set(ids).size, ids.length);
    });

    it('resumes after an id, given as id or as last-event-id, even inside a second', async () => {
      await start({ rate: 5, heartbeatMs: 50 });
      const all = (await backlog({ start_time: iso(NOW - 5 * MINUTE) })).map((event) => event.id);
      const second = (id: string | undefined) => id?.slice(0, 13);
      const cut = all.findIndex((id, index) => index > 50 && second(id) === second(all[index + 1]));
      const id = all[cut] ?? '';
      const upTo = all.at(-1) ?? '';
      const rest = (events: readonly { readonly id: string }[]) =>
        events.map((event) => event.id).filter((each) => each <= upTo);
      assert.deepEqual(rest(await backlog({ id })), all.slice(cut + 1));
      assert.deepEqual(rest(await backlog({}, { 'last-event-id': id })), all.slice(cut + 1));
    });

    it('brings the same events after a restart', async () => {
      await start();
      const query = { start_time: iso(NOW - 10 * MINUTE) };
      const before = await backlog(query);
      await simulator.dispose();
      await start();
      const after = await backlog(query);
      const count = Math.min(before.length, after.length);
      assert.ok(count > 100);
      assert.deepEqual(after.slice(0, count), before.slice(0, count));
    });

    it('filters by types', async () => {
      await start();
      const events = await backlog({ start_time: iso(NOW - 60 * MINUTE), types: 'AUDIT,SMISHING_ALERT' });
      assert.deepEqual(new Set(events.map((event) => event.type)), new Set(['AUDIT', 'SMISHING_ALERT']));
    });

    for (const [what, query] of [
      ['start_time', { start_time: iso(NOW - 30 * DAY) }],
      ['id', { id: '019a0000-0000-7000-8000-000000000000' }],
    ] as const) {
      it(`begins ten days ago when ${what} is older`, async () => {
        await start();
        const { value } = await client.frames(query).next();
        const first = Date.parse(value?.events[0]?.created_time);
        assert.ok(first >= NOW - 10 * DAY - 3_000 && first < NOW - 10 * DAY + MINUTE, iso(first));
      });
    }

    for (const [what, query] of [
      ['no position', {}],
      ['id=0', { id: '0' }],
    ] as const) {
      it(`tails the live end with ${what}`, async () => {
        await start();
        const frames = client.frames(query);
        const next = frames.next();
        while (simulator.openStreams === 0) await settle();
        simulator.emit([{ type: 'DEVICE', change_type: 'UPDATED', note: 'first' }]);
        const { value } = await next;
        assert.equal(value?.events.length, 1);
        assert.equal(value?.events[0]?.note, 'first');
      });
    }

    it('tells live events when their second is over, and not before', async () => {
      await start({ rate: 5, heartbeatMs: 600_000 });
      const response = await client.open();
      while (simulator.openStreams === 0) await settle();
      await clock.advance(30_000);
      let seen = 0;
      for await (const frame of framesFrom(response)) {
        for (const event of frame.events)
          assert.ok(Date.parse(event.created_time) < clock.now() - (clock.now() % 1000));
        seen += frame.events.length;
        if (seen > 60) break;
      }
    });

    it('sends a heartbeat after each 5 s of silence', async () => {
      await start({ rate: 0 });
      const frames = client.frames();
      const beat = frames.next();
      while (simulator.openStreams === 0) await settle();
      await clock.advance(4_900);
      simulator.sendRaw('event:marker\ndata:{}\n\n');
      await clock.advance(4_999);
      simulator.emit([{ type: 'DEVICE' }]);
      await settle();
      await clock.advance(5_000);
      assert.equal((await beat).value?.text, 'event:marker\ndata:{}');
      assert.equal((await frames.next()).value?.field('event'), 'events');
      assert.equal((await frames.next()).value?.text, 'event:heartbeat\ndata:{}');
    });
  });

  describe('controls', () => {
    const opened = async (options: Partial<LookoutSimulatorOptions> = {}) => {
      await start({ rate: 0, ...options });
      const response = await client.open();
      while (simulator.openStreams === 0) await settle();
      return response;
    };
    const all = async (response: AsyncIterable<Buffer>) => {
      let text = '';
      for await (const chunk of response) text += chunk;
      return text;
    };

    it('keep injected events in the history, in order with the generated ones', async () => {
      await start({ rate: 5, heartbeatMs: 50 });
      const before = await backlog({ start_time: iso(NOW - MINUTE) });
      const injected = [
        ...simulator.emit([{ type: 'AUDIT' }, { type: 'AUDIT' }]),
        ...simulator.emit([{ type: 'AUDIT' }]),
      ];
      await clock.advance(MINUTE);
      const after = (await backlog({ id: before.at(-1)?.id ?? '' })).map((event) => event.id);
      assert.deepEqual(after, after.toSorted());
      assert.deepEqual(
        after.filter((id) => injected.includes(id)),
        injected,
      );
      const rest = (await backlog({ id: injected[0] ?? '' })).map((event) => event.id);
      assert.deepEqual(rest.slice(0, 2), injected.slice(1));
      assert.ok(rest.length > 100);
    });

    it('send exact JSON text and keep an own id as a cursor', async () => {
      const response = await opened();
      const raw = '{"id":"own-1","type":"DEVICE","big":12345678901234567890,"a":1.0,"a":2}';
      assert.deepEqual(simulator.emit([raw]), ['own-1']);
      simulator.emit(['{"id":"own-2"}']);
      simulator.sendEnd({ withData: false });
      const text = await all(response);
      assert.equal(text, `id:own-2\nevent:events\ndata:{"events":[${raw},{"id":"own-2"}]}\n\nevent:end\n\n`);
      assert.deepEqual(
        (await backlog({ id: 'own-1' })).map((event) => event.id),
        ['own-2'],
      );
    });

    for (const [what, control, expected] of [
      ['reconnect', () => simulator.sendReconnect(), 'event:reconnect\n\n'],
      ['reconnect with a delay', () => simulator.sendReconnect(1_500), 'event:reconnect\nretry:1500\n\n'],
      [
        'reconnect with data',
        () => simulator.sendReconnect(undefined, { withData: true }),
        'event:reconnect\ndata:{}\n\n',
      ],
      ['end', () => simulator.sendEnd({ withData: false }), 'event:end\n\n'],
      ['end with empty data', () => simulator.sendEnd({ withData: true }), 'event:end\ndata:\n\n'],
    ] as const) {
      it(`end streams with ${what}`, async () => {
        const response = await opened();
        control();
        assert.equal(await all(response), expected);
        while (simulator.openStreams > 0) await settle();
      });
    }

    it('come between the frames of a long backlog', async () => {
      await start();
      const response = await client.open({ start_time: iso(NOW - DAY) });
      while (simulator.openStreams === 0) await settle();
      simulator.sendEnd({ withData: true });
      const text = await all(response);
      assert.ok(text.endsWith('\n\nevent:end\ndata:\n\n'));
      assert.ok(text.split('event:events').length < 50);
    });

    it('cut connections', async () => {
      const response = await opened();
      simulator.dropConnections();
      await assert.rejects(all(response), { code: 'ECONNRESET' });
    });

    it('fall silent and go on where they were', async () => {
      const response = await opened();
      simulator.silence(true);
      simulator.emit([{ type: 'DEVICE' }]);
      await clock.advance(20_000);
      simulator.sendRaw(':here\n\n');
      await clock.advance(20_000);
      simulator.silence(false);
      const frames = framesFrom(response);
      assert.equal((await frames.next()).value?.text, ':here');
      assert.equal((await frames.next()).value?.events.length, 1);
    });

    it('put faults in place of answers, as often as asked', async () => {
      await start({ rate: 0 });
      simulator.failNext({
        path: '/mra/stream/v2/events',
        status: 503,
        headers: { 'retry-after': '7' },
        body: '{"error":"busy"}',
        times: 2,
      });
      const first = await client.open();
      assert.equal(first.statusCode, 503);
      assert.equal(first.headers['retry-after'], '7');
      assert.equal((await client.refused()).status, 503);
      assert.equal((await client.open()).statusCode, 200);
      simulator.setContentType('text/html');
      assert.equal((await client.open()).headers['content-type'], 'text/html');
    });
  });

  it('logs requests without any credential', async () => {
    const told: unknown[] = [];
    await start({ rate: 0, onRequest: (request) => told.push(request) });
    await client.refused(
      { id: 'nope', access_token: 'secret-in-query' },
      { 'last-event-id': 'where-i-was', authorization: 'Bearer secret-in-header' },
    );
    await client.refused({ id: 'nope' });
    assert.deepEqual(
      simulator.log.map(({ method, path, query, status, lastEventId }) => [method, path, query, status, lastEventId]),
      [
        ['POST', '/oauth2/token', {}, 200, undefined],
        ['GET', '/mra/stream/v2/events', { id: 'nope', access_token: '?' }, 401, 'where-i-was'],
        ['GET', '/mra/stream/v2/events', { id: 'nope' }, 400, undefined],
      ],
    );
    assert.deepEqual(told, simulator.log);
    assert.doesNotMatch(JSON.stringify(simulator.log), new RegExp(`secret|${KEY}`));
  });

  it('listens on 127.0.0.1 only and frees its port', async () => {
    await start({ rate: 0 });
    assert.equal(simulator.endpoint, `http://127.0.0.1:${simulator.port}`);
    const response = await client.open();
    const closed = new Promise((resolve) => response.on('error', resolve).resume());
    await Promise.all([simulator.dispose(), simulator.dispose()]);
    await closed;
    await assert.rejects(fetch(simulator.endpoint));
  });

  it('serves a pre-rendered load, and the rest of it after an id', async () => {
    await start({ load: { events: 950, until: NOW } });
    const all = await backlog({});
    assert.equal(all.length, 950);
    const ids = all.map((event) => event.id);
    assert.deepEqual(ids, ids.toSorted());
    const rest = await backlog({ id: ids[899] ?? '' });
    assert.deepEqual(
      rest.map((event) => event.id),
      ids.slice(900),
    );
    assert.deepEqual(await backlog({ id: '0' }), []);
  });
});
