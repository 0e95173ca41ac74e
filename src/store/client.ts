import type { BirpcReturn } from 'birpc';
import type { Clock } from '../base/clock.ts';
import { Emitter } from '../base/emitter.ts';
import type { DirectoryEntry, EventRow, SecurityEvent } from '../model/event.ts';
import type { Filter } from '../model/filter.ts';
import type {
  CommitRequest,
  CommitResult,
  EventDocument,
  EventStore,
  Retention,
  RowQuery,
  StoreChange,
  StoredCursor,
  StoredGap,
  StoredQuarantine,
  Tally,
} from './contract.ts';
import type { WorkerLink } from './link.ts';
import type { SearchClient } from './search/client.ts';
import { flatten, type HostApi, type Mark, type Opened, type ReaderApi, type WriterApi, type Written } from './wire.ts';

/** How often the age limit is looked at while nothing is stored, ms. */
const MAINTENANCE = 10 * 60_000;

/** The calls to one worker; tests have a worker's functions without the worker. */
export type Link<Api extends object> = Pick<WorkerLink<Api>, 'ask' | 'close'>;

/** The store as the extension host sees it: writes go to one worker, reads to the other. */
export class StoreClient implements EventStore {
  readonly #writer: Link<WriterApi>;
  readonly #reader: Link<ReaderApi>;
  readonly #helpers: readonly { close(): Promise<void> }[];
  readonly #clock: Clock;
  readonly #changes = new Emitter<StoreChange>();
  readonly onDidChange = this.#changes.event;
  readonly #recoveries = new Emitter<string>();
  readonly onDidRecover = this.#recoveries.event;
  readonly recovered?: string;
  readonly search: SearchClient;
  #mark: Mark;
  #generation = 0;
  /** The generation in which a stream's position was asked for: what is read from there belongs to it. */
  readonly #asked = new Map<string, number>();
  #stopMaintenance = () => {};
  #closed: Promise<void> | undefined;

  constructor(
    writer: Link<WriterApi>,
    reader: Link<ReaderApi>,
    search: SearchClient,
    clock: Clock,
    opened: Opened,
    helpers: readonly { close(): Promise<void> }[] = [],
  ) {
    this.#writer = writer;
    this.#reader = reader;
    this.search = search;
    this.#helpers = helpers;
    this.#clock = clock;
    this.#mark = opened.mark;
    if (opened.recovered !== undefined) this.recovered = opened.recovered;
    this.#maintainLater();
  }

  /** The database was opened again because it was damaged, and may be another one now. */
  reopened({ mark, generation, recovered }: Opened): void {
    this.#mark = mark;
    this.#generation = generation;
    this.#changes.fire({ seq: mark.seq, removed: true, shared: true });
    if (recovered !== undefined) this.#recoveries.fire(recovered);
  }

  /** Tells listeners what is new since the last mark, from whichever worker it comes first. */
  observe(mark: Mark): void {
    const last = this.#mark;
    const removed = mark.removed > last.removed;
    const shared = mark.shared > last.shared;
    if (mark.seq <= last.seq && !removed && !shared) return;
    this.#mark = {
      seq: Math.max(mark.seq, last.seq),
      removed: Math.max(mark.removed, last.removed),
      shared: Math.max(mark.shared, last.shared),
    };
    this.#changes.fire({ seq: this.#mark.seq, removed, shared });
  }

  commit(request: CommitRequest): Promise<CommitResult> {
    const generation = this.#asked.get(keyOf(request.connection, request.stream)) ?? 0;
    return this.#write((rpc) => rpc.commit(flatten(request), this.#clock.now(), generation));
  }

  clear(filter: Filter): Promise<number> {
    return this.#write((rpc) => rpc.clear(filter, this.#clock.now()));
  }

  forget(connection: string): Promise<void> {
    return this.#write((rpc) => rpc.forget(connection));
  }

  setRetention(retention: Retention): Promise<void> {
    return this.#writer.ask((rpc) => rpc.setRetention(retention, this.#clock.now()));
  }

  setWanted(connection: string, wanted: boolean): Promise<void> {
    return this.#write((rpc) => rpc.setWanted(connection, wanted));
  }

  publish(states: ReadonlyMap<string, string>): Promise<void> {
    return this.#write((rpc) => rpc.publish(states, this.#clock.now()));
  }

  tryLease(): Promise<boolean> {
    return this.#writer.ask((rpc) => rpc.tryLease());
  }

  releaseLease(): Promise<void> {
    return this.#writer.ask((rpc) => rpc.releaseLease());
  }

  cursor(connection: string, stream: string): Promise<StoredCursor | undefined> {
    if (this.#generation > 0) this.#asked.set(keyOf(connection, stream), this.#generation);
    return this.#reader.ask((rpc) => rpc.cursor(connection, stream));
  }

  newestTime(connection: string, stream: string): Promise<number | undefined> {
    return this.#reader.ask((rpc) => rpc.newestTime(connection, stream));
  }

  tallies(): Promise<readonly Tally[]> {
    return this.#reader.ask((rpc) => rpc.tallies());
  }

  oldest(): Promise<number | undefined> {
    return this.#reader.ask((rpc) => rpc.oldest());
  }

  rows(query: RowQuery): Promise<readonly EventRow[]> {
    return this.#reader.ask((rpc) => rpc.rows(query.filter ?? {}, query.limit, query.upTo));
  }

  event(connection: string, id: string): Promise<SecurityEvent | undefined> {
    return this.#reader.ask((rpc) => rpc.event(connection, id));
  }

  document(connection: string, id: string): Promise<EventDocument | undefined> {
    return this.#reader.ask((rpc) => rpc.document(connection, id));
  }

  related(connection: string, id: string, by: 'subject' | 'target', limit: number): Promise<readonly EventRow[]> {
    return this.#reader.ask((rpc) => rpc.related(connection, id, by, limit));
  }

  previous(connection: string, id: string): Promise<SecurityEvent | undefined> {
    return this.#reader.ask((rpc) => rpc.previous(connection, id));
  }

  directory(connection: string, kind: string, id: string): Promise<DirectoryEntry | undefined> {
    return this.#reader.ask((rpc) => rpc.directory(connection, kind, id));
  }

  quarantine(connection: string, limit: number): Promise<readonly StoredQuarantine[]> {
    return this.#reader.ask((rpc) => rpc.quarantine(connection, limit));
  }

  gaps(connection: string): Promise<readonly StoredGap[]> {
    return this.#reader.ask((rpc) => rpc.gaps(connection));
  }

  wanted(): Promise<ReadonlyMap<string, number>> {
    return this.#reader.ask((rpc) => rpc.wanted());
  }

  published(): Promise<ReadonlyMap<string, { readonly state: string; readonly time: number }>> {
    return this.#reader.ask((rpc) => rpc.published());
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    this.#stopMaintenance();
    try {
      // The writer last: who closes last folds the write-ahead log into the file, and a reader cannot.
      for (const helper of this.#helpers) await helper.close();
      await this.search.close();
      await this.#reader.ask((rpc) => rpc.close());
      await this.#writer.ask((rpc) => rpc.close());
    } finally {
      await Promise.all([this.#reader.close(), this.#writer.close()]);
      this.#changes.dispose();
      this.#recoveries.dispose();
    }
  }

  async #write<T>(question: (rpc: BirpcReturn<WriterApi, HostApi>) => Promise<Written<T>>): Promise<T> {
    const { value, mark } = await this.#writer.ask(question);
    this.observe(mark);
    return value;
  }

  #maintainLater(): void {
    this.#stopMaintenance = this.#clock.timer(MAINTENANCE, () => {
      this.#maintainLater();
      // A worker that is gone has said so to everyone who asked it something.
      this.#writer.ask((rpc) => rpc.maintain(this.#clock.now())).catch(() => {});
    });
  }
}

function keyOf(connection: string, stream: string): string {
  return `${connection}\0${stream}`;
}
