import type { Clock } from '../base/clock.ts';
import type { FeedContext, Logger, Vendor } from '../feeds/feed.ts';
import type { ConnectionConfig } from '../model/connection.ts';
import type { EventStore } from '../store/contract.ts';
import type { Access, AccessResolver, AccessResult } from './access.ts';
import { type ConnectionState, type ConnectionStatus, type Evidence, NO_EVIDENCE, type Reason } from './state.ts';
import { StreamRunner } from './streamRunner.ts';

export interface ConnectionDeps {
  readonly store: EventStore;
  readonly access: AccessResolver;
  readonly fetch: FeedContext['fetch'];
  readonly clock: Clock;
  readonly log: Logger;
  readonly random: () => number;
  readonly initialHistory: () => number;
}

/** One connection while it is wanted: credential, feeds and their supervision. Made anew for each connect. */
export class Connection {
  readonly config: ConnectionConfig;
  readonly #vendor: Vendor;
  readonly #deps: ConnectionDeps;
  readonly #onChange: () => void;
  #runners: readonly StreamRunner[] = [];
  #access: Access | undefined;
  readonly #stopped = Promise.withResolvers<'stopped'>();
  #own: ConnectionState = { kind: 'connecting', attempt: 0 };
  readonly #done: Promise<void>;

  constructor(config: ConnectionConfig, vendor: Vendor, deps: ConnectionDeps, onChange: () => void) {
    this.config = config;
    this.#vendor = vendor;
    this.#deps = deps;
    this.#onChange = onChange;
    this.#done = this.#run();
  }

  get status(): ConnectionStatus {
    const all = this.#runners.map((runner) => runner.status);
    const worst = all.toSorted((a, b) => WORST_FIRST.indexOf(a.state.kind) - WORST_FIRST.indexOf(b.state.kind))[0];
    if (!worst || this.#own.kind === 'refused') return { state: this.#own, evidence: worst?.evidence ?? NO_EVIDENCE };
    return { state: worst.state, evidence: all.map((status) => status.evidence).reduce(merge) };
  }

  /** Resolves when the socket is closed and everything read is stored. */
  async stop(): Promise<void> {
    this.#stopped.resolve('stopped');
    await this.#done;
  }

  async #run(): Promise<void> {
    try {
      const result = await this.#resolved();
      if (result === 'stopped') return;
      if (result.kind === 'refused') {
        this.#refuse(result.reason);
        return;
      }
      this.#access = result.access;
      await this.#stream(result.access);
    } catch (error) {
      this.#deps.log.error(`Could not start: ${String(error)}`);
      this.#refuse({ kind: 'config', message: 'The connection could not be started. The log has the details.' });
    } finally {
      this.#access?.dispose();
    }
  }

  /** A keyring may ask a person first: stopping does not wait for that, and what is granted too late is given back. */
  async #resolved(): Promise<AccessResult | 'stopped'> {
    const resolving = this.#deps.access.resolve(this.config);
    const first = await Promise.race([resolving, this.#stopped.promise]);
    if (first === 'stopped') {
      resolving.then(
        (late) => late.kind === 'access' && late.access.dispose(),
        (error: unknown) => this.#deps.log.debug(`Stopped before it could start: ${String(error)}`),
      );
    }
    return first;
  }

  async #stream({ endpoint, credential, renewCredential }: Access): Promise<void> {
    const { store, fetch, clock, log, random, initialHistory } = this.#deps;
    const context = { config: this.config, endpoint, credential, renewCredential, fetch, clock, log };
    const feeds = this.#vendor.open(context);
    this.#runners = [...feeds].map(
      ([stream, feed]) =>
        new StreamRunner({
          connection: this.config.id,
          stream,
          feed,
          store,
          clock,
          log,
          random,
          initialHistory,
          replayDepth: this.#vendor.replayDepth,
          onChange: this.#onChange,
        }),
    );
    void this.#stopped.promise.then(() => {
      for (const runner of this.#runners) runner.stop();
    });
    this.#onChange();
    const ends = await Promise.allSettled(this.#runners.map((runner) => runner.run()));
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  }

  #refuse(reason: Reason): void {
    this.#deps.log.warn(`${reason.kind}: ${reason.message}`);
    this.#own = { kind: 'refused', reason };
    this.#onChange();
  }
}

const WORST_FIRST: readonly ConnectionState['kind'][] = [
  'refused',
  'waiting',
  'connecting',
  'live',
  'following',
  'disconnected',
];

/** The evidence of several streams as one: the latest times, the sums, and caught up only when all are. */
function merge(a: Evidence, b: Evidence): Evidence {
  const latest = (x: number | undefined, y: number | undefined) =>
    x === undefined ? y : y === undefined ? x : Math.max(x, y);
  const times = {
    connectedSince: latest(a.connectedSince, b.connectedSince),
    lastByte: latest(a.lastByte, b.lastByte),
    lastHeartbeat: latest(a.lastHeartbeat, b.lastHeartbeat),
    lastEvent: latest(a.lastEvent, b.lastEvent),
    lastEventTime: latest(a.lastEventTime, b.lastEventTime),
  };
  const resumedFrom = a.resumedFrom ?? b.resumedFrom;
  return {
    ...Object.fromEntries(Object.entries(times).filter(([, value]) => value !== undefined)),
    ...(resumedFrom && { resumedFrom }),
    rate: a.rate + b.rate,
    caughtUp: a.caughtUp && b.caughtUp,
    stored: a.stored + b.stored,
    duplicates: a.duplicates + b.duplicates,
    quarantined: a.quarantined + b.quarantined,
    reconnects: a.reconnects + b.reconnects,
  };
}
