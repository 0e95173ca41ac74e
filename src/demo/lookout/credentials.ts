import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../base/clock.ts';

/** The vendor's token answer. `expires_in` in seconds, `expires_at` in ms since the epoch. */
export interface TokenAnswer {
  readonly access_token: string;
  readonly token_type: 'Bearer';
  readonly expires_in: number;
  readonly expires_at: number;
  readonly scope: string;
}

/** Issues access tokens for one application key. Keeps digests only, so that nothing that lists the simulator's state shows a secret. */
export class Credentials {
  readonly #clock: Clock;
  readonly #lifetime: number;
  #keyDigest: Buffer;
  #revoked = false;
  #expiryByDigest = new Map<string, number>();

  /** `lifetime`: seconds. */
  constructor(applicationKey: string, lifetime: number, clock: Clock) {
    this.#keyDigest = digest(applicationKey);
    this.#lifetime = lifetime;
    this.#clock = clock;
  }

  /** Undefined: the key is not the right one, or not any more. */
  issue(key: string | undefined): TokenAnswer | undefined {
    if (key === undefined || !timingSafeEqual(digest(key), this.#keyDigest) || this.#revoked) return undefined;
    const now = this.#clock.now();
    const expires = now + this.#lifetime * 1000;
    const token = jwtLike(now, expires);
    for (const [known, expiry] of this.#expiryByDigest) if (expiry <= now) this.#expiryByDigest.delete(known);
    this.#expiryByDigest.set(digest(token).toString('hex'), expires);
    return { access_token: token, token_type: 'Bearer', expires_in: this.#lifetime, expires_at: expires, scope: '' };
  }

  accepts(token: string | undefined): boolean {
    if (token === undefined || this.#revoked) return false;
    const expires = this.#expiryByDigest.get(digest(token).toString('hex'));
    return expires !== undefined && expires > this.#clock.now();
  }

  expireTokens(): void {
    this.#expiryByDigest = new Map();
  }

  /** From now on this key is the right one; the old one and its tokens stop working. */
  replaceKey(applicationKey: string): void {
    this.#keyDigest = digest(applicationKey);
    this.#revoked = false;
    this.expireTokens();
  }

  /** The key and every token made with it stop working. */
  revoke(): void {
    this.#revoked = true;
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Looks like a JWT, as the vendor's does; only its random part means anything. */
function jwtLike(issued: number, expires: number): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { iat: Math.floor(issued / 1000), exp: Math.floor(expires / 1000), iss: 'simulator' };
  return `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.${randomBytes(32).toString('base64url')}`;
}
