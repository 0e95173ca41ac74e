import { HttpError } from '../../net/httpError.ts';
import { type AccessToken, type RequestToken, TokenSource } from '../../net/token.ts';
import { type FeedContext, FeedError } from '../feed.ts';
import { signInOf, subjectTypeOf } from './options.ts';
import { refreshedByUse } from './refreshToken.ts';
import { type AppConfig, assertionOf, privateKeyOf, readAppConfig } from './tokenAssertion.ts';
import { type Asked, tokenRefusal } from './tokenRefusal.ts';
import { askForToken, tokenUrl } from './tokenRequest.ts';

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
/** A refused assertion is worth another try only when the clocks differ by so much, ms. */
const SKEW = 5_000;
/** What is shorter could be a word of an event. */
const LEAST_SECRET = 8;

/** One grant: how to ask for a token, and what of it must not be written anywhere. */
export interface Grant {
  readonly secrets: readonly string[];
  readonly request: RequestToken;
}

/** One connection's access tokens, by the way of signing in that it chose. In memory only. */
export class BoxTokens {
  readonly #grant: Grant;
  readonly #source: TokenSource;
  /** The running token, and the one before: a server may send back either. */
  #given: readonly string[] = [];

  constructor(context: FeedContext) {
    this.#grant = grantOf(context, () => this.secrets);
    this.#source = new TokenSource(context.clock, async (signal) => {
      const token = await this.#grant.request(signal);
      this.#given = [token.value, ...this.#given.slice(0, 1)];
      return token;
    });
  }

  get(signal: AbortSignal): Promise<AccessToken> {
    return this.#source.get(signal);
  }

  invalidate(token: AccessToken): void {
    this.#source.invalidate(token);
  }

  get secrets(): readonly string[] {
    return [...this.#grant.secrets, ...this.#given].filter(({ length }) => length >= LEAST_SECRET);
  }
}

function grantOf(context: FeedContext, secrets: () => readonly string[]): Grant {
  switch (signInOf(context.config.options)) {
    case 'developer':
      return developerToken(context);
    case 'jwt':
      return signedAssertion(context, secrets);
    case 'oauth':
      return refreshedByUse(context, secrets);
    case 'ccg':
      return clientCredentials(context, secrets);
  }
}

/** A token that a person pasted: nothing renews it. */
function developerToken({ credential }: FeedContext): Grant {
  return {
    secrets: [credential],
    async request() {
      if (/^[!-~]+$/.test(credential)) return { value: credential, expires: Number.POSITIVE_INFINITY };
      throw new FeedError('credential', 'This is not a developer token. Make a new one in the Box developer console.');
    },
  };
}

function clientCredentials(context: FeedContext, secrets: () => readonly string[]): Grant {
  const { clientId = '', subjectId = '' } = context.config.options ?? {};
  const type = subjectTypeOf(context.config.options);
  const parameters = { box_subject_type: type, box_subject_id: subjectId };
  const client = { clientId, clientSecret: context.credential };
  return {
    secrets: [context.credential],
    request: (signal) =>
      askForToken(context, client, { grant: 'client_credentials', parameters }, secrets(), signal).catch(
        (error: unknown) => {
          throw explain(error, { by: 'ccg', subject: type });
        },
      ),
  };
}

function signedAssertion(context: FeedContext, secrets: () => readonly string[]): Grant {
  const { clock, config, credential } = context;
  const app = readAppConfig(credential);
  const type = subjectTypeOf(config.options);
  const id = type === 'user' ? config.options?.subjectId : (config.options?.subjectId ?? app?.enterpriseId);
  const audience = tokenUrl(context).href;
  let key: ReturnType<typeof privateKeyOf> | undefined;
  /** How far Box's clock is ahead of ours, ms. */
  let ahead = 0;
  /** Good for less than a minute, but a credential: an answer to what follows may still hold it. */
  let sent: readonly string[] = [];
  const attempt = (file: AppConfig, subjectId: string, signal: AbortSignal) => {
    key ??= privateKeyOf(file);
    const subject = { type, id: subjectId };
    const assertion = assertionOf(file, key, { subject, audience, now: clock.now() + ahead });
    const form = { grant: JWT_BEARER, parameters: { assertion } };
    sent = [assertion, ...sent.slice(0, 1)];
    return askForToken(context, file, form, secrets(), signal);
  };
  const own = app ? [credential, app.clientSecret, app.privateKey, app.passphrase] : [credential];
  return {
    get secrets() {
      return [...own, ...sent];
    },
    async request(signal) {
      if (!app || id === undefined) {
        throw new FeedError(
          'credential',
          'This is not the configuration file of a Box application with a key pair and an enterprise. Download it from the Configuration page of the application.',
        );
      }
      try {
        return await attempt(app, id, signal).catch((error: unknown) => {
          const theirs =
            error instanceof HttpError && error.oauthError === 'invalid_grant' ? error.serverTime : undefined;
          if (theirs === undefined || Math.abs(theirs - clock.now() - ahead) < SKEW) throw error;
          ahead = theirs - clock.now();
          context.log.warn(`The clock of this machine differs from Box's by ${Math.round(Math.abs(ahead) / 1_000)} s.`);
          return attempt(app, id, signal);
        });
      } catch (error) {
        throw explain(error, { by: 'jwt', subject: type });
      }
    },
  };
}

function explain(error: unknown, asked: Asked): unknown {
  return error instanceof HttpError ? tokenRefusal(error, asked) : error;
}
