import { type IssuedToken, requestToken } from '../../net/requestToken.ts';
import type { FeedContext } from '../feed.ts';

export interface Client {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A grant and what it takes. */
export interface TokenForm {
  readonly grant: string;
  readonly parameters: Readonly<Record<string, string>>;
}

export function tokenUrl({ endpoint }: Pick<FeedContext, 'endpoint'>): URL {
  return new URL(`${endpoint}/oauth2/token`);
}

/** Box takes client id and secret in the form only. Throws `HttpError` or `FetchError`. */
export function askForToken(
  context: Pick<FeedContext, 'endpoint' | 'fetch' | 'clock'>,
  { clientId, clientSecret }: Client,
  form: TokenForm,
  secrets: readonly string[],
  signal: AbortSignal,
): Promise<IssuedToken> {
  const { fetch, clock } = context;
  return requestToken({
    ...form,
    ...{ url: tokenUrl(context), clientId, secrets, fetch, clock, signal },
    authenticate(_server, client, body) {
      body.set('client_id', client.client_id);
      body.set('client_secret', clientSecret);
    },
  });
}
