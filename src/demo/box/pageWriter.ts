import type { PageRequest } from './pageRequest.ts';
import type { Placed } from './placed.ts';
import { encodePosition } from './position.ts';
import type { Tricks } from './tricks.ts';

export interface Page {
  readonly entries: readonly Placed[];
  /** Place after which the next page begins. */
  readonly next: number;
}

/** Writes the JSON of a page by hand: positions are beyond what numbers of JavaScript can hold. */
export class PageWriter {
  /** Every position written. */
  readonly given = new Set<string>();
  readonly #tricks: Tricks;
  #count = 0;

  constructor(tricks: Tricks) {
    this.#tricks = tricks;
  }

  write(request: PageRequest, page: Page): Uint8Array {
    const count = page.entries.length;
    const size = `"chunk_size":${this.#tricks.chunkSize ?? count}`;
    const position =
      count > 0 || request.position === 'now' ? this.#position(request, page) : this.#emptyPosition(request, page);
    const scalars = position === undefined ? size : `${size},"next_stream_position":${position}`;
    if (count === 0 && this.#tricks.omitEmptyEntries) return Buffer.from(`{${scalars}}`);
    const entries = page.entries.flatMap((event, index) => (index === 0 ? [event.bytes()] : [COMMA, event.bytes()]));
    // Both orders are Box's.
    const [head, tail] =
      request.stream === 'admin_logs_streaming' ? ['{"entries":[', `],${scalars}}`] : [`{${scalars},"entries":[`, ']}'];
    return Buffer.concat([Buffer.from(head), ...entries, Buffer.from(tail)]);
  }

  #position(request: PageRequest, { next, entries }: Page): string {
    const { numericPositions, stuckPosition } = this.#tricks;
    const stuck = stuckPosition && entries.length > 0 ? request.position : undefined;
    const digits = stuck ?? encodePosition(request.kind, next);
    this.given.add(digits);
    const choice = { vendor: request.stream !== 'admin_logs', mixed: this.#count++ % 2 === 0 };
    const numeric = typeof numericPositions === 'boolean' ? numericPositions : choice[numericPositions];
    return numeric ? digits : `"${digits}"`;
  }

  /** Undefined: none at all. */
  #emptyPosition(request: PageRequest, page: Page): string | undefined {
    const { emptyPosition } = this.#tricks;
    // Where a filter has passed over events, Box goes on behind them.
    const vendor = request.stream === 'admin_logs' && page.next === request.after ? 'zero' : 'same';
    switch (emptyPosition === 'vendor' ? vendor : emptyPosition) {
      case 'same':
        return this.#position(request, page);
      case 'zero':
        return this.#tricks.numericPositions === false ? '"0"' : '0';
      case 'null':
        return 'null';
      case 'missing':
        return undefined;
    }
  }
}

const COMMA = Buffer.from(',');
