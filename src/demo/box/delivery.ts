import type { Generate } from '../timeline.ts';
import type { BoxHistory, HistoryEvent } from './history.ts';
import type { Audience, Placed } from './placed.ts';

/** Most events take some seconds, a few so long that whoever reads the history close to its end misses them. */
const SOON = 12_000;
const LATE = 90_000;
const LATE_SHARE = 0.004;
/** A second copy comes at most this much later. */
export const COPY_WITHIN = 10_000;

/** Roughly in the order of processing, and at least once: so are both the live enterprise stream and those of people. */
export function asDelivered(history: BoxHistory, copies: number, personal: boolean): Generate<Placed> {
  return (from, to) => {
    const placed: Placed[] = [];
    const put = (event: Placed) => {
      if (event.place >= from && event.place < to) placed.push(event);
    };
    for (const event of history.eventsBetween(from - LATE - COPY_WITHIN, to)) {
      const told = personal ? personalForm(event) : enterpriseForm(event);
      if (told === undefined) continue;
      const place = event.time + delay(event.id);
      put({ ...told, place, visible: place });
      if (fraction(event.id, 24) >= copies) continue;
      const again = place + 1_000 + Math.floor(fraction(event.id, 28) * (COPY_WITHIN - 1_000));
      put({ ...told, place: again, visible: again });
    }
    return placed.sort((a, b) => a.place - b.place || (a.id < b.id ? -1 : 1));
  };
}

/** Chronological and once each, but only `lag` ms after they happened. */
export function asHistory(history: BoxHistory, lag: number): Generate<Placed> {
  return (from, to) =>
    Array.from(history.eventsBetween(from, to), (event) => ({
      ...enterpriseForm(event),
      place: event.time,
      visible: event.time + Math.max(lag, delay(event.id)),
    }));
}

type Form = Omit<Placed, 'place' | 'visible'>;

function enterpriseForm(event: HistoryEvent): Form {
  return { id: event.id, type: event.type, created: wholeSecond(event.time), bytes: () => Buffer.from(event.text()) };
}

function personalForm({ time, id, personal }: HistoryEvent): Form | undefined {
  if (personal === undefined) return undefined;
  const { department, concerns, synced } = personal;
  const audience: Audience = { department, people: concerns, synced };
  const recorded = time + delay(id);
  return {
    id: personal.id,
    type: personal.type,
    created: wholeSecond(time),
    audience,
    bytes: () => Buffer.from(personal.text(recorded)),
  };
}

/** What the events say about their time. */
export function wholeSecond(time: number): number {
  return Math.floor(time / 1000) * 1000;
}

function delay(id: string): number {
  const chance = fraction(id, 0);
  if (chance < LATE_SHARE) return SOON + Math.floor((chance / LATE_SHARE) * (LATE - SOON));
  return 200 + Math.floor(fraction(id, 4) ** 3 * (SOON - 200));
}

/** Four of the random digits of an id, as a number in [0, 1). */
function fraction(id: string, start: number): number {
  return Number.parseInt(id.replaceAll('-', '').slice(start, start + 4), 16) / 0x10000;
}
