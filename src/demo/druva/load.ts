import { DruvaHistory } from './history.ts';
import type { Journal } from './journal.ts';
import { inSyncText } from './shapes.ts';
import { DEFAULT_SHAPE } from './tricks.ts';
import { inSyncId, isInSync } from './wire.ts';

export interface LoadOptions {
  /** How many inSync events to serve. */
  readonly events: number;
  /** The events lie in the days before this time, ms since the epoch; the simulator's start when missing. */
  readonly until?: number;
}

const SPAN = 5 * 24 * 3_600_000;

/** Puts in a backlog of ordinary inSync events, rendered now: a benchmark measures its client and not the generator. */
export function fillWithLoad(journal: Journal, seed: number, { events, until = journal.started }: LoadOptions): void {
  // More than needed, for other products and for chance.
  const history = new DruvaHistory({ seed, rate: Math.max(0.06, (1.5 * events * 1000) / SPAN) });
  let count = 0;
  let place = 0;
  for (const { time, body } of history.eventsBetween(until - SPAN, until)) {
    if (count === events) return;
    if (!isInSync(body)) continue;
    place = Math.max(time, place + 1);
    const entry = { place, time, body, id: inSyncId({ place }, false) };
    journal.addPast({ ...entry, exact: Buffer.from(inSyncText(entry, body, DEFAULT_SHAPE, history.company.tenant)) });
    count++;
  }
}
