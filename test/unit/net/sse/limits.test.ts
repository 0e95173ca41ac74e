import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import zlib from 'node:zlib';
import { systemClock } from '../../../../src/base/clock.ts';
import { readSse, SseError, type SseItem } from '../../../../src/net/sse.ts';
import { SseBlocks } from '../../../../src/net/sseBlocks.ts';
import { streamServer } from '../../../support/streamServer.ts';

const MB = 1_048_576;
const LIMIT = 2 * MB;
const TYPE = { 'content-type': 'text/event-stream' };

describe('readSse has limits', () => {
  const read = (request: (signal: AbortSignal) => Promise<Response>) =>
    readSse({
      url: new URL('http://127.0.0.1/'),
      request: (_accept, signal) => request(signal),
      events: ['message'],
      clock: systemClock,
      watchdog: 12_000,
      maxMessage: LIMIT,
      signal: new AbortController().signal,
    });
  /** Reads to the end; how many bytes of the body were asked for until then. */
  const drain = async (response: Response) => {
    let bytes = 0;
    const reader = response.body?.getReader();
    assert.ok(reader);
    const counted = new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          const { done, value } = await reader.read();
          if (done) return controller.close();
          bytes += value.length;
          controller.enqueue(value);
        },
        cancel: () => reader.cancel(),
      },
      { highWaterMark: 0 },
    );
    const items: SseItem[] = [];
    const failure: unknown = await (async () => {
      for await (const item of read(async () => new Response(counted, { headers: TYPE }))) items.push(item);
    })().catch((error: unknown) => error);
    return { items, failure, bytes };
  };
  /** One text, then another without end. */
  const forEver = (first: string, then: string) => {
    let text = first;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.enqueue(Buffer.from(text));
        text = then.repeat(Math.ceil(65_536 / then.length));
      },
    });
    return new Response(body, { headers: TYPE });
  };
  const tooLarge = (error: unknown, message: RegExp) => {
    assert.ok(error instanceof SseError && error.kind === 'protocol', String(error));
    assert.match(error.message, message);
  };

  const streams: readonly (readonly [what: string, first: string, then: string])[] = [
    ['a line of data', 'data:', 'x'],
    ['a line of data in characters of three bytes', 'data:', '€'],
    ['many lines of data', '', 'data:some text of some length\n'],
    ['a comment', ':', 'x'],
    ['many comments', '', ': comment\n'],
    ['a line without a colon', '', 'x'],
    ['many unknown fields', '', 'foo:bar\r\n'],
    ['an id', 'id:', '1'],
    ['many ids', '', 'id:12345\r'],
    ['an event name', 'event:', 'a'],
    ['a reconnection time', 'retry:', '9'],
  ];
  for (const [what, first, then] of streams) {
    it(`ends a block whose size knows no end: ${what}`, async () => {
      const { failure, bytes, items } = await drain(forEver(first, then));
      tooLarge(failure, /^A message is longer than 2 MB\.$/);
      assert.ok(bytes >= LIMIT && bytes <= LIMIT + 3 * 65_536, `read ${bytes} bytes`);
      assert.deepEqual(
        items.filter(({ kind }) => kind === 'message'),
        [],
      );
    });
  }

  it('ends a message of more lines than memory is for', async () => {
    const many = new SseBlocks(64 * MB);
    assert.equal(many.feed(Buffer.from('data\n'.repeat(1_000_000))), undefined);
    assert.match(many.feed(Buffer.from('data\n')) ?? '', /more than a million lines/);
    const apart = new SseBlocks(64 * MB);
    for (let block = 0; block < 3; block++)
      assert.equal(apart.feed(Buffer.from('data\n'.repeat(500_000).concat('\n'))), undefined);
  });

  it('takes a message up to the limit, and any number of them', async () => {
    const message = `data:${'x'.repeat(LIMIT - 10)}\n\n`;
    const response = new Response(message.repeat(3), { headers: TYPE });
    const { items, failure } = await drain(response);
    assert.equal(failure, undefined);
    assert.equal(items.filter(({ kind }) => kind === 'message').length, 3);
  });

  it('does not take an id that no URL could send back', async () => {
    const long = (length: number) => new Response(`id:${'1'.repeat(length)}\ndata:1\n\n`, { headers: TYPE });
    assert.equal((await drain(long(1_024))).failure, undefined);
    tooLarge((await drain(long(1_025))).failure, /id of a message is longer than 1024/);
  });

  it('parses no more of a huge chunk than its reader takes, and lets others run meanwhile', async () => {
    const count = 200_000;
    const chunk = Buffer.from('data:\n\n'.repeat(count));
    const dispatch = EventTarget.prototype.dispatchEvent;
    let parsed = 0;
    EventTarget.prototype.dispatchEvent = function (event) {
      if (event.type === 'message') parsed++;
      return dispatch.call(this, event);
    };
    let turns = 0;
    let over = false;
    void (async () => {
      for (; !over; turns++) await setImmediate();
    })();
    try {
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          controller.enqueue(chunk);
          controller.close();
        },
      });
      let most = 0;
      let taken = 0;
      for await (const item of read(async () => new Response(body, { headers: TYPE }))) {
        if (item.kind !== 'message') continue;
        most = Math.max(most, parsed - taken);
        taken++;
      }
      assert.equal(taken, count);
      assert.ok(most <= 2_400, `${most} messages waited at once`);
      assert.ok(turns >= 5, `others had the thread ${turns} times`);
    } finally {
      over = true;
      EventTarget.prototype.dispatchEvent = dispatch;
    }
  });

  describe('decompressed', () => {
    const pack = {
      gzip: zlib.gzipSync,
      deflate: zlib.deflateSync,
      br: (data: Buffer) => zlib.brotliCompressSync(data, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 3 } }),
      zstd: zlib.zstdCompressSync,
    };
    for (const [encoding, compress] of Object.entries(pack)) {
      it(`ends a ${encoding} bomb early`, async () => {
        const bomb = compress(Buffer.alloc(64 * MB, 'data:aaaa'));
        assert.ok(bomb.length < MB / 2);
        const server = await streamServer((_request, response) => {
          response.writeHead(200, { 'content-type': 'text/event-stream', 'content-encoding': encoding });
          response.on('error', () => undefined);
          response.end(bomb);
        });
        try {
          const { failure, bytes } = await drain(await fetch(server.origin));
          tooLarge(failure, /longer than 2 MB/);
          assert.ok(bytes <= LIMIT + MB, `unpacked ${bytes} bytes`);
        } finally {
          await server.close();
        }
      });
    }

    it('reads a compressed stream as any other, message by message', async () => {
      const server = await streamServer((_request, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream', 'content-encoding': 'gzip' });
        const gzip = zlib.createGzip();
        gzip.pipe(response);
        gzip.write('data:1\n\n');
        gzip.flush(zlib.constants.Z_SYNC_FLUSH);
      });
      try {
        const stop = new AbortController();
        const items = read((signal) => fetch(server.origin, { signal: AbortSignal.any([signal, stop.signal]) }));
        assert.equal((await items.next()).value?.kind, 'open');
        assert.equal((await items.next()).value?.kind, 'message');
        await items.return();
      } finally {
        await server.close();
      }
    });
  });
});
