import assert from 'node:assert/strict';
import {
  type Feed,
  type FeedContext,
  FeedError,
  type FeedSignal,
  type ReadOptions,
  type Vendor,
} from '../../src/feeds/feed.ts';
import type { ConnectionConfig } from '../../src/model/connection.ts';
import { recordingLogger } from './logger.ts';
import { ManualClock, settle } from './manualClock.ts';
import { until } from './until.ts';

/** What a test answers from. */
export interface AnsweringServer {
  readonly origin: string;
  /** Requests that nobody has answered yet. */
  readonly hanging: number;
}

/** Reads a vendor's real feeds from a server, on a clock that passes when a test says so. Before a timer runs, every answer that the server gave is read. */
export class FeedReader {
  readonly clock: ManualClock;
  readonly log = recordingLogger();
  readonly context: FeedContext;
  readonly signals: FeedSignal[] = [];
  error: FeedError | undefined;
  over = false;
  readonly #vendor: Vendor;
  readonly #server: AnsweringServer;
  readonly #stop = new AbortController();
  #running = 0;
  #done: Promise<void> = Promise.resolve();

  constructor(vendor: Vendor, server: AnsweringServer, config: Partial<ConnectionConfig>, credential: string) {
    this.#vendor = vendor;
    this.#server = server;
    this.clock = new ManualClock(undefined, () => this.idle());
    this.context = {
      config: { id: 'c', name: 'C', system: vendor.system, ...config },
      endpoint: server.origin,
      credential,
      fetch: (input, init) => this.#fetch(input, init),
      clock: this.clock,
      log: this.log,
    };
  }

  /** Begins to read, and goes on for as long as something comes. */
  start(
    options: Omit<ReadOptions, 'signal'>,
    feed: Feed | undefined = [...this.#vendor.open(this.context).values()][0],
  ): this {
    assert.ok(feed);
    this.#done = this.#read(feed.read({ ...options, signal: this.#stop.signal }));
    return this;
  }

  /** Until nothing is under way but what the server keeps waiting. */
  async idle(): Promise<void> {
    for (let quiet = 0; quiet < 3; quiet++) {
      await settle(4);
      await until(() => this.#running <= this.#server.hanging, 'all answers are read');
    }
  }

  async advance(ms: number): Promise<void> {
    await this.clock.advance(ms);
  }

  /** Ends reading; fails if anything is left behind. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#done;
    await until(() => this.#server.hanging === 0, 'every socket is let go');
    assert.deepEqual(this.clock.pending, [], 'a timer is left');
  }

  /** Reads on until it fails. */
  async failure(): Promise<FeedError> {
    await this.#done;
    assert.ok(this.error, `it did not fail: ${JSON.stringify(this.signals.slice(-2))}`);
    return this.error;
  }

  get events(): readonly string[] {
    return this.signals.flatMap((said) => (said.kind === 'batch' ? said.batch.events.map(({ id }) => id) : []));
  }

  get cursors(): readonly string[] {
    return this.signals.flatMap((said) =>
      said.kind === 'batch' && said.batch.cursor !== undefined ? [said.batch.cursor] : [],
    );
  }

  get quarantined(): number {
    return this.signals.reduce((sum, said) => sum + (said.kind === 'batch' ? said.batch.quarantined.length : 0), 0);
  }

  async #read(signals: AsyncIterable<FeedSignal>): Promise<void> {
    try {
      for await (const said of signals) this.signals.push(said);
    } catch (error) {
      assert.ok(error instanceof FeedError, String(error));
      assert.ok(!/canary/.test(error.message));
      this.error = error;
    }
    this.over = true;
  }

  /** Whole answers only, so that it is known when they are read. */
  async #fetch(input: Parameters<typeof fetch>[0], init: RequestInit | undefined): Promise<Response> {
    this.#running++;
    try {
      const response = await fetch(input, init);
      const bytes = await response.arrayBuffer();
      const { status, headers } = response;
      return new Response(bytes.byteLength === 0 ? null : bytes, { status, headers: plain(headers) });
    } finally {
      this.#running--;
    }
  }
}

function plain(headers: Headers): Headers {
  const own = new Headers(headers);
  own.delete('content-encoding');
  return own;
}
