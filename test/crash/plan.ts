import { Random } from '../../src/demo/random.ts';
import type { Retention } from '../../src/store/contract.ts';

/** What a window is doing when it is killed. */
export const MOMENTS = ['ingest', 'opening', 'checkpoint', 'cleaning', 'clear', 'closing'] as const;
export type Moment = (typeof MOMENTS)[number];

/** How long after the moment has come the kill may be, ms. */
const SPAN: Readonly<Record<Moment, number>> = {
  ingest: 300,
  opening: 150,
  checkpoint: 20,
  cleaning: 100,
  clear: 60,
  closing: 60,
};

export interface Kill {
  readonly moment: Moment;
  /** ms after the moment came. */
  readonly delay: number;
  /** Events that wait at the server when the window starts. */
  readonly backlog: number;
  readonly retention: Retention;
}

const DAY = 86_400_000;

/** The `index`th kill of a seed: every moment gets its turn, all else is random. */
export function kill(seed: number, index: number): Kill {
  const random = new Random(seed, 'kill', index);
  const moment = MOMENTS[index % MOMENTS.length] ?? 'ingest';
  // Cleaning has to begin soon; at other moments it may or may not run along.
  const maxEvents = moment === 'cleaning' ? 500 : 1_000 + random.integer(10_000);
  return {
    moment,
    delay: random.integer(SPAN[moment] * 10) / 10,
    backlog: 200 + random.integer(3_000),
    retention: { maxEvents, maxBytes: 2 ** 31, maxAge: 30 * DAY },
  };
}
