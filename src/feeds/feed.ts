import type { Clock } from '../base/clock.ts';
import type { Answers, ConnectionConfig, System } from '../model/connection.ts';
import type { Detail } from '../model/detail.ts';
import type { DecodedEvent, Gap, Quarantined } from '../model/event.ts';

/** Events and the cursor that covers them. */
export interface Batch {
  readonly events: readonly DecodedEvent[];
  readonly quarantined: readonly Quarantined[];
  /**
   * Opaque position after these events; missing when the vendor gave none with them, or when this is not the last part of a frame:
   * the stored cursor then stays as it was.
   */
  readonly cursor?: string;
  /** Events that came and are not passed on, because they lie before the time that is asked for: how many, and how far they go, ms since the epoch. */
  readonly skipped?: { readonly count: number; readonly time: number };
  /** Before these events some may be missing: why, in one English sentence. The time that this is about begins where all was read. */
  readonly gap?: string;
  /** Times whose events are known to be missing. Only a load of the history tells them: it knows the times itself. */
  readonly gaps?: readonly Gap[];
}

/** What a feed tells its connection while it reads. */
export type FeedSignal =
  /** The server accepted the request and the stream is open. */
  | { readonly kind: 'open' }
  /** Proof of life without events. `caughtUp`: the server says that it has nothing more to send for now. `next`: when it is asked again, ms since the epoch. */
  | { readonly kind: 'alive'; readonly heartbeat: boolean; readonly caughtUp: boolean; readonly next?: number }
  | { readonly kind: 'batch'; readonly batch: Batch }
  /** The stream is over for now. `delay`: ms that the server asked to wait before the next request. `slept`: the machine did, and the server may be gone. */
  | { readonly kind: 'end'; readonly why: 'reconnect' | 'end' | 'closed' | 'slept'; readonly delay?: number };

export type FeedErrorKind =
  /** The credential is wrong, expired or revoked: only a person can mend it. */
  | 'credential'
  /** Accepted credential, missing permission or a path that is not there (403, 404, 410, 204): may heal by itself, slowly. */
  | 'forbidden'
  /** 408, 425, 429, 5xx: try again, not before `delay`. */
  | 'busy'
  /** The cursor was rejected or is too old. */
  | 'cursor'
  /** DNS, TLS, refused, reset, silent. */
  | 'network'
  /** The answer is not what the protocol says. */
  | 'protocol';

/** The closed set of ways in which a feed fails. `message` is one English sentence for people, without vendor text or secrets. */
export class FeedError extends Error {
  override readonly name = 'FeedError';
  readonly kind: FeedErrorKind;
  /** ms that the server asked to wait, where it did. */
  readonly delay: number | undefined;
  /** The vendor's id of the failed request, for its support. */
  readonly requestId: string | undefined;

  constructor(
    kind: FeedErrorKind,
    message: string,
    details: { delay?: number | undefined; requestId?: string | undefined; cause?: unknown } = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.kind = kind;
    this.delay = details.delay;
    this.requestId = details.requestId;
  }
}

export interface ReadOptions {
  /** Where to go on; missing on a first run. */
  readonly cursor?: string;
  /** First run only: how far back to begin, ms since the epoch. */
  readonly since?: number;
  readonly signal: AbortSignal;
}

/**
 * One stream of one connection. A feed never sleeps to retry, never stores, never touches UI. Pulling gives back-pressure: the feed reads
 * no further from its socket than its consumer does. Reading ends with an `end` signal or throws a {@link FeedError}; after an abort it just ends.
 */
export interface Feed {
  read(options: ReadOptions): AsyncIterable<FeedSignal>;
}

/** Levels as in `vscode.LogOutputChannel`. No secret and no payload above trace. */
export interface Logger {
  trace(message: string): void;
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** What a renewal brought: the credential to keep instead of the one that it spent, and what that was spent for. */
export interface Renewed<T> {
  readonly credential: string;
  readonly value: T;
}

/**
 * Renews a credential that works once: `renew` gets the present one, alone among all who use this connection, and is not interrupted. What it brings is stored, and read
 * back, before this resolves. Throws a {@link FeedError} when the credential may not be spent here or cannot be stored, and the signal's reason when that aborts: the
 * renewal then ends by itself.
 */
export type RenewCredential = <T>(renew: (present: string) => Promise<Renewed<T>>, signal: AbortSignal) => Promise<T>;

/** What a vendor needs to open a feed. */
export interface FeedContext {
  readonly config: ConnectionConfig;
  /** Base URL, checked: https, or http to loopback; no credentials, query or fragment; no trailing slash. */
  readonly endpoint: string;
  /** As it was when this was made. */
  readonly credential: string;
  /** Missing where the credential stays as it is. */
  readonly renewCredential?: RenewCredential;
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  readonly log: Logger;
}

/** What a vendor needs to let a person sign in in the browser. */
export interface SignInRequest extends Pick<FeedContext, 'endpoint' | 'fetch' | 'clock' | 'log'> {
  readonly options: Answers;
  /** The parts of the credential that were entered before. */
  readonly entered: Answers;
  /** What the last page in the browser says, as plain text. */
  readonly closing: string;
  /** Shows a page in the browser. */
  readonly open: (url: string) => Promise<void>;
}

/** What the wizard asks about a connection beside its name and endpoint. Texts are English sentences; the UI translates them. */
export interface Question {
  readonly id: string;
  readonly prompt: string;
  /** What to choose from; a line of text when missing. The first one is offered first. */
  readonly choices?: readonly { readonly value: string; readonly label: string; readonly detail?: string }[];
  readonly placeholder?: string;
  /** A sentence when this text, which may be empty, cannot be the answer. */
  readonly problem?: (text: string) => string | undefined;
  /** Whether it is asked, given the answers before it; always when missing. */
  readonly asked?: (answers: Answers) => boolean;
  /** Another answer needs another credential. */
  readonly concernsCredential?: boolean;
}

/** One thing that makes a credential: a line of text that a person enters, a file that is read once, or what `Vendor.signIn` brings from the browser. */
export interface CredentialPart {
  readonly id: string;
  readonly kind: 'line' | 'file' | 'browser';
  /** What the vendor's console calls it, not translated: "application key". */
  readonly label: string;
}

/** A time whose events are asked for, both ends with it, ms since the epoch. */
export interface HistoryRange {
  readonly after: number;
  readonly before: number;
  /** Vendor event types; all when missing. */
  readonly types?: readonly string[];
}

/** One vendor: everything that the rest of the product needs to know of it. */
export interface Vendor {
  readonly system: System;
  /** The product's name, not translated. */
  readonly label: string;
  readonly defaultEndpoint: string;
  /** Its usual addresses, for people to choose from, the default one first; labels are English and translated by the UI. */
  readonly endpoints?: readonly { readonly url: string; readonly label: string }[];
  /** What else is asked about a connection; the answers are its `options`. */
  readonly questions: readonly Question[];
  /** What its credential is made of. One part is the credential; several are kept as a JSON object by their ids. */
  credentialParts(options: Answers): readonly [CredentialPart, ...CredentialPart[]];
  /** Lets a person sign in in the browser. Returns the parts of kind `browser` by their ids; throws a {@link FeedError}, or the signal's reason. */
  signIn?(request: SignInRequest, signal: AbortSignal): Promise<Answers>;
  /** Values for `ConnectionConfig.types`, for people to choose from; none where the vendor does not filter. */
  types(options: Answers): readonly { readonly value: string; readonly label: string }[];
  /** How far back a first run shows events, ms, where these options say it; otherwise the setting counts. `Infinity`: all that there is. */
  initialHistory?(options: Answers): number | undefined;
  /** How far back the vendor keeps events for a replay, ms. `Infinity` where that is not known: then no time alone tells of a hole. */
  readonly replayDepth: number;
  /** How much older than one before it an event may be, ms: so much is read anew after a position was lost. A minute when missing. */
  readonly disorder?: number;
  /** What to look at when a connection works and no event ever came: an English sentence. */
  readonly emptyHint?: string;
  /** What the vendor calls a stream of its own, not translated; needed where a connection has several. */
  streamLabel?(stream: string): string;
  /** Opens the vendor's streams for one connection; they share tokens. Key: the stream's name in the store. */
  open(context: FeedContext): ReadonlyMap<string, Feed>;
  /** What the vendor keeps of a past time, where it can be asked for that. */
  readonly history?: {
    /** How far back, ms; `undefined` when these options have no history. */
    depth(options: Answers): number | undefined;
    /**
     * A feed that ends (`end`) when all is read. Its cursors are its own, not those of the streams; the last one says that nothing is left, and reading on from it ends
     * at once.
     */
    open(context: FeedContext, range: HistoryRange): Feed;
  };
  /** Why a connection with these options has no history to load: an English sentence. */
  noHistory?(options: Answers): string;
  /** Proves endpoint and credential with the least traffic. Throws a {@link FeedError}. */
  test(context: FeedContext, signal: AbortSignal): Promise<void>;
  /**
   * The attributes of an event's subject as flat texts, for computed changes; `undefined` where the vendor sends the changes itself or the
   * event has no state. `raw` is the parsed JSON of one event.
   */
  stateOf(raw: unknown): ReadonlyMap<string, string> | undefined;
  /**
   * What the vendor packs into a text or a nested object of an event, as pairs for people to read beside the JSON; `undefined` where there is none. `raw` is the parsed
   * JSON of one event.
   */
  detailsOf?(raw: unknown): readonly Detail[] | undefined;
}
