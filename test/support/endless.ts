import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Writes this again and again for as long as the other side reads. `bytes`: how much it took, what waits in buffers included. */
export function endless(to: ServerResponse | Socket, text: string): { readonly bytes: number } {
  const block = Buffer.from(text);
  const sent = { bytes: 0 };
  const more = () => {
    if (to.destroyed) return;
    sent.bytes += block.length;
    // In turns, so that the other side gets the thread too.
    if (to.write(block)) setImmediate(more);
    else to.once('drain', more);
  };
  to.on('error', () => undefined); // It was cut off: that is what is expected.
  more();
  return sent;
}
