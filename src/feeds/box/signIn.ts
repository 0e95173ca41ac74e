import { randomBytes } from 'node:crypto';
import type { Answers } from '../../model/connection.ts';
import { FetchError } from '../../net/fetchError.ts';
import { HttpError } from '../../net/httpError.ts';
import { LoopbackRedirect, type RedirectAnswer, redirectUri } from '../../net/loopbackRedirect.ts';
import { toFeedError } from '../failure.ts';
import { FeedError, type SignInRequest } from '../feed.ts';
import { redirectPortOf } from './options.ts';
import { tokenRefusal } from './tokenRefusal.ts';
import { askForToken } from './tokenRequest.ts';

/** For a person to sign in and agree, ms. */
const PATIENCE = 300_000;
/** Box shows the page for its own API on another host than that of the API. */
const AUTHORIZE_HOSTS: ReadonlyMap<string, string> = new Map([['https://api.box.com', 'https://account.box.com']]);

/** Sends a person to Box's page and waits until their browser comes back; see `Vendor.signIn`. */
export async function signIn(request: SignInRequest, signal: AbortSignal): Promise<Answers> {
  const port = redirectPortOf(request.options);
  const state = randomBytes(32).toString('base64url');
  const over = new AbortController();
  try {
    const redirect = await LoopbackRedirect.listen({ port, state, closing: request.closing });
    try {
      const coming = redirect.answer(request.clock, PATIENCE, AbortSignal.any([signal, over.signal]));
      const opening = request.open(authorizeUrl(request, state));
      const answer = await Promise.race([coming, opening.then(() => coming)]);
      return { refreshToken: await exchanged(request, answer, signal) };
    } finally {
      over.abort();
      redirect.close();
    }
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof FetchError || error instanceof HttpError ? toFeedError(error) : error;
  }
}

function authorizeUrl({ endpoint, options }: SignInRequest, state: string): string {
  const url = new URL(`${AUTHORIZE_HOSTS.get(endpoint) ?? endpoint}/api/oauth2/authorize`);
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: options.clientId ?? '',
    redirect_uri: redirectUri(redirectPortOf(options)),
    state,
  }).toString();
  return url.href;
}

/** The code is good for 30 s and once. */
async function exchanged(request: SignInRequest, answer: RedirectAnswer, signal: AbortSignal): Promise<string> {
  if (answer.kind === 'error') throw new FeedError('credential', said(answer.error));
  const { options, entered } = request;
  const client = { clientId: options.clientId ?? '', clientSecret: entered.secret ?? '' };
  const parameters = { code: answer.code, redirect_uri: redirectUri(redirectPortOf(options)) };
  const form = { grant: 'authorization_code', parameters };
  const token = await askForToken(request, client, form, [client.clientSecret, answer.code], signal).catch(
    (error: unknown) => {
      if (!(error instanceof HttpError)) throw error;
      request.log.warn(`Sign-in: HTTP ${error.status}: ${error.excerpt}`);
      throw tokenRefusal(error, { by: 'code', subject: 'user' });
    },
  );
  if (token.refreshToken === undefined)
    throw new FeedError('protocol', 'Box let you in, but gave nothing with which to renew that.');
  return token.refreshToken;
}

function said(error: string): string {
  return error === 'access_denied'
    ? 'The access was denied on the page of Box. Sign in again and grant it.'
    : 'The page of Box came back with an error. Check the client id and that the application may sign people in with the browser.';
}
