import type { ViewMessage } from '../protocol.ts';
import type { Translate } from './strings.ts';
import type { Times } from './times.ts';

/** What every part of the view needs. */
export interface ViewContext {
  readonly t: Translate;
  readonly times: Times;
  readonly post: (message: ViewMessage) => void;
  /** Copies through the host and says so. */
  readonly copy: (text: string) => void;
}
