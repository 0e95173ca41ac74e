import { setImmediate } from 'node:timers/promises';
import { isTold, type Journal } from './journal.ts';
import type { Stream } from './options.ts';
import type { Entry } from './wire.ts';

export interface Page {
  readonly entries: readonly Entry[];
  /** Place after which the next page begins; the one asked for when nothing came. */
  readonly next: number;
  /** Another event is there already. */
  readonly more: boolean;
}

/** Events looked at before other work gets its turn: the simulator may share its thread with an extension host. */
const SLICE = 250;

/** The next events of a stream, at most `limit`. */
export async function readPage(
  journal: Journal,
  stream: Stream,
  after: number,
  limit: number,
  wanted: (entry: Entry) => boolean = () => true,
): Promise<Page> {
  const upTo = journal.head;
  const entries: Entry[] = [];
  let looked = after;
  for (let count = SLICE; count === SLICE; await setImmediate()) {
    count = 0;
    for (const entry of journal.events(looked, upTo)) {
      const fits = isTold(entry, stream) && wanted(entry);
      if (fits && entries.length === limit) return { entries, next: entries.at(-1)?.place ?? after, more: true };
      if (fits) entries.push(entry);
      looked = entry.place;
      if (++count === SLICE) break;
    }
  }
  return { entries, next: entries.at(-1)?.place ?? after, more: false };
}
