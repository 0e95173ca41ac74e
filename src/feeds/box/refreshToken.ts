import { HttpError } from '../../net/httpError.ts';
import type { AccessToken } from '../../net/token.ts';
import { type CredentialPart, type FeedContext, FeedError } from '../feed.ts';
import { objectIn, text } from '../json.ts';
import type { Grant } from './token.ts';
import { tokenRefusal } from './tokenRefusal.ts';
import { askForToken } from './tokenRequest.ts';

/** What a person's sign-in leaves: the credential is the JSON object of both. */
export const SIGN_IN_PARTS: readonly [CredentialPart, ...CredentialPart[]] = [
  { id: 'secret', kind: 'line', label: 'client secret' },
  { id: 'refreshToken', kind: 'browser', label: 'Box' },
];

interface Kept {
  readonly secret: string;
  readonly refreshToken: string;
}

/** Each access token costs the refresh token that it is asked for with; the one that comes with it is stored before either is used. */
export function refreshedByUse(context: FeedContext, secrets: () => readonly string[]): Grant {
  const { clientId = '' } = context.config.options ?? {};
  /** The newest, and the one before: a server may send back either. */
  let seen: readonly string[] = [];
  const see = (refreshToken: string) => {
    if (!seen.includes(refreshToken)) seen = [refreshToken, ...seen.slice(0, 1)];
  };
  const { secret, refreshToken } = read(context.credential) ?? { secret: context.credential, refreshToken: '' };
  see(refreshToken);
  // A renewal that has begun is not given up: what it brings would be lost with what it cost.
  const { signal: never } = new AbortController();

  const renew = async (present: string) => {
    const kept = read(present);
    if (!kept)
      throw new FeedError(
        'credential',
        'What is stored is not a sign-in at Box. Sign in again with Replace Credential.',
      );
    see(kept.refreshToken);
    const form = { grant: 'refresh_token', parameters: { refresh_token: kept.refreshToken } };
    const client = { clientId, clientSecret: kept.secret };
    const hidden = [...secrets(), kept.secret, kept.refreshToken];
    const token = await askForToken(context, client, form, hidden, never).catch((error: unknown) => {
      throw error instanceof HttpError ? tokenRefusal(error, { by: 'refresh', subject: 'user' }) : error;
    });
    const next = token.refreshToken ?? kept.refreshToken;
    see(next);
    const value: AccessToken = { value: token.value, expires: token.expires };
    return { credential: JSON.stringify({ secret: kept.secret, refreshToken: next }), value };
  };

  return {
    get secrets() {
      return [secret, ...seen];
    },
    async request(signal) {
      if (!context.renewCredential)
        throw new FeedError('forbidden', 'A sign-in with the browser cannot be renewed here.');
      return await context.renewCredential(renew, signal);
    },
  };
}

function read(credential: string): Kept | undefined {
  const value = objectIn(credential);
  if (!value) return undefined; // Another way of signing in left it: whoever asks says so.
  const secret = text(value, 'secret');
  const refreshToken = text(value, 'refreshToken');
  return secret === undefined || refreshToken === undefined ? undefined : { secret, refreshToken };
}
