import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { systemClock } from '../../../../src/base/clock.ts';
import { readSse, type SseItem } from '../../../../src/net/sse.ts';
import { streamServer } from '../../../support/streamServer.ts';
import { CASES, DEVIATIONS, type SseCase } from './cases.ts';

const EVENTS = ['message', 'a', 'b', 'error'];

type Server = Awaited<ReturnType<typeof streamServer>>;

/** What a reader hears of one stream. */
async function heard(request: (signal: AbortSignal) => Promise<Response>): Promise<Omit<SseCase, 'name' | 'stream'>> {
  const items: SseItem[] = [];
  for await (const item of readSse({
    url: new URL('http://127.0.0.1/'),
    request: (_accept, signal) => request(signal),
    events: EVENTS,
    clock: systemClock,
    watchdog: 12_000,
    maxMessage: 1_000_000,
    signal: new AbortController().signal,
  })) {
    items.push(item);
  }
  assert.deepEqual(items[0], { kind: 'open' });
  assert.equal(items.filter(({ kind }) => kind === 'open').length, 1);
  const last = items.at(-1);
  assert.ok(last?.kind === 'closed');
  const bare = items.findLast((item) => item.kind === 'bare');
  return {
    says: items.flatMap((item) => (item.kind === 'message' ? [[item.event, item.data, item.id] as const] : [])),
    ...(last.retry !== undefined && { retry: last.retry }),
    ...(bare && { bare: bare.event }),
  };
}

const expected = ({ says, retry, bare }: SseCase) => ({
  says,
  ...(retry !== undefined && { retry }),
  ...(bare !== undefined && { bare }),
});

/** A response whose body comes in these chunks, one a read. */
function inChunks(chunks: readonly Uint8Array[]): Promise<Response> {
  const left = [...chunks];
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const next = left.shift();
      if (next) controller.enqueue(next);
      else controller.close();
    },
  });
  return Promise.resolve(new Response(body, { headers: { 'content-type': 'text/event-stream' } }));
}

describe('readSse conforms to the format', () => {
  for (const each of [...CASES, ...DEVIATIONS]) {
    const bytes = Buffer.from(each.stream as string);

    it(`${'why' in each ? 'deviates in' : 'reads'} ${each.name}, cut anywhere`, async () => {
      assert.deepEqual(await heard(() => inChunks([bytes])), expected(each), 'whole');
      for (let cut = 1; cut < bytes.length; cut++) {
        const got = await heard(() => inChunks([bytes.subarray(0, cut), bytes.subarray(cut)]));
        assert.deepEqual(got, expected(each), `cut at ${cut} of ${bytes.length}`);
      }
      const single = Array.from(bytes, (_, at) => bytes.subarray(at, at + 1));
      assert.deepEqual(await heard(() => inChunks(single)), expected(each), 'byte by byte');
    });
  }

  describe('over a socket', () => {
    let server: Server;
    let send: (response: ServerResponse) => Promise<void> | void = () => undefined;

    before(async () => {
      server = await streamServer(async (_request, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.flushHeaders();
        response.socket?.setNoDelay();
        await send(response);
      });
    });
    after(() => server.close());

    const get = (signal: AbortSignal) => fetch(server.origin, { signal });

    it('reads every case, whole', async () => {
      for (const each of CASES) {
        send = (response) => void response.end(each.stream);
        assert.deepEqual(await heard(get), expected(each), each.name);
      }
    });

    it('reads every case, a few bytes at a time', async () => {
      for (const each of CASES) {
        send = async (response) => {
          const bytes = Buffer.from(each.stream as string);
          for (let at = 0; at < bytes.length; at += 3) {
            response.write(bytes.subarray(at, at + 3));
            await new Promise((resolve) => setImmediate(resolve));
          }
          response.end();
        };
        assert.deepEqual(await heard(get), expected(each), each.name);
      }
    });

    it('reads all cases as one stream, each behind the other', async () => {
      // Those that end within a block, begin with a byte order mark or change what comes later are not for the middle of a stream.
      const whole = CASES.filter(
        ({ stream }) =>
          typeof stream === 'string' && !/^\ufeff|retry|id/.test(stream) && /(\n\n|\r\r|\n\r\n|\n\r)$/.test(stream),
      );
      assert.ok(whole.length > 20);
      send = (response) => void response.end(whole.map(({ stream }) => stream).join('\n'));
      const { says } = await heard(get);
      assert.deepEqual(
        says,
        whole.flatMap((each) => each.says),
      );
    });
  });
});
