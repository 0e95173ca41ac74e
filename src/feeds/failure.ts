import { FetchError } from '../net/fetchError.ts';
import { HttpError } from '../net/httpError.ts';
import { redact } from '../net/redact.ts';
import { SseError } from '../net/sse.ts';
import { FeedError, type Logger } from './feed.ts';

/** Status codes that mean "later", for every vendor. */
function isBusy(status: number): boolean {
  return status === 408 || status === 425 || status === 429 || status >= 500;
}

/** The meaning of a failure that is the same for every vendor. Feeds handle first what is special to theirs (401, 400). */
export function toFeedError(error: unknown): FeedError {
  if (error instanceof FeedError) return error;
  if (error instanceof HttpError) return fromStatus(error);
  if (error instanceof FetchError)
    return new FeedError(['redirect', 'protocol'].includes(error.kind) ? 'protocol' : 'network', error.message, {
      cause: error,
    });
  if (error instanceof SseError) {
    return error.kind === 'silent'
      ? new FeedError('network', `The connection went silent. ${error.message}`, { cause: error })
      : new FeedError('protocol', error.message, { cause: error });
  }
  // Without its cause, which may quote anything; feeds log that, redacted.
  return new FeedError('protocol', 'Something unexpected happened while reading the stream.');
}

/** What is not told to people: why no answer came, and a mistake of ours in full, without the credentials. */
export function logFailure(error: unknown, log: Logger, secrets: readonly string[]): void {
  if (error instanceof FetchError) log.debug(`${error.kind}: ${error.message}`);
  else if (error instanceof Error && !(error instanceof FeedError) && !(error instanceof SseError))
    log.error(redact(error.stack ?? error.name, secrets));
}

function fromStatus(error: HttpError): FeedError {
  const { status, delay, requestId } = error;
  const details = { delay, requestId, cause: error };
  if (isBusy(status)) {
    const said = status === 429 ? 'The server limits the rate of requests' : 'The server cannot answer right now';
    return new FeedError('busy', `${said} (HTTP ${status}).`, details);
  }
  switch (status) {
    case 200:
      return new FeedError('protocol', error.excerpt, details);
    case 204:
      return new FeedError('forbidden', 'The server ended this stream (HTTP 204).', details);
    case 401:
      return new FeedError('credential', 'The server refused the credential (HTTP 401).', details);
    case 403:
      return new FeedError('forbidden', 'The credential lacks a permission for this stream (HTTP 403).', details);
    case 404:
    case 410:
      return new FeedError(
        'forbidden',
        `The stream was not found at this endpoint (HTTP ${status}). Check the endpoint.`,
        details,
      );
    default:
      return new FeedError('protocol', `The server refused the request (HTTP ${status}).`, details);
  }
}
