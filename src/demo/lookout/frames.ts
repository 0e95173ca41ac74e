import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';

/** As on the wire of the vendor: no space after the colons. */
export const HEARTBEAT = 'event:heartbeat\ndata:{}\n\n';

export interface FramedEvent {
  readonly id: string;
  readonly json: string;
}

export function eventsFrame(events: readonly FramedEvent[]): string {
  // A line end inside would end the field; JSON allows them between tokens only, where several data lines mean the same.
  const data = `{"events":[${events.map(({ json }) => json).join(',')}]}`.replaceAll(/\r\n|\r|\n/g, '\ndata:');
  const id = events.at(-1)?.id ?? '';
  return `id:${id.replaceAll(/[\r\n\0]/g, '')}\nevent:events\ndata:${data}\n\n`;
}

/** Cuts a lazy sequence into frames of at most `size` events. */
export function* framesOf(events: Iterable<FramedEvent>, size: number): Generator<string, void, undefined> {
  let frame: FramedEvent[] = [];
  for (const event of events) {
    frame.push(event);
    if (frame.length < size) continue;
    yield eventsFrame(frame);
    frame = [];
  }
  if (frame.length > 0) yield eventsFrame(frame);
}

/**
 * Writes as fast as the reader takes it and not faster: the next frame is not even made before the last one has left. Gives way to other
 * work after each, since the simulator may share its thread with an extension host. Ends early when the reader goes away or `signal` aborts.
 */
export async function writeFrames(
  out: Writable,
  frames: Iterable<string | Uint8Array>,
  signal: AbortSignal,
): Promise<void> {
  for (const frame of frames) {
    if (!out.write(frame)) await drained(out, signal);
    await setImmediate();
    if (signal.aborted || out.destroyed) return;
  }
}

async function drained(out: Writable, signal: AbortSignal): Promise<void> {
  const left = new AbortController();
  const both = AbortSignal.any([left.signal, signal]);
  const gone = () => left.abort();
  out.once('close', gone);
  try {
    if (!out.destroyed) await once(out, 'drain', { signal: both });
  } catch (error) {
    if (!both.aborted) throw error;
  } finally {
    out.off('close', gone);
  }
}
