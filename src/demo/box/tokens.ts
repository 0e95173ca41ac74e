import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../../base/clock.ts';

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

interface Known {
  readonly subject: Subject;
  /** ms since the epoch. */
  readonly expires: number;
}

const HOUR = 3_600_000;
const REFRESH_LIFETIME = 60 * 24 * HOUR;

/** Access and refresh tokens given out. Keeps digests only, so that nothing that lists the simulator's state shows a secret. */
export class Tokens {
  readonly #clock: Clock;
  readonly #lifetime: number;
  readonly #access = new Map<string, Known>();
  readonly #refresh = new Map<string, Known>();

  /** `lifetime`: seconds. */
  constructor(lifetime: number, clock: Clock) {
    this.#lifetime = lifetime;
    this.#clock = clock;
  }

  issue(subject: Subject): TokenAnswer {
    const token = randomBytes(24).toString('base64url');
    this.#access.set(digest(token), { subject, expires: this.#clock.now() + this.#lifetime * 1000 });
    return { access_token: token, expires_in: this.#lifetime, restricted_to: [], token_type: 'bearer' };
  }

  /** With a refresh token that works once. */
  issueRefreshable(subject: Subject): TokenAnswer {
    const refresh_token = randomBytes(48).toString('base64url');
    this.#refresh.set(digest(refresh_token), { subject, expires: this.#clock.now() + REFRESH_LIFETIME });
    return { ...this.issue(subject), refresh_token };
  }

  /** Spends the refresh token. */
  refresh(token: string): TokenAnswer | undefined {
    const known = this.#refresh.get(digest(token));
    this.#refresh.delete(digest(token));
    if (known === undefined || known.expires <= this.#clock.now()) return undefined;
    return this.issueRefreshable(known.subject);
  }

  /** A developer token: chosen elsewhere, lives as long as the others from now. */
  addFixed(token: string, subject: Subject): void {
    this.#access.set(digest(token), { subject, expires: this.#clock.now() + this.#lifetime * 1000 });
  }

  subjectOf(token: string | undefined): Subject | undefined {
    if (token === undefined) return undefined;
    const known = this.#access.get(digest(token));
    return known !== undefined && known.expires > this.#clock.now() ? known.subject : undefined;
  }

  expireAccess(): void {
    this.#access.clear();
  }

  expireRefresh(): void {
    this.#refresh.clear();
  }

  revoke(token: string): void {
    this.#access.delete(digest(token));
    this.#refresh.delete(digest(token));
  }
}

export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
