import { type Answer, json } from '../answer.ts';

type Headers = Readonly<Record<string, string>>;

/** An error in Druva's envelope. */
function druvaError(status: number, code: string, message: string, retryable = false, headers: Headers = {}): Answer {
  return json(status, { code, message, retryable }, headers);
}

export function invalidGrant(): Answer {
  return json(400, { error: 'invalid_grant. (#10010003b)' });
}

export function unauthorized(): Answer {
  return druvaError(401, 'InsyncEndpoints-1001', 'The access token is missing or has expired.');
}

/** The gateway's own words: a token of another cloud, or one of its kind that has expired. */
export function deniedByGateway(): Answer {
  return json(403, { Message: 'User is not authorized to access this resource with an explicit deny' });
}

export function missingRole(): Answer {
  return druvaError(403, 'InsyncAdmanagement-1221', 'Access restricted due to insufficient permissions.');
}

export function forbiddenAddress(): Answer {
  return json(403, { Message: 'Access from this IP address is not allowed' });
}

export function invalidTracker(): Answer {
  return badRequest('Invalid tracker.');
}

export function badRequest(message: string): Answer {
  return druvaError(400, 'InsyncEndpoints-1003', message);
}

export function tooMany(seconds?: number): Answer {
  const headers = seconds === undefined ? {} : { 'Retry-After': String(seconds) };
  return druvaError(429, 'InsyncEndpoints-1029', 'Too many requests.', true, headers);
}

/** The body that Druva has for a status. */
export function usualError(status: number, headers: Headers = {}): Answer {
  switch (status) {
    case 401:
      return unauthorized();
    case 403:
      return missingRole();
    case 404:
      return json(404, { Message: 'No method found matching route' }, headers);
    case 500:
      return druvaError(500, 'InsyncEndpoints-1006', 'Internal server error', true, headers);
    case 501:
      return druvaError(501, 'InsyncEndpoints-1007', 'Method not implemented', false, headers);
    default:
      return druvaError(status, `InsyncEndpoints-${status}`, 'Error', status === 429 || status > 501, headers);
  }
}
