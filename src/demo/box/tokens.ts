import { randomBytes } from 'node:crypto';
import type { Clock } from '../../base/clock.ts';
import { TokenStore } from '../tokenStore.ts';

/** Whose token it is. */
export interface Subject {
  readonly userId: string;
}

export interface TokenAnswer {
  readonly access_token: string;
  readonly expires_in: number;
  readonly token_type: 'bearer';
  readonly restricted_to: readonly [];
  readonly refresh_token?: string;
  readonly issued_token_type?: string;
}

const HOUR = 3_600_000;
const REFRESH_LIFETIME = 60 * 24 * HOUR;

/** Access and refresh tokens given out. */
export class Tokens {
  /** Seconds. */
  readonly #lifetime: number;
  readonly #access: TokenStore<Subject>;
  readonly #refresh: TokenStore<Subject>;

  constructor(lifetime: number, clock: Clock) {
    this.#lifetime = lifetime;
    this.#access = new TokenStore(clock);
    this.#refresh = new TokenStore(clock);
  }

  issue(subject: Subject): TokenAnswer {
    const token = randomBytes(24).toString('base64url');
    this.addFixed(token, subject);
    return { access_token: token, expires_in: this.#lifetime, restricted_to: [], token_type: 'bearer' };
  }

  /** With a refresh token that works once. */
  issueRefreshable(subject: Subject): TokenAnswer {
    const refresh_token = randomBytes(48).toString('base64url');
    this.#refresh.add(refresh_token, subject, REFRESH_LIFETIME);
    return { ...this.issue(subject), refresh_token };
  }

  /** Spends the refresh token. */
  refresh(token: string): TokenAnswer | undefined {
    const subject = this.#refresh.find(token);
    this.#refresh.delete(token);
    return subject && this.issueRefreshable(subject);
  }

  /** A developer token: chosen elsewhere, lives as long as the others from now. */
  addFixed(token: string, subject: Subject): void {
    this.#access.add(token, subject, this.#lifetime * 1000);
  }

  subjectOf(token: string | undefined): Subject | undefined {
    return this.#access.find(token);
  }

  expireAccess(): void {
    this.#access.clear();
  }

  expireRefresh(): void {
    this.#refresh.clear();
  }

  revoke(token: string): void {
    this.#access.delete(token);
    this.#refresh.delete(token);
  }
}
