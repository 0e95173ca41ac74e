import { BoxHistory } from '../../src/demo/box/history.ts';
import { LookoutHistory } from '../../src/demo/lookout/history.ts';
import { decodeEvent as decodeBox } from '../../src/feeds/box/decode.ts';
import { decodeEvent as decodeLookout } from '../../src/feeds/lookout/decode.ts';
import type { DecodedEvent } from '../../src/model/event.ts';
import type { CommitRequest, EventStore } from '../../src/store/contract.ts';

const REQUEST = 100;
/** Requests under way at a time: what a connection does that reads on while the last batches are being committed. */
const IN_FLIGHT = 8;
/** Requests that are made up at a time. */
const READY = 500;
const DAY = 86_400_000;

/** Requests of a Lookout fleet and a Box company in turn, as their streams bring them: each with `count / 2` events over `days` before `until`. */
export function* manyEvents(
  seed: number,
  count: number,
  until: number,
  days = 25,
): Generator<CommitRequest, void, undefined> {
  const from = until - days * DAY;
  const rate = (1.4 * count) / 2 / (days * 86_400);
  const sources: Record<string, Generator<DecodedEvent, void, undefined>> = {
    lookout: lookout(seed, rate, from, until),
    box: box(seed, rate, from, until),
  };
  for (let stored = 0, round = 0; stored < count; round++) {
    for (const [connection, source] of Object.entries(sources)) {
      const events: DecodedEvent[] = [];
      while (events.length < REQUEST) {
        const { value } = source.next();
        if (!value) throw new Error(`${connection} has no more events.`);
        events.push(value);
      }
      stored += events.length;
      yield { connection, stream: 'events', events, cursor: `${round}`, receivedTime: events.at(-1)?.time ?? until };
    }
  }
}

/** Resolves when all are committed, with how many there were. */
export async function commitAll(store: EventStore, requests: Iterator<CommitRequest>): Promise<number> {
  let stored = 0;
  const lane = async () => {
    for (let { value } = requests.next(); value; { value } = requests.next()) {
      const result = await store.commit(value);
      stored += result.stored;
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
  return stored;
}

/** As {@link commitAll}, but events are made up some thousand at a time, between which the store waits. Resolves with what storing them took, ms. */
export async function fill(store: EventStore, requests: Iterator<CommitRequest>): Promise<number> {
  let ms = 0;
  for (let ready = some(requests); ready.length > 0; ready = some(requests)) {
    const start = performance.now();
    await commitAll(store, ready[Symbol.iterator]());
    ms += performance.now() - start;
  }
  return ms;
}

function some(requests: Iterator<CommitRequest>): CommitRequest[] {
  const ready: CommitRequest[] = [];
  while (ready.length < READY) {
    const { value } = requests.next();
    if (!value) break;
    ready.push(value);
  }
  return ready;
}

function* lookout(seed: number, rate: number, from: number, until: number): Generator<DecodedEvent, void, undefined> {
  const history = new LookoutHistory({ seed, rate });
  for (const { json, time } of history.eventsBetween(from, until)) yield decodeLookout(json, time);
}

function* box(seed: number, rate: number, from: number, until: number): Generator<DecodedEvent, void, undefined> {
  const history = new BoxHistory({ seed, rate });
  for (const event of history.eventsBetween(from, until)) yield decodeBox(event.text(), event.time);
}
