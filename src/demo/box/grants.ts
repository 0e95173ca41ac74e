import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../base/clock.ts';
import { type Answer, json } from '../answer.ts';
import { digest } from '../tokenStore.ts';
import { oauthError } from './answers.ts';
import { type AppConfig, AppKey } from './appKey.ts';
import type { Directory } from './directory.ts';
import type { BoxCredentials } from './options.ts';
import { type Subject, type TokenAnswer, Tokens } from './tokens.ts';

const CODE_LIFETIME = 30_000;
const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

interface Code {
  readonly subject: Subject;
  readonly redirectUri: string;
  readonly expires: number;
}

/** `/oauth2/token` for every grant that Box has. */
export class Grants {
  readonly tokens: Tokens;
  /** Whether an administrator has let the application into the enterprise. */
  appAuthorized = true;
  readonly #clock: Clock;
  readonly #directory: Directory;
  readonly #key = new AppKey();
  readonly #codes = new Map<string, Code>();
  readonly #usedIds = new Set<string>();
  #credentials: BoxCredentials;

  constructor(credentials: BoxCredentials, lifetime: number, directory: Directory, clock: Clock) {
    this.#clock = clock;
    this.#directory = directory;
    this.#credentials = credentials;
    this.tokens = new Tokens(lifetime, clock);
    this.replaceCredentials(credentials);
  }

  replaceCredentials(credentials: BoxCredentials): void {
    this.#credentials = credentials;
    this.tokens.expireAccess();
    this.renewDeveloperToken();
  }

  /** The developer token works for an hour from now. */
  renewDeveloperToken(): void {
    const { developerToken } = this.#credentials;
    if (developerToken !== undefined) this.tokens.addFixed(developerToken, { userId: this.#directory.admin.id });
  }

  config(): AppConfig {
    const { clientId, clientSecret } = this.#credentials;
    return this.#key.config(clientId, clientSecret, this.#directory.company.enterpriseId);
  }

  isClient(id: string | null): boolean {
    return id === this.#credentials.clientId;
  }

  /** An authorization code, for 30 s and once. */
  code(subject: Subject, redirectUri: string): string {
    const code = randomBytes(24).toString('base64url');
    this.#codes.set(digest(code), { subject, redirectUri, expires: this.#clock.now() + CODE_LIFETIME });
    return code;
  }

  answer(form: URLSearchParams, tokenUrl: string): Answer {
    const grant = form.get('grant_type');
    if (grant === null) return oauthError('invalid_request', 'Missing grant_type parameter');
    if (!this.#isRightClient(form)) return oauthError('invalid_client', 'The client credentials are invalid');
    switch (grant) {
      case 'client_credentials':
        return this.#clientCredentials(form);
      case 'authorization_code':
        return this.#authorizationCode(form);
      case 'refresh_token':
        return given(this.tokens.refresh(form.get('refresh_token') ?? ''), 'Refresh token has expired');
      case JWT_BEARER:
        return this.#assertion(form.get('assertion') ?? '', tokenUrl);
      default:
        return oauthError('unsupported_grant_type', 'Unsupported grant type');
    }
  }

  /** Takes the credentials in the form only, as Box documents it. */
  #isRightClient(form: URLSearchParams): boolean {
    const secret = Buffer.from(digest(form.get('client_secret') ?? ''));
    const right = Buffer.from(digest(this.#credentials.clientSecret));
    return this.isClient(form.get('client_id')) && timingSafeEqual(secret, right);
  }

  #clientCredentials(form: URLSearchParams): Answer {
    return this.#server(form.get('box_subject_type'), form.get('box_subject_id'), 'Grant credentials are invalid');
  }

  #server(type: unknown, id: unknown, otherwise: string): Answer {
    if (!this.appAuthorized) {
      return oauthError('unauthorized_client', 'This app is not authorized by the enterprise admin');
    }
    const { company } = this.#directory;
    if (type === 'enterprise' && id === company.enterpriseId) return given(this.#serverToken(company.service.id), '');
    const user = type === 'user' && typeof id === 'string' ? this.#directory.find(id) : undefined;
    return given(user && this.#serverToken(user.id), otherwise);
  }

  #serverToken(userId: string): TokenAnswer {
    return { ...this.tokens.issue({ userId }), issued_token_type: 'urn:ietf:params:oauth:token-type:access_token' };
  }

  #authorizationCode(form: URLSearchParams): Answer {
    const key = digest(form.get('code') ?? '');
    const code = this.#codes.get(key);
    this.#codes.delete(key);
    const redirect = form.get('redirect_uri');
    if (code === undefined) return oauthError('invalid_grant', "Auth code doesn't exist or is invalid for the client");
    if (code.expires <= this.#clock.now()) return oauthError('invalid_grant', 'The authorization code has expired');
    if (redirect !== null && redirect !== code.redirectUri) {
      return oauthError('redirect_uri_mismatch', 'The redirect URI provided does not match');
    }
    return given(this.tokens.issueRefreshable(code.subject), '');
  }

  #assertion(text: string, tokenUrl: string): Answer {
    const read = this.#key.read(text);
    if (read === undefined) return oauthError('invalid_grant', 'OAuth JWT signature verification failed');
    const { iss, sub, box_sub_type: type, aud, jti, exp } = read.claims;
    const now = this.#clock.now() / 1000;
    const wrong = (claim: string) => oauthError('invalid_grant', `Please check the '${claim}' claim.`);
    if (iss !== this.#credentials.clientId) return wrong('iss');
    if (aud !== tokenUrl) return wrong('aud');
    if (typeof jti !== 'string' || jti.length < 16 || jti.length > 128 || this.#usedIds.has(jti)) return wrong('jti');
    if (typeof exp !== 'number' || exp <= now || exp > now + 60) return wrong('exp');
    if (type !== 'enterprise' && type !== 'user') return wrong('box_sub_type');
    this.#usedIds.add(jti);
    return this.#server(type, sub, "Please check the 'sub' claim.");
  }
}

function given(token: TokenAnswer | undefined, otherwise: string): Answer {
  if (token === undefined) return oauthError('invalid_grant', otherwise);
  return json(200, token, { 'Cache-Control': 'no-store' });
}
