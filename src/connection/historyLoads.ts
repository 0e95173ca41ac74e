import { pause } from '../base/clock.ts';
import { type Feed, FeedError, type FeedSignal, type HistoryRange, type Vendor } from '../feeds/feed.ts';
import type { ConnectionConfig, System } from '../model/connection.ts';
import { Backoff } from '../net/backoff.ts';
import { LOADED, StoreError } from '../store/contract.ts';
import { CommitWindow } from './commitWindow.ts';
import type { ConnectionDeps } from './connection.ts';
import type { Reason } from './state.ts';

/** The store's name for what was loaded from the past, with the position of a load that is not finished. */
const STREAM = LOADED;
/** Its time range, as JSON; empty when none is unfinished. */
const RANGE = 'history:range';

type End = Extract<FeedSignal, { kind: 'end' }>;

export interface HistoryProgress {
  readonly loaded: number;
  /** Events that the store had already. */
  readonly known: number;
  /** How much of the range is read by time, 0 to 1; 1 only when all is stored. */
  readonly part: number;
  /** Why nothing comes at the moment. */
  readonly waiting?: Reason;
}

/**
 * Loads what a vendor keeps of a past time into the store, beside the live stream and independent of it: events that both have are stored once. A load that was cut off,
 * also by a restart, goes on where it was.
 */
export class HistoryLoads {
  readonly #deps: ConnectionDeps;
  readonly #vendors: ReadonlyMap<System, Vendor>;

  constructor(deps: ConnectionDeps, vendors: ReadonlyMap<System, Vendor>) {
    this.#deps = deps;
    this.#vendors = vendors;
  }

  /** How far back this connection's past can be loaded, ms; `undefined` when it cannot. */
  depth({ system, options }: ConnectionConfig): number | undefined {
    return this.#vendors.get(system)?.history?.depth(options ?? {});
  }

  /** The range of a load that was not finished. */
  async unfinished(connection: string): Promise<HistoryRange | undefined> {
    const stored = await this.#deps.store.cursor(connection, RANGE);
    return stored?.cursor ? parseRange(stored.cursor) : undefined;
  }

  async discard(connection: string): Promise<void> {
    await this.#note(connection, RANGE, '');
    await this.#note(connection, STREAM, '');
  }

  /**
   * Resolves when the whole range is stored, or when `signal` aborts: then it is unfinished. Waits out what may pass; throws a {@link FeedError} for what only a
   * person can mend.
   */
  async load(
    config: ConnectionConfig,
    range: HistoryRange,
    signal: AbortSignal,
    onProgress: (progress: HistoryProgress) => void,
  ): Promise<HistoryProgress> {
    const { fetch, clock, log, access: resolver } = this.#deps;
    const result = await resolver.resolve(config);
    if (result.kind === 'refused') throw new FeedError('forbidden', result.reason.message);
    const { access } = result;
    try {
      const { endpoint, credential, renewCredential } = access;
      const context = { config, endpoint, credential, renewCredential, fetch, clock, log };
      const feed = this.#vendors.get(config.system)?.history?.open(context, range);
      if (!feed) throw new FeedError('forbidden', 'This system has no history to load.');
      if (JSON.stringify(await this.unfinished(config.id)) !== JSON.stringify(range)) {
        await this.#note(config.id, STREAM, '');
        await this.#note(config.id, RANGE, JSON.stringify(range));
      }
      const told = new Told(onProgress);
      await this.#readToEnd(config.id, feed, range, signal, told);
      return told.progress;
    } finally {
      access.dispose();
    }
  }

  async #readToEnd(id: string, feed: Feed, range: HistoryRange, signal: AbortSignal, told: Told): Promise<void> {
    const { clock, log, random } = this.#deps;
    const backoff = new Backoff(random);
    while (!signal.aborted) {
      const began = clock.now();
      try {
        const end = await this.#read(id, feed, range, signal, told, backoff);
        if (end?.why === 'end') {
          await this.discard(id);
          told.tell({ part: 1 });
          return;
        }
        backoff.ended(clock.now() - began);
        await pause(clock, backoff.next(end?.delay), signal);
      } catch (error) {
        if (signal.aborted) return;
        if (!mayPass(error)) throw error;
        log.warn(`History: ${error.message}`);
        // Behind a position that is not accepted any more all is read again; what is stored stays, and is not stored twice.
        if (error instanceof FeedError && error.kind === 'cursor') await this.#note(id, STREAM, '');
        backoff.ended(clock.now() - began);
        const [kind, delay] = error instanceof FeedError ? [error.kind, error.delay] : (['store', undefined] as const);
        told.tell({ waiting: { kind, message: error.message } });
        await pause(clock, backoff.next(delay), signal);
      }
    }
  }

  /** One reading from where the last one got to. Tells how it ended: `end` when all is read. One that brings events makes the next failure the first. */
  async #read(
    id: string,
    feed: Feed,
    range: HistoryRange,
    signal: AbortSignal,
    told: Told,
    backoff: Backoff,
  ): Promise<End | undefined> {
    const { clock, store } = this.#deps;
    const commits = new CommitWindow(store, (_request, { stored, duplicates }) => told.add(stored, duplicates));
    let end: End | undefined;
    try {
      const from = await store.cursor(id, STREAM);
      for await (const said of feed.read({ ...(from?.cursor && { cursor: from.cursor }), signal })) {
        if (said.kind === 'end') end = said;
        if (said.kind !== 'batch') continue;
        await commits.add({ connection: id, stream: STREAM, receivedTime: clock.now(), ...said.batch });
        const newest = said.batch.events.at(-1)?.time;
        if (newest === undefined) continue;
        backoff.reset();
        told.reached(partOf(range, newest));
      }
    } catch (error) {
      await commits.settled().catch(() => undefined); // The failure that counts is already in hand.
      throw error;
    }
    await commits.settled();
    return end;
  }

  #note(connection: string, stream: string, cursor: string): Promise<unknown> {
    const receivedTime = this.#deps.clock.now();
    return this.#deps.store.commit({ connection, stream, events: [], cursor, receivedTime });
  }
}

/** Sums up, and tells. */
class Told {
  readonly #onProgress: (progress: HistoryProgress) => void;
  progress: HistoryProgress = { loaded: 0, known: 0, part: 0 };

  constructor(onProgress: (progress: HistoryProgress) => void) {
    this.#onProgress = onProgress;
  }

  tell(change: Partial<HistoryProgress>): void {
    const { waiting: _, ...rest } = this.progress;
    this.progress = { ...rest, ...change };
    this.#onProgress(this.progress);
  }

  add(loaded: number, known: number): void {
    this.tell({ loaded: this.progress.loaded + loaded, known: this.progress.known + known });
  }

  reached(part: number): void {
    this.tell({ part: Math.max(this.progress.part, part) });
  }
}

function mayPass(error: unknown): error is FeedError | StoreError {
  if (error instanceof StoreError) return true;
  return error instanceof FeedError && error.kind !== 'credential' && error.kind !== 'forbidden';
}

/** Less than 1: the end is what the vendor says. */
function partOf({ after, before }: HistoryRange, time: number): number {
  return before > after ? Math.min(0.99, Math.max(0, (time - after) / (before - after))) : 0;
}

function parseRange(json: string): HistoryRange | undefined {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value !== 'object' || value === null || !('after' in value) || !('before' in value)) return undefined;
    const { after, before } = value;
    if (typeof after !== 'number' || typeof before !== 'number') return undefined;
    const types =
      'types' in value && Array.isArray(value.types) ? value.types.filter((t) => typeof t === 'string') : [];
    return { after, before, ...(types.length > 0 && { types }) };
  } catch {
    return undefined; // Another version wrote it: nothing to go on with.
  }
}
