const NAME = Buffer.from('retry:');
const LF = 10;
const CR = 13;
/** Longest `retry:` line looked at, bytes. */
const MAX_LINE = 32;

/**
 * Notes the last `retry:` field of an SSE stream. `eventsource` obeys that field but does not tell it, and its own reconnecting is not used. Searching bytes
 * is cheap; inside JSON the text cannot start a line, since JSON escapes line ends.
 */
export class RetrySniffer {
  /** The server's reconnection time, ms. */
  retry: number | undefined;
  #tail = Buffer.alloc(0);
  #atStart = true;

  feed(chunk: Uint8Array): void {
    const bytes =
      this.#tail.length > 0
        ? Buffer.concat([this.#tail, chunk])
        : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    for (let at = bytes.indexOf(NAME); at >= 0; at = bytes.indexOf(NAME, at + 1)) {
      const before = at === 0 ? (this.#atStart ? LF : 0) : bytes[at - 1];
      if (before !== LF && before !== CR) continue;
      const line = /^retry: ?(\d{1,10})[\r\n]/.exec(bytes.toString('latin1', at, at + MAX_LINE));
      if (line) this.retry = Number(line[1]);
    }
    // Whatever could be the beginning of such a line is looked at again with the next chunk; the byte before it tells whether it starts one.
    const keep = Math.max(0, bytes.length - MAX_LINE);
    this.#atStart = keep === 0 ? this.#atStart : false;
    this.#tail = Buffer.from(bytes.subarray(keep));
  }
}
