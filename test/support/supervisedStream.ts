import assert from 'node:assert/strict';
import { StreamRunner } from '../../src/connection/streamRunner.ts';
import type { FeedContext } from '../../src/feeds/feed.ts';
import { lookout } from '../../src/feeds/lookout/vendor.ts';
import type { EventStore } from '../../src/store/contract.ts';
import { recordingLogger } from './logger.ts';
import { ManualClock } from './manualClock.ts';

const KEY = 'canary-application-key-3f9c';

/** The real Lookout feed under the real supervision, on a driven clock. */
export class SupervisedStream {
  readonly clock = new ManualClock();
  readonly log = recordingLogger();
  readonly runner: StreamRunner;
  readonly context: FeedContext;
  readonly #run: Promise<void>;

  constructor(endpoint: string, store: EventStore, connection: string) {
    const { clock, log } = this;
    const config = { id: connection, name: connection, system: 'lookout' as const };
    this.context = { config, endpoint, credential: KEY, fetch, clock, log };
    const feed = lookout.open(this.context).get('events');
    assert.ok(feed);
    this.runner = new StreamRunner({
      connection,
      stream: 'events',
      feed,
      store,
      clock,
      log,
      initialHistory: () => 3_600_000,
      replayDepth: lookout.replayDepth,
      random: () => 1,
      onChange: () => undefined,
    });
    this.#run = this.runner.run();
  }

  get state() {
    return this.runner.status.state;
  }

  async dispose(): Promise<void> {
    this.runner.stop();
    await this.#run;
  }
}
