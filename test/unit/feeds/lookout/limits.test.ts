import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import zlib from 'node:zlib';
import type { Clock } from '../../../../src/base/clock.ts';
import { systemClock } from '../../../../src/base/clock.ts';
import { FeedError } from '../../../../src/feeds/feed.ts';
import { lookout } from '../../../../src/feeds/lookout/vendor.ts';
import { endless } from '../../../support/endless.ts';
import { recordingLogger } from '../../../support/logger.ts';
import { LookoutServer } from '../../../support/lookoutServer.ts';
import { ManualClock } from '../../../support/manualClock.ts';
import { until } from '../../../support/until.ts';

const MB = 1_048_576;
/** What may lie in the buffers of sockets on both sides, and still is a bound. */
const BUFFERS = 16 * MB;

describe('LookoutFeed has limits', () => {
  let server: LookoutServer;
  let sent: { readonly bytes: number } | undefined;
  let log: ReturnType<typeof recordingLogger>;

  beforeEach(async () => {
    server = await LookoutServer.start();
    log = recordingLogger();
    sent = undefined;
  });
  afterEach(() => server.close());

  const failure = async (clock: Clock = systemClock) => {
    const config = { id: 'c', name: 'C', system: 'lookout' as const };
    const feed = lookout.open({ config, endpoint: server.origin, credential: 'key', fetch, clock, log }).get('events');
    assert.ok(feed);
    const error = await (async () => {
      for await (const _ of feed.read({ since: 0, signal: new AbortController().signal })) void _;
    })().then(
      () => assert.fail('it ended as if all were well'),
      (e: unknown) => e,
    );
    assert.ok(error instanceof FeedError);
    return error;
  };
  /** Sends for as long as anybody reads. */
  const endlessly = (status: number, type: string, text: string) => (response: ServerResponse) => {
    response.writeHead(status, { 'content-type': type });
    sent = endless(response, text);
  };

  const block = 'canary '.repeat(10_000);

  it('reads no more than the beginning of an error that never ends', async () => {
    server.onStream = endlessly(503, 'text/plain', block);
    const error = await failure();
    assert.equal(error.kind, 'busy');
    assert.ok(sent && sent.bytes < BUFFERS, `${sent?.bytes} bytes were sent`);
    assert.ok(log.lines.every((line) => line.length < 1_000));
  });

  it('reads no more than the beginning of an endless page', async () => {
    server.onStream = endlessly(200, 'text/html', block);
    assert.equal((await failure()).kind, 'protocol');
    assert.ok(sent && sent.bytes < BUFFERS, `${sent?.bytes} bytes were sent`);
    assert.ok(log.lines.every((line) => line.length < 1_000));
  });

  it('reads no more than the beginning of an endless token', async () => {
    server.onToken = endlessly(200, 'application/json', `{"access_token":"${block}`);
    assert.equal((await failure()).kind, 'protocol');
    assert.ok(sent && sent.bytes < BUFFERS, `${sent?.bytes} bytes were sent`);
  });

  it('keeps the status of an error whose body trickles, and gives it 12 seconds', async () => {
    const clock = new ManualClock();
    let begun = false;
    server.onStream = (response) => {
      response.writeHead(503, { 'retry-after': '30' });
      response.write('{');
      begun = true;
    };
    const failing = failure(clock);
    await until(() => begun && clock.pending.length > 0);
    await clock.advance(12_000);
    const error = await failing;
    assert.deepEqual([error.kind, error.delay], ['busy', 30_000]);
  });

  it('does not read headers without end', async () => {
    server.onStream = (response) => {
      const { socket } = response;
      assert.ok(socket);
      socket.write('HTTP/1.1 200 OK\r\n');
      sent = endless(socket, `x-filler: ${'y'.repeat(1_000)}\r\n`);
    };
    const error = await failure();
    assert.equal(error.kind, 'protocol');
    assert.match(error.message, /headers .* too large/);
    assert.ok(sent && sent.bytes < BUFFERS, `${sent?.bytes} bytes were sent`);
  });

  it('ends a compressed message of more than 64 MB with a clear reason', async () => {
    const bomb = zlib.gzipSync(Buffer.alloc(80 * MB, 'data:aaaa'), { level: 1 });
    assert.ok(bomb.length < 2 * MB);
    server.onStream = (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'content-encoding': 'gzip' });
      response.end(bomb);
    };
    const error = await failure();
    assert.deepEqual([error.kind, error.message], ['protocol', 'A message is longer than 64 MB.']);
  });

  it('calls a damaged compression a protocol error', async () => {
    server.onStream = (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'content-encoding': 'gzip' });
      response.end('this is not gzip');
    };
    const error = await failure();
    assert.equal(error.kind, 'protocol');
    assert.match(error.message, /compressed answer is damaged/);
  });
});
