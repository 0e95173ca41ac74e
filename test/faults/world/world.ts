import { Emitter } from '../../../src/base/emitter.ts';
import type { BoundCredential } from '../../../src/connection/contract.ts';
import type { ConnectionConfig } from '../../../src/model/connection.ts';
import type { CommitRequest, CommitResult } from '../../../src/store/contract.ts';
import { ManualClock } from '../../support/manualClock.ts';
import type { FaultyVendor } from '../faultyVendor.ts';
import { Oracle } from '../oracle/oracle.ts';
import { Pace } from '../oracle/pace.ts';
import type { VendorCase } from '../vendorCase.ts';
import { Peek } from './peek.ts';
import type { Quiet } from './quiet.ts';
import { CONNECTION, openWindow, type Window } from './window.ts';

export interface WorldOptions {
  readonly directory: string;
  readonly quiet: Quiet;
  /** The share of the back-off's jitter that is always drawn. */
  readonly draw: number;
  readonly vendorCase: VendorCase;
  readonly vendor: (clock: ManualClock) => Promise<FaultyVendor>;
}

/** Everything in one schedule: the vendor, up to two windows on one store, and time; and what must hold of them at every instant. */
export class World {
  readonly clock: ManualClock;
  readonly vendor: FaultyVendor;
  readonly pace: Pace;
  readonly windows: Window[] = [];
  /** How often a person, or a new holder of the lease, may have begun a connection. */
  starts = 0;
  readonly #case: VendorCase;
  readonly #directory: string;
  readonly #quiet: Quiet;
  readonly #oracle: Oracle;
  readonly #draw: number;
  readonly #configs: readonly ConnectionConfig[];
  readonly #configsChanged = new Emitter<void>();
  readonly #credentialsChanged = new Emitter<string>();
  #credential: BoundCredential;
  #peek: Peek | undefined;
  /** Ids that are known to be stored. */
  #known: ReadonlySet<string> = new Set();
  readonly #breaches: string[] = [];
  readonly #lines: string[] = [];

  private constructor(options: WorldOptions, clock: ManualClock, vendor: FaultyVendor) {
    const { directory, quiet, draw, vendorCase } = options;
    this.#directory = directory;
    this.#quiet = quiet;
    this.#draw = draw;
    this.#case = vendorCase;
    this.clock = clock;
    this.vendor = vendor;
    this.pace = new Pace(clock, draw);
    this.#oracle = new Oracle(vendor, this.pace, vendorCase);
    this.#configs = [{ id: CONNECTION, name: 'A', ...vendorCase.config, endpoint: vendor.origin }];
    this.#credential = { origin: vendor.origin, secret: vendor.key };
  }

  static async make(options: WorldOptions): Promise<World> {
    let world: World | undefined;
    const clock = new ManualClock(undefined, async () => await (world ? world.#settled() : options.quiet.settled()));
    world = new World(options, clock, await options.vendor(clock));
    return world;
  }

  /** All that was ever logged. */
  get lines(): readonly string[] {
    return [...this.#lines, ...this.windows.flatMap(({ log }) => log.lines)];
  }

  async open(): Promise<void> {
    if (this.windows.length === 2) return;
    this.starts++;
    const window = await openWindow({
      directory: this.#directory,
      clock: this.clock,
      quiet: this.#quiet,
      deps: {
        configs: { list: () => this.#configs, onDidChange: this.#configsChanged.event },
        credentials: { get: async () => this.#credential, onDidChange: this.#credentialsChanged.event },
        fetch: this.vendor.fetch,
        random: () => this.#draw,
      },
      vendor: this.pace.watched(this.#case.vendor, () => this.vendor.connectionBegins()),
      streams: this.#case.streams,
      onCommitted: (request, result) => this.#committed(request, result),
    });
    this.windows.push(window);
    if (!this.#peek) {
      this.#peek = new Peek(this.#directory, this.#case.streams);
      this.#learn();
    }
    await this.#during(window, window.start());
  }

  /** Waits for `work` of a window, which may die over it. */
  async #during(window: Window, work: Promise<unknown>): Promise<void> {
    let over = false;
    work.then(
      () => (over = true),
      () => (over = true),
    );
    for (let turns = 0; !over && !window.dead; turns++) {
      if (turns > 1_000) throw new Error('A window does not come to an end with what it was asked for.');
      await this.#settled();
    }
    if (!window.dead) await work;
  }

  async connect(index: number): Promise<void> {
    const window = this.windows[index];
    if (!window) return;
    this.starts += this.windows.length;
    await this.#during(window, window.connections.connect(CONNECTION));
  }

  /** As long as a first run takes when nothing goes wrong. */
  async firstRun(): Promise<void> {
    await this.clock.advance(this.#case.firstRun);
    await this.check();
  }

  async disconnect(index: number): Promise<void> {
    const window = this.windows[index];
    if (window) await this.#during(window, window.connections.disconnect(CONNECTION));
  }

  async close(index: number): Promise<void> {
    const window = this.windows[index];
    if (!window) return;
    this.starts++; // Another window takes over.
    await this.#during(window, window.close());
    if (!window.dead) this.#drop(window);
    await this.check();
  }

  hang(index: number, now: boolean): void {
    // Windows that do not answer hand the lease to and fro.
    this.starts = Number.POSITIVE_INFINITY;
    this.windows[index]?.hang(now);
  }

  async clear(): Promise<void> {
    const [window] = this.windows;
    if (!window || !this.#peek) return;
    this.#oracle.beforeClear(this.#peek.read());
    await this.#during(window, window.store.clear({ connections: [CONNECTION] }));
  }

  async retain(events: number): Promise<void> {
    const [window] = this.windows;
    const retention = { maxEvents: events, maxBytes: 2 ** 31, maxAge: 10_000 * 86_400_000 };
    if (window) await this.#during(window, window.store.setRetention(retention));
  }

  /** The disk fails for one event to come. */
  breakDisk(ahead: number): void {
    this.#peek?.breakFor(this.vendor.entries.length + ahead);
  }

  mendDisk(): void {
    this.#peek?.mend();
  }

  /** Refused, and not to be tried again. */
  get needsPerson(): boolean {
    const state = this.#holder?.connections.get(CONNECTION)?.state;
    return state?.kind === 'refused' && state.probe === undefined;
  }

  /** Ends what is left after a failure. */
  async dispose(): Promise<void> {
    for (const window of this.windows.splice(0)) await window.crash();
    this.#peek?.close();
    this.#peek = undefined;
    await this.vendor.dispose();
  }

  enterCredential(): void {
    this.starts++;
    this.#credential = { origin: this.vendor.origin, secret: this.vendor.key };
    this.#credentialsChanged.fire(CONNECTION);
  }

  /** Everything runs that can; dead windows are carried away. */
  async settle(): Promise<void> {
    await this.clock.advance(0);
    await this.check();
  }

  async #settled(): Promise<void> {
    let several = this.windows.length > 1;
    for (let told = -1; ; ) {
      await this.#quiet.settled();
      for (const window of [...this.windows]) {
        if (!window.dead) continue;
        this.starts++;
        await window.crash();
        this.#drop(window);
      }
      several ||= this.windows.length > 1;
      if (!several || !this.#peek) return;
      // What each window's reader would notice with its next look at what the others did.
      const mark = this.#peek.mark();
      const sum = mark.seq + mark.removed + mark.shared;
      if (sum === told) return;
      told = sum;
      for (const { store } of this.windows) store.observe(mark);
    }
  }

  #drop(window: Window): void {
    this.#lines.push(...window.log.lines);
    this.windows.splice(this.windows.indexOf(window), 1);
    this.#learn();
    if (this.windows.length > 0) return;
    this.#breaches.push(...this.#contents());
    this.#peek?.close();
    this.#peek = undefined;
  }

  /** Whether the connection is live and everything that the vendor has is accounted for. */
  get complete(): boolean {
    const contents = this.#peek?.read();
    if (!contents || !this.#oracle.begun) return false;
    return (
      this.#holder?.connections.get(CONNECTION)?.state.kind === 'live' && this.#oracle.missing(contents).length === 0
    );
  }

  describe(): string {
    const contents = this.#peek?.read();
    const states = this.windows.map(({ connections }) => JSON.stringify(connections.get(CONNECTION)?.state));
    return `${states.join(' | ')}; missing ${contents ? this.#oracle.missing(contents) : 'all'}; cursors ${contents?.streams.map(({ cursor }) => cursor)}`;
  }

  /** Throws when something that must always hold does not. */
  async check(): Promise<void> {
    const breaches = [...this.#breaches, ...this.#contents(), ...this.vendor.breaches, ...this.pace.breaches];
    // A large frame in many pieces takes more turns than everything else; what was read of it is told by then.
    for (let turns = 0; turns < 100 && this.#status().length > 0; turns++) await this.#quiet.settled();
    breaches.push(...this.#status());
    if (this.pace.opens > this.starts)
      breaches.push(`${this.pace.opens} connections were begun, with reason for ${this.starts}.`);
    // Streams that share a credential are refused together.
    if (this.pace.refusals > this.vendor.refusals * this.#case.streams.length)
      breaches.push('A credential was refused that the vendor accepts.');
    if (breaches.length > 0) throw new Error(breaches.join('\n'));
  }

  get #holder(): Window | undefined {
    return this.windows.find(({ connections }) => {
      const kind = connections.get(CONNECTION)?.state.kind;
      return kind !== 'following' && kind !== 'disconnected' && kind !== undefined;
    });
  }

  #contents(): string[] {
    const contents = this.#peek?.read();
    return contents ? [...this.#oracle.breaches(contents)] : [];
  }

  /** Status says what evidence says. */
  #status(): string[] {
    const holder = this.#holder;
    const view = holder?.connections.get(CONNECTION);
    if (!holder || view?.state.kind !== 'live') return [];
    const found: string[] = [];
    const silent = this.clock.now() - this.vendor.heard;
    if (!(silent <= this.#case.patience + this.vendor.lag)) found.push(`Live, but nothing came for ${silent} ms.`);
    const { stored, duplicates } = view.evidence;
    const { told } = holder;
    if (stored !== told.stored || duplicates !== told.duplicates) {
      found.push(`${stored} stored and ${duplicates} duplicates are told, not ${JSON.stringify(told)}.`);
    }
    return found;
  }

  /** A crash may have kept the answer to what was stored. */
  #learn(): void {
    const contents = this.#peek?.read();
    if (contents) this.#known = contents.events.union(contents.forgotten);
  }

  #committed(request: CommitRequest, result: CommitResult): void {
    const fresh = new Set(request.events.map(({ id }) => id)).difference(this.#known);
    this.#known = this.#known.union(fresh);
    const sum = result.stored + result.duplicates;
    // Of two windows that read at once, the answers may come in another order than the commits.
    if (sum !== request.events.length || (this.windows.length === 1 && result.stored !== fresh.size)) {
      this.#breaches.push(
        `A commit of ${request.events.length} events, ${fresh.size} of them new, tells of ${result.stored} new and ${result.duplicates} known.`,
      );
    }
  }
}
