import type { Socket } from 'node:net';
import type { Clock } from '../../../src/base/clock.ts';
import type { Line } from '../faultyVendor.ts';
import { Valve } from '../valve.ts';
import { chunk } from './http.ts';

const FRAME = /(?:^|\n\n|\r\n)((?:id:[^\n]*\n)(?:event:[^\n]*\n)?data:[^\n]*\n\n)/g;

/** One connection of the client through the proxy, and what may happen to its bytes. */
export class ProxiedLine implements Line {
  lastSent: number;
  /** The client asked for events on it: it is a stream now. */
  streaming = false;
  /** Bytes from the server pass through this first. */
  alter: (bytes: Buffer) => Buffer = (bytes) => bytes;
  /** And before that. */
  rewrite: (bytes: Buffer) => Buffer = (bytes) => bytes;
  readonly #client: Socket;
  readonly #server: Socket;
  readonly #clock: Clock;
  readonly #note: () => void;
  /** Sizes of the pieces that go out, in turn. */
  readonly #cuts: readonly number[];
  readonly #frames: string[] = [];
  #cut = 0;
  #mute = false;
  readonly #valve: Valve;

  constructor(client: Socket, server: Socket, clock: Clock, cuts: readonly number[], note: () => void) {
    this.#client = client;
    this.#server = server;
    this.#clock = clock;
    this.#cuts = cuts;
    this.#note = note;
    this.lastSent = clock.now();
    this.#valve = new Valve(clock, (bytes) => this.#write(bytes));
    client.setNoDelay(true);
    server.setNoDelay(true);
    server.on('data', (bytes) => this.#fromServer(this.alter(this.rewrite(bytes))));
    server.on('end', () => {
      if (!this.#mute) client.end();
    });
    server.on('error', () => client.destroy());
    client.on('error', () => server.destroy());
    client.on('close', () => {
      this.#valve.close();
      server.destroy();
      note();
    });
  }

  get open(): boolean {
    return !this.#client.destroyed && this.#client.writable;
  }

  toServer(bytes: Buffer | string): void {
    if (!this.#mute && !this.#server.destroyed) this.#server.write(bytes);
  }

  /** Past the server: an answer of the proxy's own, after which the connection is over. */
  answer(text: string): void {
    this.#server.destroy();
    this.#client.end(text);
  }

  mute(): void {
    this.#mute = true;
  }

  fin(): void {
    this.#server.destroy();
    this.#client.end();
  }

  reset(): void {
    this.#server.destroy();
    this.#client.resetAndDestroy();
  }

  choke(): void {
    this.#server.pause();
  }

  send(text: string): void {
    this.#fromServer(Buffer.from(chunk(text)));
  }

  replay(frames: number): void {
    for (const frame of this.#frames.slice(-frames)) this.send(frame);
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

  #fromServer(bytes: Buffer): void {
    if (this.#mute || !this.open) return;
    if (this.streaming) for (const [, frame] of bytes.toString().matchAll(FRAME)) if (frame) this.#frames.push(frame);
    this.#valve.push(bytes);
  }

  #write(bytes: Buffer): void {
    if (this.#mute || !this.open) return;
    for (let at = 0; at < bytes.length; ) {
      const size = this.#cuts[this.#cut++ % Math.max(1, this.#cuts.length)] ?? bytes.length;
      this.#client.write(bytes.subarray(at, at + size));
      at += size;
    }
    this.lastSent = this.#clock.now();
    this.#note();
  }
}
