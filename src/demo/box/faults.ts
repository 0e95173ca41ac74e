import type { AnswerFault } from '../answer.ts';

export interface BoxFault extends AnswerFault {
  /** Only requests with this `stream_type`. */
  readonly stream?: string;
}
