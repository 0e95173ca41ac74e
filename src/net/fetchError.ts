export type FetchErrorKind =
  | 'dns'
  | 'refused'
  | 'reset'
  | 'certificate'
  | 'timeout'
  | 'slept'
  | 'redirect'
  | 'protocol'
  | 'other';

/**
 * A request that brought no answer. `message` is an English sentence for people, without URL or credential. There is no `cause` on purpose: those of
 * `fetch` hold what the server sent, and, when a header could not be built, the credential.
 */
export class FetchError extends Error {
  override readonly name = 'FetchError';
  readonly kind: FetchErrorKind;

  constructor(kind: FetchErrorKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

const SENTENCES: readonly (readonly [RegExp, FetchErrorKind, string])[] = [
  [
    /^(ENOTFOUND|EAI_AGAIN|ENODATA)$/,
    'dns',
    'The host name could not be resolved. Check the endpoint and the network.',
  ],
  [/^ECONNREFUSED$/, 'refused', 'The server refused the connection. Check the endpoint and its port.'],
  [/^(ECONNRESET|EPIPE|UND_ERR_SOCKET|ECONNABORTED)$/, 'reset', 'The connection was cut by the server or the network.'],
  [/^(EHOSTUNREACH|ENETUNREACH|ENETDOWN|EHOSTDOWN)$/, 'other', 'The network or the server cannot be reached.'],
  [/^(ETIMEDOUT|UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT)$/, 'timeout', 'The server did not answer in time.'],
  [
    /^(CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO)/,
    'certificate',
    'The secure connection failed: the certificate is not trusted or does not fit the host.',
  ],
  [/^UND_ERR_HEADERS_OVERFLOW$/, 'protocol', 'The headers of the answer are too large.'],
  [/^UND_ERR_HTTP_PARSER$/, 'protocol', 'The answer is not HTTP: something else may listen at this address.'],
  [/^(Z_|ERR__ERROR_|ERR_BROTLI_|ERR_ZSTD_|ZSTD_)/, 'protocol', 'The compressed answer is damaged.'],
];

/** The code of the innermost cause that has one: `fetch` wraps the socket's error, sometimes in an AggregateError. */
function codeOf(error: unknown): string | undefined {
  let code: string | undefined;
  for (let at = error, depth = 0; at instanceof Error && depth < 6; depth++) {
    if ('code' in at && typeof at.code === 'string') code = at.code;
    else if (at.name === 'HTTPParserError') code = 'UND_ERR_HTTP_PARSER'; // The one error of undici that comes without its code.
    at = at instanceof AggregateError && at.errors.length > 0 ? at.errors[0] : at.cause;
  }
  return code;
}

/** Turns whatever `fetch` or a body's reader threw into a {@link FetchError}. */
export function toFetchError(error: unknown): FetchError {
  if (error instanceof FetchError) return error;
  const code = codeOf(error) ?? '';
  if (error instanceof Error && error.cause instanceof Error && error.cause.message === 'bad port') {
    return new FetchError('other', 'This port is reserved for another protocol; requests to it are blocked.');
  }
  for (const [pattern, kind, sentence] of SENTENCES) {
    if (pattern.test(code)) return new FetchError(kind, `${sentence} (${code})`);
  }
  return new FetchError('other', code ? `The request failed. (${code})` : 'The request failed.');
}
