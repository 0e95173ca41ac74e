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
  /** What the vendor calls the streams of the runners. */
  #labels: readonly string[] = [];
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
    if (this.#own.kind === 'refused' || all.length === 0)
      return { state: this.#own, evidence: all[0]?.evidence ?? NO_EVIDENCE };
    const streams = all.map(({ state }, index) => ({ name: this.#labels[index] ?? '', state }));
    return {
      state: worstOf(streams),
      evidence: all.map((status) => status.evidence).reduce(merge),
      ...(streams.length > 1 && { streams }),
    };
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
    const { store, fetch, clock, log, random } = this.#deps;
    const initialHistory = () =>
      this.#vendor.initialHistory?.(this.config.options ?? {}) ?? this.#deps.initialHistory();
    const context = { config: this.config, endpoint, credential, renewCredential, fetch, clock, log };
    const feeds = this.#vendor.open(context);
    this.#labels = [...feeds.keys()].map((stream) => this.#vendor.streamLabel?.(stream) ?? stream);
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
          disorder: this.#vendor.disorder,
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

/** The state that needs a person most; of several streams its reason says whose it is. */
function worstOf(streams: readonly { readonly name: string; readonly state: ConnectionState }[]): ConnectionState {
  const rank = ({ state }: { readonly state: ConnectionState }) => WORST_FIRST.indexOf(state.kind);
  const worst = streams.toSorted((a, b) => rank(a) - rank(b))[0];
  if (!worst) return { kind: 'disconnected' };
  const { state, name } = worst;
  const hasReason = state.kind === 'refused' || state.kind === 'waiting';
  return streams.length > 1 && hasReason ? { ...state, reason: { ...state.reason, stream: name } } : state;
}

/** The evidence of several streams as one: the latest times, the sums, and caught up only when all are. */
function merge(a: Evidence, b: Evidence): Evidence {
  const pick = (of: (x: number, y: number) => number) => (x: number | undefined, y: number | undefined) =>
    x === undefined || y === undefined ? (x ?? y) : of(x, y);
  const [latest, soonest] = [pick(Math.max), pick(Math.min)];
  const times = {
    connectedSince: latest(a.connectedSince, b.connectedSince),
    lastByte: latest(a.lastByte, b.lastByte),
    lastHeartbeat: latest(a.lastHeartbeat, b.lastHeartbeat),
    lastEvent: latest(a.lastEvent, b.lastEvent),
    lastEventTime: latest(a.lastEventTime, b.lastEventTime),
    nextPoll: soonest(a.nextPoll, b.nextPoll),
  };
  const resumedFrom = a.resumedFrom ?? b.resumedFrom;
  const skipped =
    a.skipped && b.skipped
      ? { count: a.skipped.count + b.skipped.count, time: Math.max(a.skipped.time, b.skipped.time) }
      : (a.skipped ?? b.skipped);
  return {
    ...Object.fromEntries(Object.entries(times).filter(([, value]) => value !== undefined)),
    ...(resumedFrom && { resumedFrom }),
    ...(skipped && { skipped }),
    ...(a.empty && b.empty && { empty: true as const }),
    rate: a.rate + b.rate,
    caughtUp: a.caughtUp && b.caughtUp,
    stored: a.stored + b.stored,
    duplicates: a.duplicates + b.duplicates,
    quarantined: a.quarantined + b.quarantined,
    reconnects: a.reconnects + b.reconnects,
  };
}
