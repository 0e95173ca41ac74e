import { randomBytes } from 'node:crypto';
import type { Clock } from '../../base/clock.ts';
import { type Answer, json } from '../answer.ts';
import { digest, TokenStore } from '../tokenStore.ts';
import { invalidGrant } from './answers.ts';
import type { DruvaCredentials } from './options.ts';

/** Answers `POST /token`. */
export class Grants {
  /** Seconds. */
  lifetime: number;
  readonly #tokens: TokenStore<true>;
  #credential: string;

  constructor(credentials: DruvaCredentials, lifetime: number, clock: Clock) {
    this.lifetime = lifetime;
    this.#tokens = new TokenStore(clock);
    this.#credential = digestOf(credentials);
  }

  /** `authorization`: the header. */
  answer(authorization: string | undefined, form: URLSearchParams): Answer {
    const basic = /^Basic +([\w+/]+=*)$/i.exec(authorization ?? '')?.[1];
    const right = basic !== undefined && digest(Buffer.from(basic, 'base64').toString()) === this.#credential;
    if (!right || form.get('grant_type') !== 'client_credentials' || form.get('scope') !== 'read')
      return invalidGrant();
    const access_token = randomBytes(32).toString('base64url');
    this.#tokens.add(access_token, true, this.lifetime * 1000);
    return json(
      200,
      { access_token, token_type: 'bearer', expires_in: this.lifetime },
      { 'Cache-Control': 'no-store' },
    );
  }

  accepts(token: string | undefined): boolean {
    return this.#tokens.find(token) === true;
  }

  expire(): void {
    this.#tokens.clear();
  }

  /** From now on these are right; tokens made with the old ones are refused. */
  replaceCredentials(credentials: DruvaCredentials): void {
    this.#credential = digestOf(credentials);
    this.expire();
  }
}

/** As they are in the header: Druva does not encode them first. */
function digestOf({ clientId, secretKey }: DruvaCredentials): string {
  return digest(`${clientId}:${secretKey}`);
}
