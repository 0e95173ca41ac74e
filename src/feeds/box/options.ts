import type { Answers, ConnectionConfig } from '../../model/connection.ts';
import type { Question } from '../feed.ts';

/** Box recommends 12 s for enterprise events, s. */
const POLL_SECONDS = 12;
const LEAST_POLL_SECONDS = 5;
const MOST_POLL_SECONDS = 3_600;
const REDIRECT_PORT = 3_000;

export function isUserStream(options: Answers | undefined): boolean {
  return options?.stream === 'user';
}

export type SignIn = 'ccg' | 'jwt' | 'oauth' | 'developer';

export function signInOf(options: Answers | undefined): SignIn {
  const { auth } = options ?? {};
  return auth === 'jwt' || auth === 'oauth' || auth === 'developer' ? auth : 'ccg';
}

/** Of the loopback redirect address that is registered with the application. */
export function redirectPortOf(options: Answers | undefined): number {
  return Number(options?.redirectPort ?? REDIRECT_PORT);
}

export function subjectTypeOf(options: Answers | undefined): 'enterprise' | 'user' {
  return options?.subject === 'user' ? 'user' : 'enterprise';
}

/** Which of a user's events. */
export function userStreamType(options: Answers | undefined): string {
  return options?.streamType ?? 'all';
}

/** The stream's name in the store. The position of one user's stream means nothing in another's. */
export function streamName(options: Answers | undefined): string {
  if (!isUserStream(options)) return 'enterprise';
  const user = asUserOf(options) ?? (subjectTypeOf(options) === 'user' ? options?.subjectId : undefined);
  return ['user', user, userStreamType(options)].filter((part) => part !== undefined).join('-');
}

/** Whom a user stream is read as, where it is another one than who signs in. */
export function asUserOf(options: Answers | undefined): string | undefined {
  return isUserStream(options) ? options?.asUser : undefined;
}

/** ms. */
export function pollInterval({ options }: ConnectionConfig): number {
  const seconds = Number(options?.pollSeconds ?? POLL_SECONDS);
  if (!Number.isFinite(seconds)) return POLL_SECONDS * 1_000;
  return Math.min(MOST_POLL_SECONDS, Math.max(LEAST_POLL_SECONDS, seconds)) * 1_000;
}

const needed = (text: string) => (text === '' ? 'An answer is needed.' : undefined);
const numeric = (text: string) => (/^\d{1,20}$/.test(text) ? undefined : 'Enter a number.');
const portOrNone = (text: string) =>
  text === '' || (/^\d{4,5}$/.test(text) && Number(text) >= 1_024 && Number(text) <= 65_535)
    ? undefined
    : 'Enter a number from 1024 to 65535.';
const numericOrNone = (text: string) => (text === '' ? undefined : numeric(text));

/** What the wizard asks about a Box connection. */
export const QUESTIONS: readonly Question[] = [
  {
    id: 'stream',
    prompt: 'Which events to stream.',
    choices: [
      {
        value: 'enterprise',
        label: 'Enterprise events, live',
        detail: 'What everybody in the enterprise does. Needs an administrator or a service account.',
      },
      { value: 'user', label: 'My events', detail: 'What one user sees, by long poll. Needs any valid user.' },
    ],
    concernsCredential: true,
  },
  {
    id: 'auth',
    prompt: 'How the application of this connection signs in to Box.',
    choices: [
      {
        value: 'ccg',
        label: 'Client Credentials Grant',
        detail: 'Client id and client secret of an application that is authorised in the Admin Console.',
      },
      {
        value: 'jwt',
        label: 'JWT with the configuration file of the application',
        detail: 'The file is read once; its key is kept in the system keyring.',
      },
      {
        value: 'oauth',
        label: 'OAuth, signing in with the browser',
        detail: 'You sign in to Box yourself. What the connection may read is what you may.',
      },
      { value: 'developer', label: 'Developer token', detail: 'For a first look: it lives for 60 minutes.' },
    ],
    concernsCredential: true,
  },
  {
    id: 'clientId',
    prompt: 'Client id of the application.',
    problem: needed,
    asked: (options) => ['ccg', 'oauth'].includes(signInOf(options)),
    concernsCredential: true,
  },
  {
    id: 'redirectPort',
    prompt:
      'Port of the redirect address http://localhost:<port>/callback, 3000 if nothing is entered. The application in the Box developer console must list this address.',
    problem: portOrNone,
    asked: (options) => signInOf(options) === 'oauth',
  },
  {
    id: 'subject',
    prompt: 'On whose behalf the application signs in.',
    choices: [
      { value: 'enterprise', label: 'The service account of the enterprise' },
      { value: 'user', label: 'A user' },
    ],
    asked: (options) => ['ccg', 'jwt'].includes(signInOf(options)),
  },
  {
    id: 'subjectId',
    prompt: 'Id of the enterprise, or of the user, in Box.',
    problem: numeric,
    asked: (options) => {
      const signIn = signInOf(options);
      return signIn === 'ccg' || (signIn === 'jwt' && subjectTypeOf(options) === 'user');
    },
  },
  {
    id: 'streamType',
    prompt: 'Which of the events of this user.',
    choices: [
      { value: 'all', label: 'All' },
      { value: 'changes', label: 'Changes to files and folders' },
      { value: 'sync', label: 'Changes in synced folders' },
    ],
    asked: isUserStream,
  },
  {
    id: 'asUser',
    prompt: 'Id of another user to read as (needs admin rights), or nothing.',
    problem: numericOrNone,
    asked: isUserStream,
  },
  {
    id: 'pollSeconds',
    prompt: 'Seconds between two polls: 12 if nothing is entered, 5 at least.',
    problem: numericOrNone,
    asked: (options) => !isUserStream(options),
  },
];
