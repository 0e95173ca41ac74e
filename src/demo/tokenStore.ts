import { createHash } from 'node:crypto';
import type { Clock } from '../base/clock.ts';

/** Tokens given out, and what each stands for. Keeps digests only, so that nothing that lists the simulator's state shows a secret. */
export class TokenStore<T> {
  readonly #clock: Clock;
  readonly #known = new Map<string, { readonly value: T; readonly expires: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** `lifetime`: ms. */
  add(token: string, value: T, lifetime: number): void {
    this.#known.set(digest(token), { value, expires: this.#clock.now() + lifetime });
  }

  find(token: string | undefined): T | undefined {
    if (token === undefined) return undefined;
    const known = this.#known.get(digest(token));
    return known !== undefined && known.expires > this.#clock.now() ? known.value : undefined;
  }

  delete(token: string): void {
    this.#known.delete(digest(token));
  }

  clear(): void {
    this.#known.clear();
  }
}

export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
