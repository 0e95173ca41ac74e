import type { HttpError } from '../../net/httpError.ts';
import { FeedError } from '../feed.ts';
import { tokenFailure } from '../tokenFailure.ts';

/** How a token was asked for. */
export interface Asked {
  /** `code`: with what a sign-in in the browser has just brought; `refresh`: with what it brought once. */
  readonly by: 'ccg' | 'jwt' | 'code' | 'refresh';
  readonly subject: 'enterprise' | 'user';
}

/** What a person can do about a refusal of Box's token endpoint. */
export function tokenRefusal(error: HttpError, asked: Asked): FeedError | HttpError {
  const { status, requestId, oauthError } = error;
  const message = status === 400 || status === 401 ? sentence(oauthError, status, asked) : undefined;
  return message === undefined
    ? tokenFailure(error)
    : new FeedError('credential', message, { requestId, cause: error });
}

function sentence(oauthError: string | undefined, status: number, { by, subject }: Asked): string | undefined {
  switch (oauthError) {
    case 'invalid_client':
      return 'Box does not accept the client id with this client secret. Copy both again from the Configuration page of the application.';
    case 'unauthorized_client':
      if (by === 'code' || by === 'refresh')
        return 'The application may not sign people in with the browser. Check in the Box developer console that it uses OAuth, and in the Admin Console that it is enabled.';
      return subject === 'user'
        ? 'The application may not sign in for this user. It needs "App + Enterprise Access" and "Generate User Access Tokens", and an administrator has to authorise it in the Admin Console, again after each change.'
        : 'The application is not authorised for this enterprise. An administrator has to authorise it in the Admin Console, again after each change.';
    case 'invalid_grant':
      if (by === 'code')
        return 'Box did not take what the sign-in in the browser brought: it is good for 30 seconds and for one redirect address. Sign in again.';
      if (by === 'refresh')
        return 'The sign-in at Box has ended: it was not used for 60 days, was revoked, or was renewed without being stored. Sign in again with Replace Credential.';
      if (by === 'jwt')
        return 'Box refused the signed request of the application. Check the clock of this machine, that the id is right, and that the key pair is still listed in the Box developer console.';
      return subject === 'user'
        ? 'Box does not sign the application in for this id. Check that it is the id of a user, and that the application may generate user access tokens.'
        : 'Box does not sign the application in for this id. Check that it is the id of the enterprise, and that the application is authorised in the Admin Console.';
    default:
      return status === 401 ? 'Box does not accept the credential of the application. Enter it again.' : undefined;
  }
}
