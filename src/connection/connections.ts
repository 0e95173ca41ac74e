import { Disposables, Emitter } from '../base/emitter.ts';
import { FeedError, type Vendor } from '../feeds/feed.ts';
import type { Answers, ConnectionConfig, System } from '../model/connection.ts';
import { parseEndpoint } from '../net/endpoint.ts';
import { Connection, type ConnectionDeps } from './connection.ts';
import type { BrowserSignIn, ConfigSource, ConnectionService, ConnectionView, CredentialSource } from './contract.ts';
import { Lease } from './lease.ts';
import { publishedStatus } from './publishedStatus.ts';
import { Publisher } from './publisher.ts';
import { type ConnectionStatus, NO_EVIDENCE } from './state.ts';

/** How often changed evidence reaches the UI and the other windows, ms. */
const TICK = 1_000;
/** The streaming window publishes at least every 5 s; after so long without, its word is not taken for the present state, ms. */
const STALE = 15_000;

export interface ConnectionsDeps extends ConnectionDeps {
  readonly configs: ConfigSource;
  readonly credentials: CredentialSource;
  readonly vendors: ReadonlyMap<System, Vendor>;
  /** Settles when this extension host's window answers; see `Lease`. */
  readonly windowAnswers: () => PromiseLike<unknown>;
}

/**
 * All connections of this window. What the user wants is kept in the store, shared by all windows; the window that holds the lease makes it so, the others show
 * what that window publishes.
 */
export class Connections implements ConnectionService {
  readonly #deps: ConnectionsDeps;
  readonly #changed = new Emitter<string | undefined>();
  readonly #owned = new Disposables();
  readonly #lease: Lease;
  readonly #publisher: Publisher;
  readonly #running = new Map<string, Connection>();
  readonly #dirty = new Set<string>();
  readonly #toldKinds = new Map<string, ConnectionStatus['state']['kind']>();
  /** What is wanted and configured, as views know it. */
  #known = '';
  /** Ids, and how often each was asked for. */
  #wanted: ReadonlyMap<string, number> = new Map();
  #published: ReadonlyMap<string, { readonly status: ConnectionStatus; readonly time: number }> = new Map();
  #reconciling: Promise<void> = Promise.resolve();
  #cancelTick: () => void = () => undefined;
  #started = false;
  #disposed = false;

  readonly onDidChange = this.#changed.event;

  constructor(deps: ConnectionsDeps) {
    this.#deps = deps;
    const { store, clock, log, windowAnswers } = deps;
    this.#lease = new Lease({ store, clock, log, windowAnswers, onChange: () => this.#reconcile() });
    this.#publisher = new Publisher(deps.store, deps.clock, deps.log);
    this.#owned.add(this.#changed);
    this.#owned.add(this.#lease);
    this.#owned.add(
      deps.configs.onDidChange(() => {
        // Views list what is configured, also while the store is opening or broken.
        this.#changed.fire(undefined);
        this.#reconcile();
      }),
    );
    this.#owned.add(deps.credentials.onDidChange((id) => void this.#credentialChanged(id)));
    this.#owned.add(
      deps.store.onDidChange((change) => {
        if (change.shared) this.#reconcile();
      }),
    );
  }

  /**
   * Takes the lease if it is free and connects what is wanted: what was connected when the last window closed, unless `resume` is false, and `connect`.
   */
  async start({ resume, connect }: { readonly resume: boolean; readonly connect: readonly string[] }): Promise<void> {
    const { store } = this.#deps;
    this.#tick();
    await this.#lease.start();
    try {
      if (this.#lease.held && !resume) {
        for (const id of (await store.wanted()).keys()) await store.setWanted(id, false);
      }
      for (const id of connect) await store.setWanted(id, true);
    } finally {
      this.#started = true;
      this.#reconcile();
    }
    await this.#reconciling;
  }

  list(): readonly ConnectionView[] {
    return this.#deps.configs.list().map((config) => this.#view(config));
  }

  get(id: string): ConnectionView | undefined {
    const config = this.#deps.configs.list().find((c) => c.id === id);
    return config && this.#view(config);
  }

  async connect(id: string): Promise<void> {
    // Asking again is how a person says "try now", in whatever window: see `#pass`.
    await this.#deps.store.setWanted(id, true);
    this.#reconcile();
    await this.#reconciling;
  }

  async disconnect(id: string): Promise<void> {
    await this.#deps.store.setWanted(id, false);
    this.#reconcile();
    await this.#reconciling;
  }

  async test(
    config: ConnectionConfig,
    secret: string | undefined,
    signal: AbortSignal,
    onRenewed: (secret: string) => void = () => undefined,
  ): Promise<void> {
    const { access: resolver, vendors, fetch, clock, log } = this.#deps;
    const vendor = vendors.get(config.system);
    if (!vendor) throw new FeedError('protocol', 'This system is not known.');
    const result = await (secret === undefined ? resolver.resolve(config) : resolver.entered(config, secret));
    if (result.kind === 'refused') throw new FeedError('protocol', result.reason.message);
    const { access } = result;
    const { endpoint, credential, renewCredential } = access;
    try {
      await vendor.test({ config, endpoint, credential, renewCredential, fetch, clock, log }, signal);
    } finally {
      if (access.credential !== credential) onRenewed(access.credential);
      access.dispose();
    }
  }

  async signIn({ system, endpoint, ...request }: BrowserSignIn, signal: AbortSignal): Promise<Answers> {
    const { vendors, fetch, clock, log } = this.#deps;
    const parsed = parseEndpoint(endpoint);
    if ('error' in parsed) throw new FeedError('protocol', parsed.error);
    const parts = await vendors
      .get(system)
      ?.signIn?.({ ...request, endpoint: parsed.endpoint, fetch, clock, log }, signal);
    if (!parts) throw new FeedError('protocol', 'This system is not known.');
    return parts;
  }

  /** Whether this window streams what is wanted, and the others follow. */
  get holdsLease(): boolean {
    return this.#lease.held;
  }

  /** Stops streaming; resolves when everything read is stored. What is wanted stays wanted. */
  async close(): Promise<void> {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#cancelTick();
    this.#owned.dispose();
    await this.#reconciling;
    await Promise.all([...this.#running.values()].map((connection) => connection.stop()));
    this.#running.clear();
    await this.#deps.access.renewals.settled();
  }

  #view(config: ConnectionConfig): ConnectionView {
    const wanted = this.#wanted.has(config.id);
    return { config, wanted, ...this.#status(config.id, wanted) };
  }

  #status(id: string, wanted: boolean): ConnectionStatus {
    const running = this.#running.get(id);
    if (running) return running.status;
    if (!wanted) return { state: { kind: 'disconnected' }, evidence: NO_EVIDENCE };
    if (this.#lease.held) return { state: { kind: 'connecting', attempt: 0 }, evidence: NO_EVIDENCE };
    const heard = this.#published.get(id);
    if (!heard) return { state: { kind: 'following' }, evidence: NO_EVIDENCE };
    // A window that hangs keeps the lease: what it said last is no evidence any more.
    const fresh = this.#deps.clock.now() - heard.time < STALE;
    const state = { kind: 'following' as const, heard: heard.time, ...(fresh && { of: heard.status.state }) };
    return { state, evidence: heard.status.evidence };
  }

  async #credentialChanged(id: string): Promise<void> {
    if (this.#running.has(id) && !(await this.#deps.access.renewals.isOwn(id))) this.#restart(id);
  }

  /** Starts over with the present configuration and credential. */
  #restart(id: string): void {
    const running = this.#running.get(id);
    if (!running) return;
    this.#enqueue(async () => {
      await this.#halt(id, running);
      return true;
    });
    this.#reconcile();
  }

  /** Makes what runs equal to what is wanted; one pass at a time. */
  #reconcile(): void {
    if (this.#started) this.#enqueue(() => this.#pass());
  }

  /** `work` tells whether views have to look again. */
  #enqueue(work: () => Promise<boolean>): void {
    this.#reconciling = this.#reconciling.then(async () => {
      if (this.#disposed) return;
      try {
        if (await work()) this.#changed.fire(undefined);
      } catch (error) {
        this.#deps.log.error(`Connections could not be brought up to date: ${String(error)}`);
      }
    });
  }

  async #pass(): Promise<boolean> {
    const before = this.#wanted;
    this.#wanted = await this.#deps.store.wanted();
    const known = JSON.stringify([[...this.#wanted.keys()].sort(), this.#deps.configs.list()]);
    let changed = known !== this.#known;
    this.#known = known;
    if (!this.#lease.held) {
      for (const [id, connection] of [...this.#running]) {
        await this.#halt(id, connection);
        changed = true;
      }
      this.#published = await publishedStatus(this.#deps.store);
      if (!changed) for (const id of this.#wanted.keys()) this.#changed.fire(id);
      return changed;
    }
    const configs = new Map(this.#deps.configs.list().map((config) => [config.id, config]));
    for (const [id, connection] of [...this.#running]) {
      const config = configs.get(id);
      const askedAgain = before.get(id) !== this.#wanted.get(id) && connection.status.state.kind !== 'live';
      if (!config || !this.#wanted.has(id) || askedAgain || !sameFeed(config, connection.config)) {
        await this.#halt(id, connection);
        changed = true;
      }
    }
    for (const [id, config] of configs) {
      const vendor = this.#deps.vendors.get(config.system);
      if (!vendor || !this.#wanted.has(id) || this.#running.has(id)) continue;
      this.#running.set(
        id,
        new Connection(config, vendor, { ...this.#deps, log: named(this.#deps.log, config.name) }, () =>
          this.#noteChange(id),
        ),
      );
      changed = true;
    }
    return changed;
  }

  /** A new state is told at once, new evidence with the next tick. */
  #noteChange(id: string): void {
    const kind = this.#running.get(id)?.status.state.kind;
    if (kind === undefined || kind === this.#toldKinds.get(id)) {
      this.#dirty.add(id);
      return;
    }
    this.#toldKinds.set(id, kind);
    this.#changed.fire(id);
  }

  async #halt(id: string, connection: Connection): Promise<void> {
    if (this.#running.get(id) === connection) this.#running.delete(id);
    await connection.stop();
  }

  /** Evidence changes with every byte; views and other windows hear of it once a second. */
  #tick(): void {
    if (this.#disposed) return;
    this.#cancelTick = this.#deps.clock.timer(TICK, () => this.#tick());
    for (const id of this.#dirty) this.#changed.fire(id);
    this.#dirty.clear();
    if (this.#lease.held) {
      void this.#publisher.tell(new Map([...this.#running].map(([id, connection]) => [id, connection.status])));
    }
  }
}

/** A new name alone does not interrupt a stream. */
function sameFeed(a: ConnectionConfig, b: ConnectionConfig): boolean {
  return (
    a.system === b.system &&
    a.endpoint === b.endpoint &&
    a.demo === b.demo &&
    JSON.stringify(a.types) === JSON.stringify(b.types) &&
    JSON.stringify(a.options) === JSON.stringify(b.options)
  );
}

function named(log: ConnectionDeps['log'], name: string): ConnectionDeps['log'] {
  const with_ = (message: string) => `[${name}] ${message}`;
  return {
    trace: (message) => log.trace(with_(message)),
    debug: (message) => log.debug(with_(message)),
    info: (message) => log.info(with_(message)),
    warn: (message) => log.warn(with_(message)),
    error: (message) => log.error(with_(message)),
  };
}
