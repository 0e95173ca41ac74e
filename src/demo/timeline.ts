import { remember } from './remember.ts';

/** Whatever has a place in one stream. */
export interface Place {
  /** Orders the stream and makes its positions, ms since the epoch. Unique: a page can end between any two. */
  readonly place: number;
}

/** All generated events with a place in [from, to), ordered. */
export type Generate<E> = (from: number, to: number) => E[];

/** Generated events and those that were put in, as one order of places. */
export class Timeline<E extends Place> {
  readonly #generate: Generate<E> | undefined;
  readonly #length: number;
  readonly #chunks = new Map<number, readonly E[]>();
  readonly #added: E[] = [];

  /** `length`: ms that are generated at a time. */
  constructor(generate: Generate<E> | undefined, length: number) {
    this.#generate = generate;
    this.#length = length;
  }

  add(event: E): void {
    this.#added.splice(this.#after(event.place), 0, event);
  }

  /** The first place that nothing has, from this one on. */
  free(place: number): number {
    let found = place;
    while (!this.between(found - 1, found).next().done) found++;
    return found;
  }

  /** The place of the first that was put in. */
  get firstAdded(): number | undefined {
    return this.#added[0]?.place;
  }

  /** Events with a place in (after, upTo]. Lazy; not to be held on to while events are put in. */
  *between(after: number, upTo: number): Generator<E, void, undefined> {
    let next = this.#after(after);
    const added = this.#added;
    if (this.#generate) {
      for (let chunk = Math.floor((after + 1) / this.#length); chunk * this.#length <= upTo; chunk++) {
        for (const event of this.#chunk(this.#generate, chunk)) {
          if (event.place <= after) continue;
          if (event.place > upTo) break;
          for (let own = added[next]; own && own.place <= event.place; own = added[++next]) yield own;
          yield event;
        }
      }
    }
    for (let own = added[next]; own && own.place <= upTo; own = added[++next]) yield own;
  }

  #chunk(generate: Generate<E>, chunk: number): readonly E[] {
    const from = chunk * this.#length;
    return remember(this.#chunks, chunk, () => apart(generate(from, from + this.#length), from + this.#length), 4);
  }

  /** Index of the first event put in with a higher place. */
  #after(place: number): number {
    let low = 0;
    let high = this.#added.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#added[middle]?.place ?? Number.POSITIVE_INFINITY) <= place) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Moves neighbours that share a place apart, within the stretch that ends before `to`. */
function apart<E extends Place>(events: readonly E[], to: number): readonly E[] {
  const places = events.map(({ place }) => place);
  for (let i = 1; i < places.length; i++) places[i] = Math.max(places[i] ?? 0, (places[i - 1] ?? 0) + 1);
  let limit = to;
  for (let i = places.length - 1; i >= 0 && (places[i] ?? 0) >= limit; i--) places[i] = --limit;
  return events.map((event, index) => ({ ...event, place: places[index] ?? event.place }));
}
