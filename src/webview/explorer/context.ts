import type { ViewMessage } from '../explorerProtocol.ts';
import type { Translate } from './strings.ts';
import type { Times } from './times.ts';

/** What every part of the explorer needs. */
export interface ExplorerContext {
  readonly t: Translate;
  /** For sentences that the filter language brings. */
  readonly sentence: (template: string, ...args: readonly (string | number)[]) => string;
  readonly times: Times;
  /** Words for severities, by number. */
  readonly severities: readonly string[];
  readonly post: (message: ViewMessage) => void;
  readonly connectionName: (id: string) => string;
}
