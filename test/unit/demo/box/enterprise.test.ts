import assert from 'node:assert/strict';
import { Client, DAY, digits, MINUTE, NOW, some } from './client.ts';

const LIVE = { stream_type: 'admin_logs_streaming' };
const PAST = { stream_type: 'admin_logs' };
const iso = (time: number) => new Date(time).toISOString();

describe('enterprise events of the Box simulator', () => {
  let client: Client;
  const start = async (options: Parameters<typeof Client.start>[0] = {}) => {
    client = await Client.start(options);
    await client.signIn();
  };
  afterEach(() => client[Symbol.asyncDispose]());

  it('are for administrators and for the application with its scope only', async () => {
    await start();
    for (const stream_type of ['admin_logs', 'admin_logs_streaming']) {
      assert.equal((await client.page({ stream_type })).status, 200);
      await client.signIn(client.simulator.admin.id);
      assert.equal((await client.page({ stream_type })).status, 200);
      client.simulator.setManagesEnterprise(false);
      const scope = await client.page({ stream_type });
      assert.equal(scope.status, 403);
      assert.match(scope.text, /"code":"insufficient_scope"/);
      await client.signIn(client.simulator.user.id);
      const rights = await client.page({ stream_type });
      assert.equal(rights.status, 403);
      assert.match(rights.text, /"code":"access_denied_insufficient_permissions"/);
      assert.match(rights.text, /"request_id":"[0-9a-f]{16}"/);
      client.simulator.setManagesEnterprise(true);
      await client.signIn();
    }
  });

  it('are refused for what Box cannot read', async () => {
    await start();
    for (const query of [
      { stream_type: 'nope' },
      { ...LIVE, limit: '0' },
      { ...PAST, created_after: 'yesterday' },
      { ...PAST, created_after: '2026-10-01T00:00:00 02:00' },
    ]) {
      assert.match((await client.page(query)).text, /"status":400,"code":"bad_request"/);
    }
    for (const stream_position of ['x', '-1', '1.152e18', '17', String(2n ** 60n + BigInt(NOW + 2 * DAY))]) {
      const { status, text } = await client.page({ ...LIVE, stream_position });
      assert.equal(status, 400);
      assert.match(text, /"message":"Invalid stream position"/);
    }
    assert.equal((await client.page({ ...PAST, stream_position: 'now' })).status, 400);
  });

  it('have positions of 2^60 plus ms, which a JSON number does not hold', async () => {
    await start();
    const { position, text } = await client.page({ ...LIVE, stream_position: 'now' });
    assert.equal(position, String(2n ** 60n + BigInt(NOW)));
    assert.match(text, /^\{"entries":\[\],"chunk_size":0,"next_stream_position":115292\d{13}\}$/);
    assert.notEqual(String(JSON.parse(position)), position);
  });

  it('follow now, keep the position at the end, and lose nothing', async () => {
    await start();
    const now = digits((await client.page({ ...LIVE, stream_position: 'now' })).position);
    const ids = client.simulator.emit(some(7));
    const page = await client.page({ ...LIVE, stream_position: now });
    assert.deepEqual(page.ids, ids);
    const after = digits(page.position);
    assert.notEqual(after, now);
    const end = await client.page({ ...LIVE, stream_position: after });
    assert.deepEqual([end.ids, digits(end.position)], [[], after]);
    const more = client.simulator.emit(some(1));
    assert.deepEqual((await client.page({ ...LIVE, stream_position: after })).ids, more);
    assert.deepEqual(client.simulator.available('admin_logs_streaming'), [...ids, ...more]);
  });

  it('come 100 a page, or as asked up to 500', async () => {
    await start();
    const ids = client.simulator.emit(some(1_234));
    for (const [limit, size] of [
      [undefined, 100],
      ['7', 7],
      ['500', 500],
      ['9999', 500],
    ] as const) {
      assert.equal((await client.page({ ...LIVE, ...(limit && { limit }) })).ids.length, size);
    }
    const pages = await client.drain({ ...LIVE, limit: '500' });
    assert.deepEqual(
      pages.map((page) => page.ids.length),
      [500, 500, 234, 0],
    );
    assert.deepEqual(
      pages.flatMap((page) => page.ids),
      ids,
    );
  });

  it('are the same in both streams, in the history after a minute', async () => {
    await start();
    const ids = client.simulator.emit(some(3));
    assert.deepEqual((await client.page(LIVE)).ids, ids);
    assert.deepEqual((await client.page(PAST)).ids, []);
    assert.deepEqual(client.simulator.available('admin_logs'), []);
    await client.clock.advance(MINUTE);
    const past = await client.page(PAST);
    assert.deepEqual(past.ids, ids);
    assert.match(past.position, /^"115292\d{13}"$/);
    assert.deepEqual(client.simulator.available('admin_logs'), ids);
    const empty = await client.page({ ...PAST, stream_position: digits(past.position) });
    assert.equal(empty.position, '0');
  });

  it('lie in the history where their own time is, chronologically and once', async () => {
    await start();
    const at = (time: number) => some(1, { created_at: iso(time) });
    const [late] = client.simulator.emit(at(NOW - 2 * DAY), { copies: 3 });
    const [early] = client.simulator.emit(at(NOW - 20 * DAY));
    const [ancient] = client.simulator.emit(at(NOW - 400 * DAY));
    assert.deepEqual(
      (await client.drain(PAST)).flatMap((page) => page.ids),
      [early, late],
    );
    const range = { ...PAST, created_after: iso(NOW - 21 * DAY), created_before: iso(NOW - 19 * DAY) };
    assert.deepEqual(
      (await client.drain(range)).flatMap((page) => page.ids),
      [early],
    );
    const outside = { ...PAST, created_after: iso(NOW - 18 * DAY), created_before: iso(NOW - 3 * DAY) };
    assert.deepEqual((await client.page(outside)).ids, []);
    assert.ok(ancient);
  });

  it('are told of a range up to the second', async () => {
    await start();
    const ids = [0, 1, 2, 3].flatMap((second) =>
      client.simulator.emit(some(1, { created_at: iso(NOW - DAY + second * 1000) })),
    );
    const second = Math.floor((NOW - DAY) / 1000) * 1000;
    const range = { ...PAST, created_after: iso(second + 1000), created_before: iso(second + 2000) };
    assert.deepEqual((await client.page(range)).ids, ids.slice(1, 3));
  });

  it('that come late are missed by who reads the history close to its end, and found by who reads it afterwards', async () => {
    await start({ rate: 10 });
    const ids: string[] = [];
    let position: string | undefined;
    for (let turn = 0; turn < 45; turn++) {
      await client.clock.advance(12_000);
      const from = position === undefined ? { created_after: iso(NOW) } : { stream_position: position };
      for (const page of await client.drain({ ...PAST, limit: '500', ...from })) {
        ids.push(...page.ids);
        if (page.ids.length > 0) position = digits(page.position);
      }
    }
    const range = { ...PAST, limit: '500', created_after: iso(NOW), created_before: iso(NOW + 7 * MINUTE) };
    const afterwards = (await client.drain(range)).flatMap((page) => page.ids);
    const missed = new Set(afterwards).difference(new Set(ids));
    assert.ok(missed.size > 0 && missed.size < afterwards.length / 100, `${missed.size} of ${afterwards.length}`);
  });

  it('take dates in the history only', async () => {
    await start();
    const ids = client.simulator.emit(some(2));
    const dates = { created_after: iso(NOW + DAY), created_before: iso(NOW - DAY) };
    assert.deepEqual((await client.page({ ...LIVE, ...dates })).ids, ids);
  });

  it('are filtered by types; an empty page may lead on', async () => {
    await start();
    client.simulator.emit(some(30));
    const wanted = client.simulator.emit(some(1, { event_type: 'SHIELD_ALERT' }));
    const query = { ...LIVE, event_type: 'SHIELD_ALERT,DELETE' };
    assert.deepEqual((await client.page(query)).ids, wanted);
    const from = digits((await client.page({ ...LIVE, stream_position: 'now' })).position);
    client.simulator.emit(some(30));
    const passed = await client.page({ ...query, stream_position: from });
    assert.deepEqual(passed.ids, []);
    assert.ok(BigInt(digits(passed.position)) > BigInt(from));
  });

  for (const [stream, days] of [
    ['admin_logs_streaming', 14],
    ['admin_logs', 365],
  ] as const) {
    it(`go ${days} days back in ${stream}, with no position, 0, or one that is older`, async () => {
      await start({ rate: 0.4 });
      const older = String(2n ** 60n + BigInt(NOW - (days + 40) * DAY));
      const answers = [
        await client.page({ stream_type: stream }),
        await client.page({ stream_type: stream, stream_position: '0' }),
        await client.page({ stream_type: stream, stream_position: older }),
      ];
      for (const { ids, entries } of answers) {
        assert.deepEqual(ids, answers[0]?.ids);
        const first = Date.parse(entries[0]?.created_at ?? '');
        assert.ok(Math.abs(first - (NOW - days * DAY)) < 2 * MINUTE, iso(first));
      }
    });
  }

  it('that are generated come live out of order and at times twice; their history is in order, once, and the same', async () => {
    await start({ rate: 2 });
    const hour = String(2n ** 60n + BigInt(NOW - 61 * MINUTE));
    const live = (await client.drain({ ...LIVE, limit: '500', stream_position: hour })).flatMap((page) => page.entries);
    const unique = new Set(live.map((event) => event.event_id));
    const firsts = [...new Map(live.toReversed().map((event) => [event.event_id, event])).values()].toReversed();
    const times = firsts.map((event) => Date.parse(event.created_at));
    assert.ok(times.filter((time, index) => time < (times[index - 1] ?? 0)).length > times.length / 20);
    assert.ok(unique.size < live.length && unique.size > 0.95 * live.length);
    const range = { created_after: iso(NOW - 59 * MINUTE), created_before: iso(NOW - 5 * MINUTE) };
    const past = (await client.drain({ ...PAST, ...range, limit: '500' })).flatMap((page) => page.entries);
    assert.ok(past.length > 3_000);
    assert.equal(new Set(past.map((event) => event.event_id)).size, past.length);
    const ordered = past.map((event) => Date.parse(event.created_at));
    assert.deepEqual(ordered, ordered.toSorted());
    for (const event of past) assert.ok(unique.has(event.event_id));
  });

  it('are told live soon after they happen, and not before', async () => {
    await start({ rate: 2 });
    let position = digits((await client.page({ ...LIVE, stream_position: 'now' })).position);
    const ids: string[] = [];
    for (let turn = 0; turn < 6; turn++) {
      await client.clock.advance(12_000);
      for (const page of await client.drain({ ...LIVE, stream_position: position })) {
        for (const event of page.entries) assert.ok(Date.parse(event.created_at) <= client.clock.now());
        ids.push(...page.ids);
        position = digits(page.position);
      }
    }
    assert.ok(ids.length > 80);
    assert.deepEqual([...new Set(ids)], client.simulator.available('admin_logs_streaming'));
  });

  it('bring the same pages after a restart', async () => {
    await start({ rate: 0.4 });
    const query = { ...LIVE, stream_position: String(2n ** 60n + BigInt(NOW - DAY)), limit: '500' };
    const before = await client.page(query);
    await client[Symbol.asyncDispose]();
    await start({ rate: 0.4 });
    assert.equal((await client.page(query)).text, before.text);
    assert.equal(before.ids.length, 500);
  });

  it('may be sent as exact text, without an id and with keys that look like the page’s', async () => {
    await start();
    const text =
      '{"event_type":"UPLOAD","source":{"next_stream_position":7,"name":"\\"next_stream_position\\": 1"},"n":1e3}';
    client.simulator.emit([text]);
    const page = await client.page(LIVE);
    assert.ok(page.text.includes(text));
    assert.equal(digits(page.position).length, 19);
  });
});
