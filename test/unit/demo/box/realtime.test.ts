import assert from 'node:assert/strict';
import { settle } from '../../../support/manualClock.ts';
import { until } from '../../../support/until.ts';
import { Client, digits, MINUTE, some } from './client.ts';

describe('the realtime server of the Box simulator', () => {
  let client: Client;
  const start = async (options: Parameters<typeof Client.start>[0] = {}) => {
    client = await Client.start(options);
    await client.signIn(client.simulator.user.id);
  };
  afterEach(() => client[Symbol.asyncDispose]());

  const url = async () => String((await client.servers())[0]?.url);
  /** Waits until the poll is there. */
  const poll = async (address: string) => {
    const open = client.simulator.openPolls;
    const answer = fetch(address).then(async (response) => ({ status: response.status, text: await response.text() }));
    await until(() => client.simulator.openPolls > open);
    return answer;
  };
  const change = (userId?: string) =>
    client.simulator.emit(some(1, { event_type: 'ITEM_UPLOAD' }), {
      to: 'user',
      ...(userId !== undefined && { userId }),
    });

  it('is named by OPTIONS, with Box’s mix of texts and numbers', async () => {
    await start();
    const [server, ...more] = await client.servers();
    assert.deepEqual(more, []);
    const { url: address, ...rest } = server ?? {};
    assert.deepEqual(rest, { type: 'realtime_server', ttl: '10', max_retries: '10', retry_timeout: 610 });
    const escaped = client.simulator.endpoint.replaceAll('.', '\\.');
    assert.match(String(address), new RegExp(`^${escaped}/realtime/subscribe\\?channel=[0-9a-f]{20}&stream_type=all$`));
    await client[Symbol.asyncDispose]();
    await start({ realtime: { wire: 'number', ttl: 3, maxRetries: 2 } });
    const [other] = await client.servers();
    assert.deepEqual([other?.ttl, other?.max_retries], [3, 2]);
  });

  it('answers when something changes for that person, and for nobody else', async () => {
    await start();
    const address = await url();
    const waiting = poll(address);
    await until(() => client.simulator.openPolls === 1);
    change(client.simulator.admin.id);
    await settle(20);
    assert.equal(client.simulator.openPolls, 1);
    change();
    assert.deepEqual(await waiting, { status: 200, text: '{"message":"new_change"}' });
    const again = poll(address);
    await until(() => client.simulator.openPolls === 1);
    change();
    assert.equal((await again).text, '{"version":1,"message":"new_change"}');
  });

  it('answers at once for what came since OPTIONS, and for an old position', async () => {
    await start();
    const position = digits((await client.page({ stream_position: 'now' })).position);
    const address = await url();
    change();
    assert.match(await (await fetch(address)).text(), /new_change/);
    assert.match(await (await fetch(`${address}&stream_position=${position}`)).text(), /new_change/);
    client.simulator.tricks.ignorePollPosition = true;
    const waiting = await Promise.race([
      poll(`${address}&stream_position=${position}`).then(() => 'answered'),
      until(() => client.simulator.openPolls === 1).then(() => 'waits'),
    ]);
    assert.equal(waiting, 'waits');
    client.simulator.dropConnections();
  });

  it('answers when a generated event is due', async () => {
    await start({ rate: 2, realtime: { reconnectAfterMs: 30 * MINUTE } });
    const waiting = poll(await url());
    await until(() => client.simulator.openPolls === 1);
    for (let turn = 0; turn < 300 && client.simulator.openPolls === 1; turn++) await client.clock.advance(1_000);
    assert.match((await waiting).text, /new_change/);
  });

  it('asks to reconnect after a while, and ends a URL by its polls or its age', async () => {
    await start({ realtime: { reconnectAfterMs: MINUTE, maxRetries: 1, ttl: 10 } });
    const address = await url();
    const waiting = poll(address);
    await until(() => client.simulator.openPolls === 1);
    await client.clock.advance(MINUTE);
    assert.equal((await waiting).text, '{"version":1,"message":"reconnect"}');
    const answers: string[] = [];
    for (const shape of ['message', 'error', 'text'] as const) {
      client.simulator.tricks.maxRetriesAnswer = shape;
      const response = await fetch(address);
      answers.push(`${response.status} ${await response.text()}`);
    }
    assert.equal(answers[0], '200 {"message":"max_retries"}');
    assert.match(answers[1] ?? '', /^400 .*"code":"max_retries"/);
    assert.equal(answers[2], '200 max_retries');
    await client.clock.advance(10 * MINUTE);
    assert.equal((await fetch(address)).status, 404);
  });

  it('hangs when told to, and answers when it may again', async () => {
    await start();
    client.simulator.hangPolls(true);
    const waiting = poll(await url());
    await until(() => client.simulator.openPolls === 1);
    change();
    await client.clock.advance(15 * MINUTE);
    assert.equal(client.simulator.openPolls, 1);
    client.simulator.hangPolls(false);
    assert.match((await waiting).text, /new_change/);
  });

  it('notices a client that goes away', async () => {
    await start();
    const abort = new AbortController();
    const waiting = fetch(await url(), { signal: abort.signal });
    await until(() => client.simulator.openPolls === 1);
    abort.abort();
    await assert.rejects(waiting);
    await until(() => client.simulator.openPolls === 0);
    await until(() => client.simulator.log.at(-1)?.path === '/realtime/subscribe');
    assert.equal(client.simulator.log.at(-1)?.status, 0);
  });

  it('counts tokens that should not have come, and does not note the channel', async () => {
    await start();
    const address = await url();
    change();
    await fetch(address);
    assert.equal(client.simulator.leakedTokens, 0);
    change();
    await fetch(address, { headers: { authorization: `Bearer ${client.token}` } });
    assert.equal(client.simulator.leakedTokens, 1);
    assert.deepEqual(client.simulator.log.at(-1)?.query, { channel: '?', stream_type: 'all' });
  });

  it('can be named wrongly', async () => {
    await start();
    const { tricks } = client.simulator;
    tricks.realtime = 'none';
    assert.deepEqual(await client.servers(), []);
    tricks.realtime = 'not-first';
    assert.deepEqual(
      (await client.servers()).map((server) => server.type),
      ['push_server', 'realtime_server'],
    );
    tricks.realtime = 'off-domain';
    assert.equal(new URL(await url()).hostname, 'realtime.services.box.net.attacker.example');
    tricks.realtime = 'http';
    assert.match(await url(), /^http:\/\/2\.realtime\.services\.box\.net\//);
    tricks.realtime = 'unparsable';
    assert.equal(URL.parse(await url()), null);
  });
});
