import type { ConnectionsDeps } from '../../src/connection/connections.ts';

/** One element of the vendor's stream, at its place. */
export interface Entry {
  /** Unlike any other entry's text, but for the same event sent again: what is looked for in the end. */
  readonly mark: string;
  /** Missing: the element does not decode. */
  readonly id?: string;
  /** By which a replay from a time begins, ms since the epoch. */
  readonly time: number;
  /** When the vendor made it available, ms since the epoch. */
  readonly emitted: number;
  /** Which streams have it; all when missing. */
  readonly streams?: readonly string[];
}

/** What a request meets instead of the right answer. */
export type Mishap =
  | { readonly kind: 'status'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  | { readonly kind: 'moved'; readonly status: number; readonly to: 'same' | 'circle' | 'other' }
  /** The network or the server is down. */
  | { readonly kind: 'refused' }
  /** The answer comes so many ms late. */
  | { readonly kind: 'late'; readonly ms: number }
  /** 200, and closed at once. */
  | { readonly kind: 'brief' }
  | { readonly kind: 'wrongType' };

/** Changes the text of a frame on its way, character for character. */
export type Damage = (frame: string) => string;

/** One open event stream on its way to the client. */
export interface Line {
  /** When bytes went out last, ms since the epoch. */
  readonly lastSent: number;
  /** Keeps the socket and says no more. */
  mute(): void;
  /** The client's end is not read from; what the server sends stays with it. */
  choke(): void;
  /** From now on no more than so many bytes a second. */
  trickle(bytes: number): void;
  /** Over, without a reset. */
  fin(): void;
  /** Cut in the middle: what was not read yet is lost. */
  reset(): void;
  /** Bytes as they are, between two frames. */
  send(text: string): void;
  /** The last frames again. */
  replay(frames: number): void;
  /** Nothing for so many ms, then all that was held back. */
  stall(ms: number): void;
}

/** The vendor and the way to it, with everything that can go wrong there. */
export interface FaultyVendor {
  readonly origin: string;
  readonly fetch: ConnectionsDeps['fetch'];
  /** The application key that works, unless it was revoked. */
  readonly key: string;
  /** Every credential ever used here: none may be seen anywhere else. */
  readonly secrets: ReadonlySet<string>;
  /** What the client did that it never may. */
  readonly breaches: readonly string[];
  /** How long bytes may be under way, on the controlled clock, ms. */
  readonly lag: number;
  /** How often the client had reason to believe that its credential is refused, if not more. */
  readonly refusals: number;
  /** All that was ever made available, in its order. */
  readonly entries: readonly Entry[];
  readonly lines: readonly Line[];
  /** When the vendor gave a sign of life that lets a client call its stream live, ms since the epoch. */
  readonly heard: number;

  /** A client is made anew: its first requests may bring nothing. */
  connectionBegins(): void;
  /** How many of a stream's entries lie before this cursor, whether the vendor still knows it or not; undefined when it never was one. */
  positionOf(cursor: string, stream: string): number | undefined;
  /** Makes events available, together in a frame or one by one. `skews`: ms by which their own time differs from now. */
  emit(skews: readonly number[], together: boolean): void;
  /** The same event again, at a new place. */
  repeat(back: number): void;
  malformed(): void;
  /** Says that the stream is over, and ends it. */
  goodbye(event: 'reconnect' | 'end', data: boolean, retry: number | undefined): void;

  meet(target: 'token' | 'events', mishap: Mishap, times: number): void;
  /** Meets the next frame. */
  damageNext(damage: Damage): void;
  /** The next answer is not HTTP. */
  garble(): void;
  /** The old key and its tokens do not work any more. */
  replaceKey(key: string): void;
  revokeKey(): void;
  expireTokens(): void;
  rejectCursors(): void;
  /** From now on a request that names event types is refused. */
  knowFewerTypes(): void;
  /** All is well from now on; what is muted stays so. */
  heal(): void;
  dispose(): Promise<void>;
}
