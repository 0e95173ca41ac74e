import type { Clock } from '../../../src/base/clock.ts';

/** The credential that works, and the access tokens that were given for it. */
export class ModelKeys {
  /** Every one that there ever was. */
  readonly secrets = new Set<string>();
  readonly #clock: Clock;
  /** s */
  readonly #life: number;
  readonly #tokens = new Map<string, number>();
  #key = '';
  #revoked = false;
  #issued = 0;

  constructor(clock: Clock, life: number) {
    this.#clock = clock;
    this.#life = life;
    this.replace('key-0-of-the-model');
  }

  get key(): string {
    return this.#key;
  }

  replace(key: string): void {
    this.#key = key;
    this.#revoked = false;
    this.secrets.add(key);
    this.expireTokens();
  }

  revoke(): void {
    this.#revoked = true;
    this.expireTokens();
  }

  heal(): void {
    this.#revoked = false;
  }

  expireTokens(): void {
    this.#tokens.clear();
  }

  /** A token endpoint's answer; undefined when the credential is refused. */
  issue(
    key: string,
  ): { readonly access_token: string; readonly token_type: string; readonly expires_in: number } | undefined {
    if (key !== this.#key || this.#revoked) return undefined;
    const token = `token-${++this.#issued}-${key}`;
    this.secrets.add(token);
    this.#tokens.set(token, this.#clock.now() + this.#life * 1_000);
    return { access_token: token, token_type: 'Bearer', expires_in: this.#life };
  }

  isGood(token: string): boolean {
    return this.#clock.now() < (this.#tokens.get(token) ?? 0);
  }
}

/** Of an `Authorization` header. */
export function bearerOf(headers: Headers): string {
  return headers.get('authorization')?.replace(/^Bearer /, '') ?? '';
}
