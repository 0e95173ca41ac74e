import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { files } from '../../src/store/files.ts';
import type { Moment } from './plan.ts';
import type { Order, Report, WindowSettings } from './protocol.ts';

/** A window that does not come this far in this time hangs, ms. */
const HANG = 60_000;
/** A checkpoint that does not come is not waited for, ms. */
const PATIENCE = 1_500;
const KEPT = 30;

/** A streaming window in a process of its own. */
export class Victim {
  readonly #child: ChildProcess;
  readonly #database: string;
  readonly #lines: string[] = [];
  readonly #heard = new Set<() => void>();
  readonly #exited: Promise<unknown>;
  #reached: Report['kind'] | undefined;
  #removed = false;
  /** The highest `seq` that the store told of. */
  acknowledged = 0;
  recovered: string | undefined;

  constructor(settings: WindowSettings) {
    this.#database = files(settings.directory).database;
    this.#child = fork(new URL('window.ts', import.meta.url), [JSON.stringify(settings)]);
    this.#exited = once(this.#child, 'exit');
    this.#child.on('message', (report: Report) => this.#hear(report));
    this.#child.on('exit', () => this.#wake());
  }

  story(): string {
    return this.#lines.join('\n');
  }

  /** SIGKILL so many ms after the moment has come. `before`: the highest `seq` when it started. */
  async killAt(moment: Moment, delay: number, before: number): Promise<void> {
    await this.#come(moment, before);
    // A short wait ends at once on a busy machine: look at the time instead.
    const end = performance.now() + delay;
    if (delay > 5) await setTimeout(delay - 2);
    while (performance.now() < end);
    this.#child.kill('SIGKILL');
    await this.#exited;
  }

  /** Resolves when the store holds `count` events. */
  async until(count: number): Promise<void> {
    await this.#when(() => this.acknowledged >= count, `${count} events are stored`);
  }

  async close(): Promise<void> {
    this.#order('close');
    await this.#exited;
    if (this.#child.exitCode !== 0) throw new Error(`The window ended with code ${this.#child.exitCode}.`);
  }

  async dispose(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill('SIGKILL');
    await this.#exited;
  }

  async #come(moment: Moment, before: number): Promise<void> {
    if (moment === 'opening') return await this.#when(() => this.#reached === 'opening', 'the store is being opened');
    await this.#when(() => this.acknowledged > before, 'events are stored');
    switch (moment) {
      case 'ingest':
        return;
      case 'checkpoint':
        return await this.#checkpoint();
      case 'cleaning':
        return await this.#when(() => this.#removed, 'retention removes events');
      case 'clear':
        return this.#order('clear');
      case 'closing':
        return this.#order('close');
    }
  }

  /** Only a checkpoint writes to the database itself. Its file is never opened here: that is not needed to see its time. */
  async #checkpoint(): Promise<void> {
    const time = () => statSync(this.#database).mtimeMs;
    const before = time();
    const end = performance.now() + PATIENCE;
    while (time() === before && performance.now() < end) await setTimeout(1);
  }

  #order(order: Order): void {
    this.#child.send(order);
  }

  #hear(report: Report): void {
    if (report.kind === 'log') {
      this.#lines.push(report.line);
      if (this.#lines.length > KEPT) this.#lines.shift();
      return;
    }
    this.#reached = report.kind;
    if (report.kind === 'open') this.recovered = report.recovered;
    if (report.kind === 'change') {
      this.acknowledged = Math.max(this.acknowledged, report.seq);
      this.#removed ||= report.removed;
    }
    this.#wake();
  }

  #wake(): void {
    for (const look of this.#heard) look();
  }

  #when(condition: () => boolean, what: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (error?: Error) => {
        this.#heard.delete(look);
        clearTimeout(timer);
        if (error) reject(error);
        else resolve();
      };
      const look = () => {
        if (condition()) end();
        else if (this.#child.exitCode !== null)
          end(new Error(`The window ended with code ${this.#child.exitCode} before ${what}.`));
      };
      const timer = globalThis.setTimeout(() => end(new Error(`Waited in vain until ${what}.`)), HANG);
      this.#heard.add(look);
      look();
    });
  }
}
