import type { ConnectionConfig } from '../../src/model/connection.ts';
import type { Retention } from '../../src/store/contract.ts';

/** What the runner and the window that it kills say to each other. */

/** What a window is started with: JSON in its first argument. */
export interface WindowSettings {
  readonly directory: string;
  /** Of the one connection that there is. */
  readonly config: ConnectionConfig;
  readonly credential: string;
  readonly retention: Retention;
}

export type Order = 'clear' | 'close';

export type Report =
  | { readonly kind: 'opening' }
  /** `recovered`: the store took its file for damaged, which a killed process must never lead to. */
  | { readonly kind: 'open'; readonly recovered?: string }
  /** The store acknowledged events up to `seq`. */
  | { readonly kind: 'change'; readonly seq: number; readonly removed: boolean }
  | { readonly kind: 'log'; readonly line: string };

/** The id of the one connection. */
export const CONNECTION = 'crash';
