import assert from 'node:assert/strict';
import { Client, DAY, digits, NOW, some } from './client.ts';

describe('events of one person in the Box simulator', () => {
  let client: Client;
  const start = async (options: Parameters<typeof Client.start>[0] = {}) => {
    client = await Client.start(options);
    await client.signIn(client.simulator.user.id);
  };
  afterEach(() => client[Symbol.asyncDispose]());

  it('need no rights and come in the stream all when none is named', async () => {
    await start();
    const now = digits((await client.page({ stream_position: 'now' })).position);
    const ids = client.simulator.emit(some(3, { event_type: 'ITEM_UPLOAD' }), { to: 'user' });
    const page = await client.page({ stream_position: now });
    assert.deepEqual(page.ids, ids);
    assert.match(ids[0] ?? '', /^[0-9a-f]{40}$/);
    const end = await client.page({ stream_position: digits(page.position) });
    assert.deepEqual([end.ids, end.position], [[], page.position]);
    assert.deepEqual(client.simulator.available('user', client.simulator.user.id), ids);
  });

  it('have positions of 17 digits that are refused when a digit is lost', async () => {
    await start();
    const { position } = await client.page({ stream_position: 'now' });
    assert.match(position, /^\d{17}$/);
    const damaged = String(JSON.parse(position));
    assert.notEqual(damaged, position);
    assert.equal((await client.page({ stream_position: damaged })).status, 400);
  });

  it('are less in changes and sync', async () => {
    await start();
    const [upload] = client.simulator.emit(some(1, { event_type: 'ITEM_UPLOAD' }), { to: 'user' });
    const [preview] = client.simulator.emit(some(1, { event_type: 'ITEM_PREVIEW' }), { to: 'user' });
    assert.deepEqual((await client.page({ stream_type: 'all' })).ids, [upload, preview]);
    assert.deepEqual((await client.page({ stream_type: 'changes' })).ids, [upload]);
    assert.deepEqual((await client.page({ stream_type: 'sync' })).ids, [upload]);
    assert.deepEqual((await client.page({ event_type: 'ITEM_PREVIEW' })).ids, [upload, preview]);
  });

  it('concern that person only; an administrator may ask for another’s', async () => {
    await start();
    const { admin, user } = client.simulator;
    const [his] = client.simulator.emit(some(1), { to: 'user', userId: user.id });
    const [hers] = client.simulator.emit(some(1), { to: 'user', userId: admin.id });
    assert.deepEqual((await client.page()).ids, [his]);
    assert.equal((await client.page({}, { 'as-user': admin.id })).status, 403);
    await client.signIn();
    assert.deepEqual((await client.page()).ids, []);
    assert.deepEqual((await client.page({}, { 'as-user': admin.id })).ids, [hers]);
    assert.equal(client.simulator.log.at(-1)?.asUser, admin.id);
    assert.equal((await client.page({}, { 'as-user': '1' })).status, 403);
    const me = await client.call('/2.0/users/me', { headers: { 'as-user': user.id } });
    assert.equal(((await me.json()) as { readonly name: string }).name, user.name);
  });

  it('are generated for what happens in the folders of their department, in the form of their streams', async () => {
    await start({ rate: 2 });
    const pages = await client.drain({ limit: '500', stream_position: personalPosition(NOW - DAY / 4) });
    const events = pages.flatMap((page) => page.entries);
    assert.ok(events.length > 500);
    for (const event of events) {
      assert.match(event.event_id, /^[0-9a-f]{40}$/);
      assert.match(String(event.session_id), /^[0-9a-f]{22}$/);
      assert.ok(Date.parse(String(event.recorded_at)) >= Date.parse(event.created_at));
      assert.match(event.event_type, /^(ITEM|COLLAB|LOCK|COMMENT|TASK)_/);
    }
    assert.ok(new Set(events.map((event) => event.event_type)).size > 12);
    const ids = new Set(events.map((event) => event.event_id));
    assert.ok(ids.size < events.length);
  });

  it('go 21 days back', async () => {
    await start({ rate: 0.4 });
    const first = Date.parse((await client.page()).entries[0]?.created_at ?? '');
    assert.ok(first >= NOW - 21 * DAY - 100_000 && first < NOW - 20.8 * DAY, new Date(first).toISOString());
  });
});

/** As the simulator has it, worked out again. */
function personalPosition(ms: number): string {
  return `${ms}${String((ms % 4_999) * 2 + 1).padStart(4, '0')}`;
}
