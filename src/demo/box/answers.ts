import { randomBytes } from 'node:crypto';
import { type Answer, json } from '../answer.ts';

const HELP = 'http://developers.box.com/docs/#errors';

/** An error of the API in Box's form. */
export function apiError(
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const request_id = randomBytes(8).toString('hex');
  const body = { type: 'error', status, code, context_info: null, help_url: HELP, message, request_id };
  return json(status, body, { 'box-request-id': request_id, ...headers });
}

/** A missing, wrong or expired token: nothing but a header. */
export function unauthorized(): Answer {
  const challenge =
    'Bearer realm="Service", error="invalid_token", error_description="The access token provided is invalid."';
  return { status: 401, headers: { 'www-authenticate': challenge }, body: '' };
}

export function insufficientScope(): Answer {
  const message = 'The request requires higher privileges than provided by the access token.';
  const challenge = 'Bearer realm="Service", error="insufficient_scope"';
  return apiError(403, 'insufficient_scope', message, { 'www-authenticate': challenge });
}

export function accessDenied(): Answer {
  return apiError(403, 'access_denied_insufficient_permissions', 'Access denied - insufficient permission');
}

export function invalidPosition(): Answer {
  return apiError(400, 'bad_request', 'Invalid stream position');
}

export function rateLimited(seconds: number): Answer {
  const message = 'Request rate limit exceeded, please try again later';
  return apiError(429, 'rate_limit_exceeded', message, { 'retry-after': String(seconds) });
}

/** An error of the token endpoint, as RFC 6749 has it. */
export function oauthError(error: string, description: string, status = 400): Answer {
  return json(status, { error, error_description: description }, { 'Cache-Control': 'no-store' });
}

const CODES: Readonly<Record<number, readonly [string, string]>> = {
  400: ['bad_request', 'Bad request'],
  403: ['forbidden', 'Forbidden'],
  404: ['not_found', 'Not Found'],
  405: ['method_not_allowed', 'Method Not Allowed'],
  500: ['internal_server_error', 'Internal Server Error'],
  502: ['bad_gateway', 'Bad Gateway'],
  503: ['unavailable', 'Unavailable'],
};

/** The body that Box has for a status. */
export function usualError(status: number, headers: Readonly<Record<string, string>> = {}): Answer {
  if (status === 401) return unauthorized();
  if (status === 429) return rateLimited(Number(headers['retry-after'] ?? 1));
  const [code, message] = CODES[status] ?? ['error', 'Error'];
  return apiError(status, code, message, headers);
}
