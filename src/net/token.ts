import type { Clock } from '../base/clock.ts';

export interface AccessToken {
  readonly value: string;
  /** ms since the epoch. */
  readonly expires: number;
}

/** A token is renewed this long before it expires, or at four fifths of a short life, ms. */
const MARGIN = 300_000;

/** Asks for one access token. Throws a `FetchError` or `HttpError`. */
export type RequestToken = (signal: AbortSignal) => Promise<AccessToken>;

/** One connection's access token: in memory only, asked for once however many wait for it. */
export class TokenSource {
  readonly #clock: Clock;
  readonly #request: RequestToken;
  #current: (AccessToken & { readonly renewAt: number }) | undefined;
  #flight: { readonly token: Promise<AccessToken>; readonly signal: AbortSignal } | undefined;

  constructor(clock: Clock, request: RequestToken) {
    this.#clock = clock;
    this.#request = request;
  }

  /** The running token, or a new one. */
  async get(signal: AbortSignal): Promise<AccessToken> {
    for (;;) {
      if (this.#current && this.#clock.now() < this.#current.renewAt) return this.#current;
      this.#flight ??= { signal, token: this.#renew(signal).finally(() => (this.#flight = undefined)) };
      const flight = this.#flight;
      try {
        return await flight.token;
      } catch (error) {
        // Whoever asked first may have given up; that is no failure for those who wait with it.
        if (!flight.signal.aborted || signal.aborted) throw error;
      }
    }
  }

  /** The server refused this token: the next `get` asks for another. A newer one than that is left alone. */
  invalidate(token: AccessToken): void {
    if (this.#current?.value === token.value) this.#current = undefined;
  }

  async #renew(signal: AbortSignal): Promise<AccessToken> {
    const asked = this.#clock.now();
    const token = await this.#request(signal);
    const life = token.expires - asked;
    this.#current = { ...token, renewAt: asked + Math.max(life - MARGIN, life * 0.8) };
    return token;
  }
}
