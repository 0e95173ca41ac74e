const LF = 10;
const CR = 13;
/** Longest line whose text is looked at, bytes. */
const HEAD = 80;
/** A parser joins the lines of one message; so many take memory of their own beyond their bytes. */
const MAX_LINES = 1_000_000;

/** What is too large about a stream, if anything: an English sentence. */
export type TooLarge = string | undefined;

/**
 * Looks at the lines of an SSE stream beside the parser. Notes what `eventsource` keeps to itself: the `retry:` field, and the name of a block without data,
 * which is not dispatched. And counts what grows before a block ends, whatever its lines are: comments and unknown fields too.
 * Lines and blocks are those of https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream.
 */
export class SseBlocks {
  /** The server's reconnection time, ms. */
  retry: number | undefined;
  readonly #maxBytes: number;
  /** Of the block under way. */
  #bytes = 0;
  #dataLines = 0;
  #event = '';
  /** Of the line under way: its beginning, and its length so far. */
  #head = '';
  #length = 0;
  #afterCr = false;
  #firstLine = true;
  #bare: string | undefined;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** The name of the last block that ended without data; told once. */
  takeBare(): string | undefined {
    const bare = this.#bare;
    this.#bare = undefined;
    return bare;
  }

  feed(chunk: Uint8Array): TooLarge {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let at = this.#afterCr && bytes[0] === LF ? 1 : 0;
    if (bytes.length > 0) this.#afterCr = false;
    let lf = bytes.indexOf(LF, at);
    let cr = bytes.indexOf(CR, at);
    while (lf >= 0 || cr >= 0) {
      const end = lf < 0 || (cr >= 0 && cr < lf) ? cr : lf;
      this.#grow(bytes, at, end);
      this.#lineEnds();
      at = end + 1;
      if (end === cr) {
        if (at === bytes.length) this.#afterCr = true;
        else if (lf === at) {
          at++;
          this.#bytes++;
        }
        cr = bytes.indexOf(CR, at);
      }
      if (lf >= 0 && lf < at) lf = bytes.indexOf(LF, at);
    }
    this.#grow(bytes, at, bytes.length);
    // Looked at once a chunk: by that much a message may be longer.
    if (this.#bytes > this.#maxBytes) return `A message is longer than ${Math.round(this.#maxBytes / 1_048_576)} MB.`;
    if (this.#dataLines > MAX_LINES) return 'A message has more than a million lines.';
    return undefined;
  }

  #grow(bytes: Buffer, from: number, to: number): void {
    if (this.#length < HEAD && to > from)
      this.#head += bytes.toString('latin1', from, Math.min(to, from + HEAD - this.#length));
    this.#length += to - from;
    this.#bytes += to - from;
  }

  #lineEnds(): void {
    // A byte order mark may stand before the first line.
    const line = this.#firstLine ? this.#head.replace(/^\u00ef\u00bb\u00bf/, '') : this.#head;
    const whole = this.#length <= HEAD;
    this.#bytes++;
    this.#firstLine = false;
    this.#head = '';
    this.#length = 0;
    if (line === '') {
      this.#blockEnds();
      return;
    }
    if (/^data(:|$)/.test(line)) this.#dataLines++;
    else if (line.startsWith('event:')) this.#event = whole ? line.slice(line[6] === ' ' ? 7 : 6) : '';
    else if (line === 'event') this.#event = '';
    else if (whole && /^retry: ?\d+$/.test(line)) this.retry = Number(line.slice(6));
  }

  #blockEnds(): void {
    if (this.#event !== '' && this.#dataLines === 0) this.#bare = this.#event;
    this.#event = '';
    this.#bytes = 0;
    this.#dataLines = 0;
  }
}
