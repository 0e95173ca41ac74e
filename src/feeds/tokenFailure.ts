import type { HttpError } from '../net/httpError.ts';
import { FeedError } from './feed.ts';

/** What a token endpoint's refusal means for every vendor. Those of 401 and of OAuth's own errors that are special to one are handled before. */
export function tokenFailure(error: HttpError): FeedError | HttpError {
  const { status, requestId } = error;
  const details = { requestId, cause: error };
  if (status === 400) {
    const message = `The token endpoint refused the request (${error.oauthError ?? 'HTTP 400'}).`;
    return new FeedError('credential', message, details);
  }
  if (status === 404 || status === 410) {
    const message = `There is no token endpoint at this address (HTTP ${status}). Check the endpoint.`;
    return new FeedError('forbidden', message, details);
  }
  if (status > 200 && status < 400) {
    const message = `The token endpoint sent something that is not a token (HTTP ${status}).`;
    return new FeedError('protocol', message, details);
  }
  return error;
}
