import type { Form } from '../export/form.ts';
import type { DirectoryEntry, EventRow, Gap, Quarantined, SecurityEvent } from '../model/event.ts';
import type { Expression } from '../model/expression.ts';
import type { Filter } from '../model/filter.ts';
import type {
  CommitRequest,
  CommitResult,
  EventDocument,
  Retention,
  StoredCursor,
  StoredGap,
  StoredQuarantine,
  Tally,
} from './contract.ts';
import type { EncodedPage, Facet, FacetName, Histogram, Page, ViewState } from './search/contract.ts';

/** What every worker is started with. */
export interface WorkerSettings {
  readonly role: 'writer' | 'reader' | 'checkpointer' | 'search' | 'indexer';
  readonly directory: string;
  readonly retention: Retention;
  /** Tests only: the largest size of the database, in pages of 4 KiB. */
  readonly maxPages?: number;
  /** Tests only: how long the writer waits for a lock, ms. */
  readonly busyTimeout?: number;
}

/** Where the store stands. The counters only grow; a view compares two marks to learn what happened in between. */
export interface Mark {
  /** Highest `seq` ever stored. */
  readonly seq: number;
  /** Counts the transactions that removed events. */
  readonly removed: number;
  /** Counts the transactions that changed wants or published states. */
  readonly shared: number;
}

/** A commit request as it crosses to the worker: arrays of texts and numbers are cloned in half the time that objects take. */
export interface WireCommit {
  readonly connection: string;
  readonly stream: string;
  readonly cursor: string | null;
  readonly run: number | null;
  readonly receivedTime: number;
  /** `TEXTS` for each event, in the order of `flatten`. */
  readonly texts: readonly (string | null)[];
  /** `NUMBERS` for each event: time, severity, how many objects it told of. */
  readonly numbers: readonly number[];
  /** `LEARNED` for each of these objects: kind, id, name, e-mail. */
  readonly learned: readonly (string | null)[];
  readonly quarantined: readonly Quarantined[];
  readonly gaps: readonly Gap[];
}

export const TEXTS = 18;
export const NUMBERS = 3;
export const LEARNED = 4;

/** Flattens a request. This runs on the extension host's main thread: it copies references and little else. */
export function flatten(request: CommitRequest): WireCommit {
  const texts: (string | null)[] = [];
  const numbers: number[] = [];
  const learned: (string | null)[] = [];
  for (const event of request.events) {
    const { actor, target, subject, changes } = event;
    texts.push(
      event.id,
      event.type,
      event.activity,
      event.status ?? null,
      event.vendorSeverity ?? null,
      actor?.kind ?? null,
      actor?.id ?? null,
      actor?.name ?? null,
      target?.kind ?? null,
      target?.id ?? null,
      target?.name ?? null,
      subject?.kind ?? null,
      subject?.id ?? null,
      subject?.name ?? null,
      event.summary,
      event.link ?? null,
      changes.length === 0 ? null : JSON.stringify(changes),
      event.raw,
    );
    numbers.push(event.time, event.severity, event.learned?.length ?? 0);
    for (const { kind, id, name, email } of event.learned ?? []) learned.push(kind, id, name ?? null, email ?? null);
  }
  return {
    connection: request.connection,
    stream: request.stream,
    cursor: request.cursor ?? null,
    run: request.run ?? null,
    receivedTime: request.receivedTime,
    texts,
    numbers,
    learned,
    quarantined: request.quarantined ?? [],
    gaps: request.gaps ?? [],
  };
}

/** Result of a write, and where the store stands after it. */
export interface Written<T> {
  readonly value: T;
  readonly mark: Mark;
}

export interface Opened {
  readonly mark: Mark;
  /** How often it was opened again. What was read from a position of an earlier generation is rejected. */
  readonly generation: number;
  readonly recovered?: string;
}

/** The writer's functions. `now`: the host's time, ms since the epoch; the workers have no clock of their own. */
export interface WriterApi {
  open(now: number): Promise<Opened>;
  /** Lets go of a damaged database, but not of the lease, and opens it again, or what replaces it. */
  reopen(now: number): Promise<Opened>;
  /** `generation`: see {@link Opened}. */
  commit(request: WireCommit, now: number, generation: number): Promise<Written<CommitResult>>;
  clear(filter: Filter, now: number): Promise<Written<number>>;
  forget(connection: string): Promise<Written<void>>;
  setRetention(retention: Retention, now: number): Promise<void>;
  /** Looks for work that time brings: age limits. */
  maintain(now: number): Promise<void>;
  setWanted(connection: string, wanted: boolean): Promise<Written<void>>;
  publish(states: ReadonlyMap<string, string>, now: number): Promise<Written<void>>;
  /** The checkpoint that {@link HostApi.logGrew} asked for is done. */
  checkpointed(): Promise<void>;
  tryLease(): Promise<boolean>;
  releaseLease(): Promise<void>;
  close(): Promise<void>;
}

/** The reader's functions. */
export interface ReaderApi {
  open(): Promise<void>;
  cursor(connection: string, stream: string): Promise<StoredCursor | undefined>;
  newestTime(connection: string, stream: string): Promise<number | undefined>;
  tallies(): Promise<readonly Tally[]>;
  oldest(): Promise<number | undefined>;
  rows(filter: Filter, limit: number, upTo: number | undefined): Promise<readonly EventRow[]>;
  event(connection: string, id: string): Promise<SecurityEvent | undefined>;
  document(connection: string, id: string): Promise<EventDocument | undefined>;
  related(connection: string, id: string, by: 'subject' | 'target', limit: number): Promise<readonly EventRow[]>;
  previous(connection: string, id: string): Promise<SecurityEvent | undefined>;
  directory(connection: string, kind: string, id: string): Promise<DirectoryEntry | undefined>;
  quarantine(connection: string, limit: number): Promise<readonly StoredQuarantine[]>;
  gaps(connection: string): Promise<readonly StoredGap[]>;
  wanted(): Promise<ReadonlyMap<string, number>>;
  published(): Promise<ReadonlyMap<string, { readonly state: string; readonly time: number }>>;
  close(): Promise<void>;
}

/** The checkpointer's functions. */
export interface CheckpointerApi {
  /** Copies what is in the write-ahead log into the database. */
  checkpoint(): Promise<void>;
  close(): Promise<void>;
}

/** What the workers tell the host without being asked. */
export interface HostApi {
  changed(mark: Mark): void;
  /** SQLite met damage: see `Repair`. */
  damaged(): void;
  /** The write-ahead log wants a checkpoint, and {@link WriterApi.checkpointed} behind it. */
  logGrew(): void;
  /** A view of the search has something new to tell. */
  viewChanged(view: ViewNumber, state: ViewState): void;
  log(level: 'debug' | 'info' | 'warn' | 'error', message: string): void;
}

/** A view of a search, as the host numbers it. */
export type ViewNumber = number;

/** The searching worker's functions. A view is known by its number from `openView` to `closeView`. */
export interface SearchApi {
  open(): Promise<void>;
  openView(view: ViewNumber, expression: Expression): Promise<ViewState>;
  closeView(view: ViewNumber): Promise<void>;
  refresh(view: ViewNumber): Promise<ViewState>;
  rows(view: ViewNumber, from: number, count: number): Promise<Page<EventRow>>;
  encoded(view: ViewNumber, from: number, count: number, form: Form): Promise<EncodedPage>;
  rankOfTime(view: ViewNumber, time: number): Promise<number>;
  rankOf(view: ViewNumber, connection: string, id: string): Promise<number | undefined>;
  facets(view: ViewNumber, names: readonly FacetName[], limit: number): Promise<readonly Facet[]>;
  histogram(
    view: ViewNumber,
    buckets: number,
    range: { readonly from: number; readonly to: number } | undefined,
  ): Promise<Histogram>;
  tallies(view: ViewNumber): Promise<readonly Tally[]>;
  rowsOfLeaf(
    view: ViewNumber,
    leaf: Pick<Tally, 'connection' | 'type' | 'severity'>,
    limit: number,
  ): Promise<readonly EventRow[]>;
  close(): Promise<void>;
}

/** The indexing worker's functions. It works by itself for as long as it is open. */
export interface IndexerApi {
  open(): Promise<void>;
  close(): Promise<void>;
}
