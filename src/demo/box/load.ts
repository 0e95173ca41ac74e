import { wholeSecond } from './delivery.ts';
import { BoxHistory } from './history.ts';
import type { Journal } from './journal.ts';

export interface LoadOptions {
  /** How many events to serve. */
  readonly events: number;
  /** Share of them that the live stream tells twice; 0 when missing. */
  readonly copies?: number;
  /** The events lie in the days before this time, ms since the epoch; the simulator's start when missing. */
  readonly until?: number;
}

const SPAN = 5 * 24 * 3_600_000;

/** Puts a backlog of ordinary enterprise events into both admin streams, rendered now: a benchmark measures its client and not the generator. */
export function fillWithLoad(
  journal: Journal,
  seed: number,
  { events, copies = 0, until = journal.started }: LoadOptions,
): void {
  // More than needed, for chance.
  const history = new BoxHistory({ seed, rate: Math.max(0.4, (1.3 * events * 1000) / SPAN) });
  const every = copies > 0 ? Math.round(1 / copies) : Number.POSITIVE_INFINITY;
  let count = 0;
  let place = 0;
  for (const { id, type, time, text } of history.eventsBetween(until - SPAN, until)) {
    if (count === events) return;
    const rendered = Buffer.from(readable(text()));
    const created = wholeSecond(time);
    place = Math.max(time, place + 1);
    journal.addPast(
      { id, type, created, place, visible: place, bytes: () => rendered },
      count % every === 0 ? 4_000 : undefined,
    );
    count++;
  }
}

/** Box's own SDK, which benchmarks compare with, gives up a whole page for details that are a JSON text, and for ids that are numbers. */
function readable(json: string): string {
  const event = JSON.parse(json, textIds) as Record<string, unknown>;
  const details = event.additional_details;
  return JSON.stringify(
    typeof details === 'string' ? { ...event, additional_details: JSON.parse(details, textIds) } : event,
  );
}

function textIds(name: string, value: unknown): unknown {
  return name === 'id' && typeof value === 'number' ? String(value) : value;
}
