import { clip } from '../clip.ts';
import { alertSummary } from './alertSummary.ts';
import { type Facts, fact } from './facts.ts';
import { MAX_NAME, type Named, origin, shown } from './named.ts';
import { wordsOf } from './outcomeInText.ts';
import type { Known } from './party.ts';
import { transferSummary } from './transferSummary.ts';
import { oneLine, sentenceCase } from './words.ts';

/** As all feeds have it. */
const MAX_SUMMARY = 300;

/** One line for people: what happened to what, by whom, from where. What Druva did not send is left out. */
export function summaryOf(
  facts: Facts,
  status: string | undefined,
  actor: Known | undefined,
  target: Known | undefined,
): string {
  // The number of a service tells nobody anything.
  const who =
    actor?.kind === 'service' && actor.name === undefined && actor.email === undefined ? undefined : shown(actor);
  const named = { who, what: shown(target), status };
  return clip(oneLine(said(facts, named, actor), MAX_SUMMARY + 1) || 'Event', MAX_SUMMARY);
}

function said(facts: Facts, named: Named, actor: Known | undefined): string {
  switch (facts.type.kind) {
    case 'transfer':
      return transferSummary(facts, named);
    case 'alert':
    case 'resolution':
    case 'notification':
      return alertSummary(facts, named);
    case 'login':
      return login(facts, named, actor);
    case 'task':
      return task(facts, named);
    case 'prose':
      return prose(facts, named);
    default:
      return other(facts, named);
  }
}

const ROLES: ReadonlyMap<string, string> = new Map([
  ['admin', 'Administrator'],
  ['api', 'API client'],
  ['user', 'User'],
]);

/** To what somebody signs in where it is not the console. */
const DOORS: ReadonlyMap<string, string> = new Map([
  ['API Login', ' to the API'],
  ['WebDAV Login', ' to WebDAV'],
  ['Bulk Export WebDAV Login', ' to WebDAV for a bulk export'],
  ['PST Converter WebDAV Login', ' to WebDAV for the PST converter'],
]);

function login(facts: Facts, { who, status }: Named, actor: Known | undefined): string {
  const role = facts.type.name === 'API Login' ? ROLES.get('api') : ROLES.get(actor?.kind ?? '');
  const name = [role, who].filter((part) => part !== undefined).join(' ') || 'Somebody';
  const where = `${DOORS.get(facts.type.name) ?? ''}${origin(facts)}`;
  if (status === 'failure') {
    const why = fact(facts, 'errorMessage');
    return `${name} failed to sign in${where}${why === undefined ? '' : `: ${clip(why, MAX_NAME)}`}`;
  }
  return status === 'success' ? `${name} signed in${where}` : `Sign-in of ${lowerFirst(name)}${where}`;
}

function task(facts: Facts, { what, status }: Named): string {
  const { type } = facts;
  const text = wordsOf(facts);
  const thing = `${type.name}${what === undefined ? '' : ` on ${what}`}`;
  const verb = status === undefined ? undefined : TASK_VERBS.get(status);
  return `${thing}${verb === undefined ? '' : ` ${verb}`}${text === '' ? '' : `: ${text.slice(0, MAX_SUMMARY)}`}`;
}

const TASK_VERBS: ReadonlyMap<string, string> = new Map([
  ['success', 'finished'],
  ['failure', 'failed'],
  ['with errors', 'finished with errors'],
  ['canceled', 'was canceled'],
]);

/** Administrators' trails come as sentences; who did it is told after one that leaves the address out. */
function prose(facts: Facts, { who, what }: Named): string {
  const { type } = facts;
  const words = clip(wordsOf(facts), MAX_SUMMARY - MAX_NAME - 3);
  if (words === '')
    return `${type.name}${who === undefined ? '' : ` of ${who}`}${what === undefined || what === who ? '' : ` about ${what}`}`;
  return who === undefined || words.includes(who) ? words : `${words} · ${who}`;
}

function other(facts: Facts, { who, what }: Named): string {
  const { type } = facts;
  const text = wordsOf(facts);
  const name = sentenceCase(type.name);
  const words = text === '' ? (what ?? fact(facts, 'adminActivity')) : text.slice(0, MAX_SUMMARY);
  const by = who === undefined || words?.includes(who) ? '' : `, by ${who}`;
  return `${name}${words === undefined ? '' : `: ${words}`}${by}`;
}

function lowerFirst(text: string): string {
  return text.startsWith('API') ? text : text.charAt(0).toLowerCase() + text.slice(1);
}
