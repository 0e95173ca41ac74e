import type { Answers, ConnectionConfig } from '../../model/connection.ts';
import type { Question } from '../feed.ts';
import { PROTOCOLS, type StreamProtocol } from './streams.ts';

const MINUTE = 60_000;
const POLL_MINUTES = 5;
const MOST_POLL_MINUTES = 24 * 60;
/** The built-in simulator has no limit to respect, and who looks at it wants to see something, ms. */
const DEMO_POLL = 10_000;

/** The streams of a connection. */
export function streamsOf(options: Answers | undefined): readonly StreamProtocol[] {
  const { insync, platform, realize } = PROTOCOLS;
  switch (options?.streams) {
    case 'insync+platform':
      return [insync, platform];
    case 'insync+realize':
      return [insync, realize];
    case 'all':
      return [insync, platform, realize];
    default:
      return [insync];
  }
}

/** ms; `undefined` where nothing was answered. */
export function initialHistory(options: Answers): number | undefined {
  switch (options.start) {
    case 'hour':
      return 60 * MINUTE;
    case 'now':
      return 0;
    case 'all':
      return Number.POSITIVE_INFINITY;
    default:
      return undefined;
  }
}

/** ms. */
export function pollInterval({ options, demo }: ConnectionConfig): number {
  if (demo) return DEMO_POLL;
  const minutes = Number(options?.pollMinutes || POLL_MINUTES);
  if (!Number.isFinite(minutes)) return POLL_MINUTES * MINUTE;
  return Math.min(MOST_POLL_MINUTES, Math.max(1, minutes)) * MINUTE;
}

const clientId = (text: string) =>
  /^[!-9;-~]{1,512}$/.test(text) ? undefined : 'Enter the client ID as Druva shows it, without spaces.';
const minutesOrNone = (text: string) =>
  text === '' || (/^\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= MOST_POLL_MINUTES)
    ? undefined
    : 'Enter a number from 1 to 1440.';

/** What the wizard asks about a Druva connection. */
export const QUESTIONS: readonly Question[] = [
  {
    id: 'streams',
    prompt: 'Which events to stream. One credential reads them all, where its role allows it.',
    choices: [
      {
        value: 'insync',
        label: 'inSync events',
        detail: 'Backup, restore, users, devices, administrators and alerts.',
      },
      {
        value: 'insync+platform',
        label: 'inSync and Druva platform events',
        detail: 'Also what the platform tells of all products. An event of inSync that is in both is shown once.',
      },
      {
        value: 'insync+realize',
        label: 'inSync and Cyber Resilience events',
        detail: 'Also what Cyber Resilience tells.',
      },
      { value: 'all', label: 'inSync, Druva platform and Cyber Resilience events' },
    ],
  },
  {
    id: 'start',
    prompt: 'Druva begins with all events that it has. From when on they are shown.',
    choices: [
      { value: 'hour', label: 'The last hour and what comes', detail: 'Recommended.' },
      { value: 'now', label: 'Only what comes from now on' },
      { value: 'all', label: 'Everything that Druva has', detail: 'This can take a while and fill the store.' },
    ],
  },
  {
    id: 'clientId',
    prompt: 'Client ID of the API credential, from Druva Cloud Settings.',
    problem: clientId,
    concernsCredential: true,
  },
  {
    id: 'pollMinutes',
    prompt: 'Minutes between two polls: 5 if nothing is entered, 1 at least.',
    problem: minutesOrNone,
  },
];
