import type { ConnectionConfig } from '../../src/model/connection.ts';

/** A vendor's simulator, and all that it ever made available, in its order. */
export interface VendorServer {
  readonly config: ConnectionConfig;
  /** Its one stream, as the store names it. */
  readonly stream: string;
  readonly credential: string;
  /** Ids in the order of the stream. */
  readonly ids: readonly string[];
  /** How many of those lie before a stored cursor; `undefined` when that is none of the server. */
  covered(cursor: string): number | undefined;
  emit(count: number): void;
  /** From now on there is always something new. */
  busy(): void;
  quiet(): void;
  dispose(): Promise<void>;
}
