import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StreamRunner } from '../../../src/connection/streamRunner.ts';
import { lookout } from '../../../src/feeds/lookout/vendor.ts';
import type { CommitRequest, EventStore } from '../../../src/store/contract.ts';
import { openStore } from '../../../src/store/open.ts';
import { recordingLogger } from '../../support/logger.ts';
import { ManualClock, settle } from '../../support/manualClock.ts';
import { streamServer } from '../../support/streamServer.ts';
import { until } from '../../support/until.ts';

const FRAMES = 800;
const EVENTS_A_FRAME = 10;
const FILLER = 'x'.repeat(16_000);
const TOTAL = FRAMES * EVENTS_A_FRAME * FILLER.length;
/** What may be on its way while nothing is stored: the commits under way, what is decoded next, and the buffers of two sockets. */
const BOUND = 40_000_000;

/** A server that sends as fast as the socket takes it. */
class Torrent {
  sent = 0;
  requests = 0;
  /** The stream's answer, for a look at its buffer. */
  response: ServerResponse | undefined;

  async send(response: ServerResponse): Promise<void> {
    this.requests++;
    this.response = response;
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const closed = once(response, 'close');
    for (let frame = 0; frame < FRAMES && !response.destroyed; frame++) {
      const events = Array.from({ length: EVENTS_A_FRAME }, (_, index) => ({
        id: `${frame}-${index}`,
        type: 'AUDIT',
        filler: FILLER,
      }));
      const text = `event: events\nid: ${frame}\ndata: ${JSON.stringify({ events })}\n\n`;
      this.sent += text.length;
      if (!response.write(text))
        await Promise.race([new Promise((resolve) => response.once('drain', resolve)), closed]);
    }
  }
}

describe('A disk that does not keep up', function () {
  this.timeout(60_000);

  it('stops the socket, without a time-out and within bounds; everything arrives when it recovers', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'back-pressure-'));
    const torrent = new Torrent();
    const server = await streamServer((request, response) => {
      if (request.url?.startsWith('/oauth2/token')) {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ access_token: 'token', token_type: 'bearer', expires_in: 7_200 }));
      } else void torrent.send(response);
    });
    const clock = new ManualClock();
    const log = recordingLogger();
    const real = await openStore({
      directory,
      worker: new URL('../../../src/store/worker.ts', import.meta.url),
      log,
      retention: { maxEvents: 1_000_000, maxBytes: 2 ** 40, maxAge: 2 ** 42 },
    });
    // The disk: no commit of events ends before the gate opens.
    const gate = Promise.withResolvers<void>();
    let waiting = 0;
    let characters = 0;
    const slow = Object.create(real, {
      commit: {
        value: async (commit: CommitRequest) => {
          if (commit.events.length > 0) {
            waiting++;
            characters += commit.events.reduce((sum, { raw }) => sum + raw.length, 0);
            await gate.promise;
          }
          return await real.commit(commit);
        },
      },
      cursor: { value: real.cursor.bind(real) },
      newestTime: { value: real.newestTime.bind(real) },
    }) as EventStore;
    const config = { id: 'a', name: 'A', system: 'lookout' } as const;
    const context = { config, endpoint: server.origin, credential: 'key', fetch, clock, log };
    const feed = lookout.open(context).get('events');
    assert.ok(feed);
    const runner = new StreamRunner({
      connection: 'a',
      stream: 'events',
      feed,
      store: slow,
      clock,
      log,
      initialHistory: () => 3_600_000,
      replayDepth: lookout.replayDepth,
      random: () => 0,
      onChange: () => undefined,
    });
    const done = runner.run();
    try {
      // The server's own buffer fills up only when nobody takes from the socket any more.
      await until(() => waiting > 0 && (torrent.response?.writableNeedDrain ?? false));
      let stalled = torrent.sent;
      await until(async () => {
        const last = stalled;
        await settle(200);
        stalled = torrent.sent;
        return stalled === last;
      });
      assert.ok((torrent.response?.writableLength ?? 0) > 0);
      assert.ok(stalled < BOUND && stalled < TOTAL / 2, `${stalled} of ${TOTAL} bytes were sent`);
      assert.ok(characters <= 17_000_000 && waiting <= 64, `${characters} characters in ${waiting} commits`);

      // Our own slowness is not the server's silence: hours pass, and nobody takes the connection for dead.
      await clock.advance(3 * 3_600_000);
      assert.equal(runner.status.state.kind, 'live');
      assert.equal(torrent.requests, 1);
      assert.equal(torrent.sent, stalled, 'nothing was taken meanwhile');

      gate.resolve();
      await until(() => runner.status.evidence.stored === FRAMES * EVENTS_A_FRAME);
      assert.equal((await real.cursor('a', 'events'))?.cursor, String(FRAMES - 1));
      assert.equal(runner.status.evidence.duplicates, 0);
      assert.equal(torrent.requests, 1);
    } finally {
      gate.resolve();
      runner.stop();
      await done;
      await server.close();
      await real.close();
      await rm(directory, { recursive: true, force: true });
    }
  });
});
