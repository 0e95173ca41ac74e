import type { Clock } from '../../../../src/base/clock.ts';
import type { Damage, Line } from '../../faultyVendor.ts';
import { Valve } from '../../valve.ts';
import type { Quiet } from '../../world/quiet.ts';
import type { Journal } from '../journal.ts';
import { writeCursor } from './elements.ts';

const HEARTBEAT = 5_000;
const FRAME_NAMES = ['events', 'event', ''];

/** How a vendor's bytes reach the client: cut into chunks of so many bytes, in turn. */
export type Cuts = readonly number[];

/** One open event stream, seen from the vendor's side. */
export class ModelLine implements Line {
  readonly body: ReadableStream<Uint8Array>;
  readonly #journal: Journal;
  readonly #epoch: () => number;
  readonly #clock: Clock;
  readonly #quiet: Quiet;
  readonly #since: number;
  readonly #cuts: Cuts;
  readonly #frameSize: number;
  readonly #valve: Valve;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  #position: number;
  #cut = 0;
  #open = true;
  #mute = false;
  #cancelHeartbeat: () => void = () => undefined;
  #frames: string[] = [];
  lastSent: number;

  constructor(options: {
    readonly journal: Journal;
    readonly epoch: () => number;
    readonly clock: Clock;
    readonly quiet: Quiet;
    readonly position: number;
    readonly since: number;
    readonly cuts: Cuts;
    readonly frameSize: number;
    readonly signal: AbortSignal;
  }) {
    this.#journal = options.journal;
    this.#epoch = options.epoch;
    this.#clock = options.clock;
    this.#quiet = options.quiet;
    this.#position = options.position;
    this.#since = options.since;
    this.#cuts = options.cuts;
    this.#frameSize = options.frameSize;
    this.#valve = new Valve(options.clock, (bytes) => this.#deliver(bytes));
    this.lastSent = options.clock.now();
    this.body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#controller = controller;
      },
      pull: () => this.#quiet.note(),
      cancel: () => this.#over(),
    });
    const abort = () => this.#fail(options.signal.reason);
    if (options.signal.aborted) abort();
    else options.signal.addEventListener('abort', abort, { once: true });
    this.#beat();
  }

  get open(): boolean {
    return this.#open;
  }

  /** Sends what is new. `damage` meets the first frame. */
  news(damage?: Damage): void {
    if (this.#mute || !this.#open) return;
    const { entries } = this.#journal;
    let harm = damage;
    while (this.#position < entries.length) {
      const from = this.#position;
      this.#position = Math.min(entries.length, from + this.#frameSize);
      const due = entries.slice(from, this.#position).filter(({ time }) => time >= this.#since);
      if (due.length === 0) continue;
      const name = FRAME_NAMES[from % FRAME_NAMES.length];
      const elements = due.map(({ json }) => json).join(',');
      const data = from % 2 === 0 ? `{"events":[${elements}]}` : `[${elements}]`;
      const frame = `id:${writeCursor(this.#epoch(), this.#position)}\n${name ? `event:${name}\n` : ''}data:${data}\n\n`;
      this.#frames.push(frame);
      this.send(harm ? harm(frame) : frame);
      harm = undefined;
    }
  }

  replay(frames: number): void {
    for (const frame of this.#frames.slice(-frames)) this.send(frame);
  }

  send(text: string): void {
    if (!this.#mute && this.#open) this.#valve.push(Buffer.from(text));
  }

  stall(ms: number): void {
    this.#valve.stall(ms);
  }

  trickle(bytes: number): void {
    this.#valve.trickle(bytes);
  }

  /** Lets through what is held back. */
  heal(): void {
    this.#valve.open();
  }

  choke(): void {
    this.mute();
  }

  mute(): void {
    this.#mute = true;
  }

  fin(): void {
    if (!this.#open) return;
    this.#over();
    this.#controller?.close();
  }

  reset(): void {
    this.#fail(new TypeError('terminated', { cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }) }));
  }

  #fail(reason: unknown): void {
    if (!this.#open) return;
    this.#over();
    this.#controller?.error(reason);
  }

  #deliver(bytes: Buffer): void {
    if (this.#mute || !this.#open) return;
    for (let at = 0; at < bytes.length; ) {
      const size = this.#cuts[this.#cut++ % Math.max(1, this.#cuts.length)] ?? bytes.length;
      this.#controller?.enqueue(new Uint8Array(bytes.subarray(at, at + size)));
      at += size;
    }
    this.lastSent = this.#clock.now();
    this.#quiet.note();
  }

  #over(): void {
    this.#open = false;
    this.#valve.close();
    this.#cancelHeartbeat();
    this.#quiet.note();
  }

  #beat(): void {
    this.#cancelHeartbeat = this.#clock.timer(HEARTBEAT, () => {
      if (this.#clock.now() - this.lastSent >= HEARTBEAT) this.send('event:heartbeat\ndata:{}\n\n');
      this.#beat();
    });
  }
}
