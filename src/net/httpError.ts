import { boundedText } from './boundedText.ts';
import { redact } from './redact.ts';
import { retryAfter } from './retryAfter.ts';

/** Enough for any error body worth reading, bytes. */
const MAX_ERROR_BODY = 16_384;

/** An answer that says no. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly status: number;
  /** ms, from `Retry-After`. */
  readonly delay: number | undefined;
  /** `request-id` of the body or header, for the vendor's support. */
  readonly requestId: string | undefined;
  /** OAuth's `error` (RFC 6749, 5.2), where the body has one. */
  readonly oauthError: string | undefined;
  /** First bytes of the body, redacted: for the log, and for people where the vendor explains itself. */
  readonly excerpt: string;

  constructor(
    status: number,
    details: {
      delay?: number | undefined;
      requestId?: string | undefined;
      oauthError?: string | undefined;
      excerpt: string;
    },
  ) {
    super(`HTTP ${status}`);
    this.status = status;
    this.delay = details.delay;
    this.requestId = details.requestId;
    this.oauthError = details.oauthError;
    this.excerpt = details.excerpt;
  }

  /** Reads what is worth knowing of a failed response and frees its socket. */
  static async of(response: Response, now: number, secrets: Iterable<string>): Promise<HttpError> {
    const text = await boundedText(response.body, MAX_ERROR_BODY).catch(() => ''); // A body that breaks off takes nothing from the status.
    const body = parseMembers(text);
    const word = (name: string) => {
      const value = body?.[name];
      return typeof value === 'string' && /^[\w.:-]{1,100}$/.test(value) ? value : undefined;
    };
    return new HttpError(response.status, {
      delay: retryAfter(response.headers, now),
      requestId: word('request-id') ?? word('request_id'),
      oauthError: word('error'),
      excerpt: redact(text, secrets, 300),
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
