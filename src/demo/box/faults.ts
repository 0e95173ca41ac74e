import type { FaultTarget } from '../faults.ts';
import { type Answer, usualError } from './answers.ts';

/** What a test puts in place of the right answer, or does to it. */
export interface BoxFault extends FaultTarget {
  /** Only requests with this `stream_type`. */
  readonly stream?: string;
  /** Instead of the right answer; without `body` as Box would say it. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** No answer at all: never, or a reset connection. */
  readonly instead?: 'hang' | 'reset';
  /** The connection breaks after so many bytes of the body. */
  readonly cutAfter?: number;
}

/** Undefined: the right answer is wanted. */
export function answerOf({ status, headers = {}, body }: BoxFault): Answer | undefined {
  if (status === undefined) return undefined;
  return body === undefined ? usualError(status, headers) : { status, headers, body };
}
