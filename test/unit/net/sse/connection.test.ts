import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { systemClock } from '../../../../src/base/clock.ts';
import { FetchError } from '../../../../src/net/fetchError.ts';
import { readSse, SseError, type SseItem, type SseOptions } from '../../../../src/net/sse.ts';
import { ManualClock, settle } from '../../../support/manualClock.ts';
import { streamServer } from '../../../support/streamServer.ts';

type Server = Awaited<ReturnType<typeof streamServer>>;

describe('readSse', () => {
  let server: Server;
  let onRequest: (response: ServerResponse) => void = () => undefined;
  const abort = () => new AbortController();

  before(async () => {
    server = await streamServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.flushHeaders();
      onRequest(response);
    });
  });
  after(() => server.close());

  const open = (overrides: Partial<SseOptions> = {}) => {
    const url = new URL(`${server.origin}/`);
    return readSse({
      url,
      request: (accept, signal) => fetch(url, { headers: { accept }, signal }),
      events: ['events', 'heartbeat', 'reconnect', 'error'],
      clock: systemClock,
      watchdog: 12_000,
      maxMessage: 1_000_000,
      signal: abort().signal,
      ...overrides,
    });
  };
  const collect = async (items: AsyncIterable<SseItem>) => {
    const all: SseItem[] = [];
    for await (const item of items) all.push(item);
    return all;
  };
  const messages = (items: readonly SseItem[]) =>
    items.flatMap((i) => (i.kind === 'message' ? [[i.event, i.data, i.id]] : []));
  const send = (text: string | Uint8Array) => {
    onRequest = (response) => response.end(text);
  };

  it('reads messages, keeps the id over messages without one, and tells the end', async () => {
    send('id:1\nevent:events\ndata:{"a":1}\n\nevent:heartbeat\ndata:{}\n\nid:\nevent:events\ndata:x\n\n');
    const items = await collect(open());
    assert.equal(items[0]?.kind, 'open');
    assert.deepEqual(messages(items), [
      ['events', '{"a":1}', '1'],
      ['heartbeat', '{}', '1'],
      ['events', 'x', ''],
    ]);
    assert.deepEqual(items.at(-1), { kind: 'closed', retry: undefined });
  });

  it('ends on a reconnect without data, which SSE does not dispatch, with the delay that it gave', async () => {
    send('event:reconnect\nretry:7000\n\n');
    assert.deepEqual((await collect(open())).at(-1), { kind: 'closed', retry: 7_000 });
  });

  it('finds a retry split over chunks, and none inside data', async () => {
    onRequest = async (response) => {
      response.write('data:retry:1\n\nret');
      await new Promise((resolve) => setTimeout(resolve, 20));
      response.end('ry: 55\n\n');
    };
    assert.deepEqual((await collect(open())).at(-1), { kind: 'closed', retry: 55 });
  });

  it('tells a server’s own event named error from a failure', async () => {
    send('event:error\ndata:oops\n\nevent:events\ndata:1\n\n');
    assert.deepEqual(messages(await collect(open())), [
      ['error', 'oops', ''],
      ['events', '1', ''],
    ]);
  });

  it('calls a message over the limit an error', async () => {
    send(`event:events\ndata:${'x'.repeat(500_000)}\n\n`);
    await assert.rejects(collect(open({ maxMessage: 1_000 })), (e) => e instanceof SseError && e.kind === 'protocol');
  });

  it('notices silence while it reads, not while its reader is busy', async () => {
    onRequest = (response) => response.write('event:events\ndata:1\n\n');
    const clock = new ManualClock();
    const items = open({ clock });
    assert.equal((await items.next()).value?.kind, 'open');
    assert.equal((await items.next()).value?.kind, 'message');
    await clock.advance(60_000); // The reader has not asked for more.
    const next = items.next();
    next.catch(() => undefined);
    await settle();
    await clock.advance(11_999);
    assert.equal(clock.pending.length, 1);
    await clock.advance(1);
    await assert.rejects(next, (e) => e instanceof SseError && e.kind === 'silent');
  });

  it('notices a server that never answers', async () => {
    const clock = new ManualClock();
    const never = open({
      clock,
      request: (_accept, signal) =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    });
    const first = never.next();
    first.catch(() => undefined);
    await clock.advance(12_000);
    await assert.rejects(first, (e) => e instanceof SseError && e.kind === 'silent');
  });

  it('tells a cut connection', async () => {
    onRequest = (response) => {
      response.write('event:heartbeat\ndata:{}\n\n');
      setImmediate(() => response.destroy());
    };
    await assert.rejects(collect(open()), (e) => e instanceof FetchError && e.kind === 'reset');
  });

  it('passes on what the request threw', async () => {
    const own = new Error('own');
    await assert.rejects(collect(open({ request: () => Promise.reject(own) })), (e) => e === own);
  });

  it('ends quietly on abort and closes the socket', async () => {
    const stop = abort();
    let closed: Promise<unknown> = Promise.resolve();
    onRequest = (response) => {
      closed = once(response, 'close');
      response.write('event:heartbeat\ndata:{}\n\n');
    };
    const items = open({ signal: stop.signal });
    await items.next();
    stop.abort();
    assert.deepEqual(
      (await collect(items)).filter((i) => i.kind === 'closed'),
      [],
    );
    await closed;
  });

  it('stops reading the socket while its reader is busy', async () => {
    const frame = `event:events\ndata:${'x'.repeat(60_000)}\n\n`;
    let sent = 0;
    onRequest = (response) => {
      const more = () => {
        while (sent < 2_000) {
          sent++;
          if (!response.write(frame)) return void response.once('drain', more);
        }
        response.end();
      };
      more();
    };
    const items = open();
    await items.next();
    await items.next();
    await new Promise((resolve) => setTimeout(resolve, 200));
    const whileBusy = sent;
    assert.ok(whileBusy < 1_000, `sent ${whileBusy} of 2000 frames to a reader that took one`);
    assert.equal(messages(await collect(items)).length, 1_999);
  });

  it('reads non-ASCII text cut at every byte', async () => {
    const bytes = new TextEncoder().encode('event:events\r\ndata:فاتورة 🚨\r\n\r\n');
    for (let cut = 1; cut < bytes.length; cut++) {
      onRequest = async (response) => {
        response.write(bytes.subarray(0, cut));
        await new Promise((resolve) => setImmediate(resolve));
        response.end(bytes.subarray(cut));
      };
      assert.deepEqual(messages(await collect(open())), [['events', 'فاتورة 🚨', '']]);
    }
  });
});
