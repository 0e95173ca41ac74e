import { boundedText } from './boundedText.ts';
import { mask, redact } from './redact.ts';
import { retryAfter } from './retryAfter.ts';

/** Enough for any error body worth reading, bytes. */
const MAX_ERROR_BODY = 16_384;

/** RFC 6749, 4.1.2.1 and 5.2. No other word is told to people: it could be anything. */
const OAUTH_ERRORS: ReadonlySet<string> = new Set([
  'access_denied',
  'invalid_client',
  'invalid_grant',
  'invalid_request',
  'invalid_scope',
  'server_error',
  'temporarily_unavailable',
  'unauthorized_client',
  'unsupported_grant_type',
  'unsupported_response_type',
]);

/** A short word; a server may send back there what it was sent. Not judged by shape otherwise: many such ids are 32 hexadecimal digits. */
function isRequestId(text: string, secrets: readonly string[]): boolean {
  return /^(?!eyJ)[\w.:-]{1,64}$/.test(text) && mask(text, secrets) === text;
}

/** An answer that says no. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly status: number;
  /** ms, from `Retry-After`. */
  readonly delay: number | undefined;
  /** `request-id` of the body, for the vendor's support. */
  readonly requestId: string | undefined;
  /** The server's clock when it answered, ms since the epoch, from `Date`. */
  readonly serverTime: number | undefined;
  /** OAuth's `error`, where the body has one of those that there are. */
  readonly oauthError: string | undefined;
  /** First bytes of the body, redacted: for the log, and for people where the vendor explains itself. */
  readonly excerpt: string;

  constructor(
    status: number,
    details: {
      delay?: number | undefined;
      requestId?: string | undefined;
      serverTime?: number | undefined;
      oauthError?: string | undefined;
      excerpt: string;
    },
  ) {
    super(`HTTP ${status}`);
    this.status = status;
    this.delay = details.delay;
    this.requestId = details.requestId;
    this.serverTime = details.serverTime;
    this.oauthError = details.oauthError;
    this.excerpt = details.excerpt;
  }

  /** Reads what is worth knowing of a failed response and frees its socket. */
  static async of(response: Response, now: number, secrets: Iterable<string>): Promise<HttpError> {
    const known = [...secrets];
    const text = await boundedText(response.body, MAX_ERROR_BODY).catch(() => ''); // A body that breaks off takes nothing from the status.
    const body = parseMembers(text);
    const requestId = body?.['request-id'] ?? body?.request_id;
    const error = body?.error;
    const serverTime = Date.parse(response.headers.get('date') ?? '');
    return new HttpError(response.status, {
      delay: retryAfter(response.headers, now),
      requestId: typeof requestId === 'string' && isRequestId(requestId, known) ? requestId : undefined,
      serverTime: Number.isNaN(serverTime) ? undefined : serverTime,
      oauthError: typeof error === 'string' && OAUTH_ERRORS.has(error) ? error : undefined,
      excerpt: redact(text, known, 300),
    });
  }
}

function parseMembers(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined; // Not JSON: a proxy's page, or nothing. The status and the excerpt say what can be said.
  }
}
