import type { Clock } from '../../../src/base/clock.ts';
import type { Damage, FaultyVendor, Line, Mishap } from '../faultyVendor.ts';
import type { RequestRate } from '../oracle/requestRate.ts';
import type { Quiet } from '../world/quiet.ts';
import { type Asked, ModelFront } from './front.ts';
import type { Journal } from './journal.ts';
import { bearerOf, ModelKeys } from './keys.ts';
import { ModelAnswer } from './modelAnswer.ts';
import { NextAnswer } from './nextAnswer.ts';

export interface PagedModelOptions {
  readonly clock: Clock;
  readonly quiet: Quiet;
  readonly cuts: readonly number[];
  readonly tokenLife: number;
}

/** A page as it is sent. */
export interface WrittenPage {
  readonly text: string;
  /** Events that the client cannot have had. */
  readonly fresh: number;
}

/** A line that can be mended. */
export interface HealableLine extends Line {
  heal(): void;
}

/** A vendor without sockets that sends pages; which, and to whom, is its own to say. */
export abstract class PagedModel implements FaultyVendor {
  readonly origin = 'https://model.example';
  readonly lag = 0;
  protected readonly clock: Clock;
  protected readonly front: ModelFront;
  protected readonly keys: ModelKeys;
  protected readonly rate: RequestRate;
  readonly #quiet: Quiet;
  readonly #cuts: readonly number[];
  readonly #answers = new Set<ModelAnswer>();
  readonly #next = new NextAnswer((events) => this.overlapNext(events));
  #damage: Damage | undefined;
  #looks = 0;
  heard: number;

  /** `others`: origins that are the vendor's too. */
  constructor({ clock, quiet, cuts, tokenLife }: PagedModelOptions, rate: RequestRate, others: readonly string[] = []) {
    this.clock = clock;
    this.heard = clock.now();
    this.rate = rate;
    this.#quiet = quiet;
    this.#cuts = cuts;
    this.keys = new ModelKeys(clock, tokenLife);
    this.front = new ModelFront({
      ...{ clock, quiet },
      origins: [this.origin, ...others],
      serve: (asked) => this.#serve(asked),
      onAsked: () => this.note(),
      onVain: () => this.vain(),
    });
  }

  protected abstract readonly journal: Journal;
  abstract positionOf(cursor: string, stream: string): number | undefined;
  abstract emit(skews: readonly number[], together: boolean): void;
  abstract goodbye(event: 'reconnect' | 'end', data: boolean, retry: number | undefined): void;
  abstract meet(target: 'token' | 'events', mishap: Mishap, times: number): void;
  abstract rejectCursors(): void;
  /** What no mishap kept from the vendor. */
  protected abstract serve(asked: Asked): Response | Promise<Response>;
  /** The next page with events begins with so many of the one before. */
  protected abstract overlapNext(events: number): void;

  /** What is open beside pages. */
  protected get others(): readonly HealableLine[] {
    return [];
  }

  get fetch() {
    return this.front.fetch;
  }

  get breaches(): readonly string[] {
    return [...this.front.breaches, ...this.rate.breaches];
  }

  get refusals(): number {
    return this.front.refusals;
  }

  get secrets(): ReadonlySet<string> {
    return this.keys.secrets;
  }

  get entries() {
    return this.journal.entries;
  }

  /** What is open; where that is nothing, and now and then beside it, the next answer. */
  get lines(): readonly Line[] {
    const open = this.#open();
    return open.length === 0 || this.#looks++ % 3 === 0 ? [...open, this.#next] : open;
  }

  connectionBegins(): void {
    this.rate.connectionBegins();
  }

  repeat(back: number): void {
    this.journal.repeat(this.clock.now(), back);
  }

  malformed(): void {
    this.journal.addMalformed(this.clock.now());
  }

  knowFewerTypes(): void {
    // These connections name no types.
  }

  garble(): void {
    this.meet('events', { kind: 'refused' }, 1);
  }

  async dispose(): Promise<void> {
    for (const line of this.#open()) line.reset();
  }

  get key(): string {
    return this.keys.key;
  }

  replaceKey(key: string): void {
    this.keys.replace(key);
  }

  revokeKey(): void {
    this.keys.revoke();
  }

  expireTokens(): void {
    this.keys.expireTokens();
  }

  heal(): void {
    for (const line of this.#open()) line.heal();
    this.#next.take();
    this.front.heal();
    this.keys.heal();
    this.#damage = undefined;
  }

  damageNext(damage: Damage): void {
    this.#damage = damage;
  }

  /** Events of the past, ten minutes apart. */
  protected addPast(count: number): void {
    for (let i = count; i > 0; i--) this.journal.add(this.clock.now() - i * 600_000, 0);
  }

  /** A sign of life either way. */
  protected note(): void {
    this.heard = this.clock.now();
    this.#quiet.note();
  }

  protected vain(): void {
    this.note();
    this.rate.broughtNothing();
  }

  protected answer({ text, fresh }: WrittenPage, signal: AbortSignal): Response {
    if (fresh === 0) this.rate.broughtNothing();
    const answer = new ModelAnswer({
      ...{ clock: this.clock, signal, cuts: this.#cuts },
      note: () => this.note(),
      replay: (events) => this.#next.replay(events),
    });
    this.#answers.add(answer);
    answer.write(this.#damaged(text), this.#next.take());
    return new Response(answer.body, { headers: { 'content-type': 'application/json' } });
  }

  #open(): readonly HealableLine[] {
    for (const answer of this.#answers) if (!answer.open) this.#answers.delete(answer);
    return [...this.#answers, ...this.others];
  }

  async #serve(asked: Asked): Promise<Response> {
    // Who does not stop is kept waiting, so that the test comes to its end.
    if (this.rate.breaches.length > 0) await new Promise(() => undefined);
    const { mishap, headers } = asked;
    if (mishap?.kind !== 'brief' && mishap?.kind !== 'wrongType') return await this.serve(asked);
    this.vain();
    const type = { 'content-type': 'text/html' };
    return mishap.kind === 'brief' ? new Response('') : new Response(`<html>${bearerOf(headers)}`, { headers: type });
  }

  /** An event without an id is known by its text: nobody could tell a damaged one from another. */
  #damaged(text: string): string {
    const damage = this.#damage;
    this.#damage = undefined;
    return damage === undefined || text.includes('"nameless"') ? text : damage(`data:${text}\n\n`).slice(5, -2);
  }
}
