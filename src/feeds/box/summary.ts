import type { Party } from '../../model/event.ts';
import { clip } from '../clip.ts';
import { object, text } from '../json.ts';
import { alertSummary } from './alertSummary.ts';
import { isMonitoring } from './details.ts';
import { EVENT_TYPES } from './eventTypes.ts';
import { type Facts, targetOf } from './facts.ts';
import { ipOf } from './ip.ts';
import { type Person, personOf } from './person.ts';
import { fillSentence, parseSentence, type Sentence, type Tell } from './sentence.ts';
import { words } from './words.ts';

const UNKNOWN = '{type|Event}[: {what}][, by {by}]';
/** By their source, made when first met: activation has no time for all of them. */
const parsed = new Map<string, Sentence>();

/** Of one name in a sentence; of the whole, as all feeds have it. */
const MAX_NAME = 100;
const MAX_SUMMARY = 300;

/** One line for people: who did what to what or whom, and from which address. Facts that Box did not send are left out or said without a name. */
export function summaryOf(facts: Facts): string {
  const tell = teller(facts);
  const said =
    alertSummary(facts.alert) ?? fillSentence(sentenceOf(facts.type), tell) ?? words(clip(facts.type, MAX_NAME));
  // Alerts are found by their user, who is no part of their sentence.
  const suspect = facts.alert.user === undefined ? undefined : tell('who');
  return clip([said, suspect, ipOf(facts)].filter((part) => part !== undefined).join(' · '), MAX_SUMMARY);
}

function sentenceOf(type: string): Sentence {
  const source = EVENT_TYPES.get(type)?.sentence ?? UNKNOWN;
  const sentence = parsed.get(source) ?? parseSentence(source);
  parsed.set(source, sentence);
  return sentence;
}

function teller(facts: Facts): Tell {
  return (fact) => {
    const told = tellOf(facts, fact)?.trim();
    return told ? clip(told, MAX_NAME) : undefined;
  };
}

function tellOf(facts: Facts, fact: string): string | undefined {
  const { event, details, enforcement, actor, behalf, item, whom, group } = facts;
  const source = object(event, 'source');
  switch (fact) {
    case 'who':
      return who(actor, behalf);
    // Not once more who was named already.
    case 'by':
      return isSame(actor, targetOf(facts)) ? undefined : who(actor, behalf);
    case 'byOther':
      return isSame(actor, whom ?? actor) ? undefined : who(actor, behalf);
    case 'whom':
      return shown(whom);
    case 'login':
      return whom?.login ?? shown(whom);
    case 'self':
      return shown(whom ?? actor);
    case 'selfLogin':
      return (whom ?? actor)?.login ?? shown(whom ?? actor);
    case 'what':
      return shown(targetOf(facts));
    case 'item':
      return shown(item);
    case 'group':
      return shown(group);
    case 'app':
      return shown(item) ?? text(details, 'service_name');
    case 'type':
      return words(clip(facts.type, MAX_NAME));
    case 'parent':
      return text(object(source, 'parent'), 'name');
    case 'destination':
      return text(object(details, 'destination_folder'), 'item_name');
    case 'role':
      return text(details, 'role')?.toLowerCase();
    case 'access':
      return text(object(source, 'shared_link'), 'access') ?? text(object(details, 'shared_link'), 'access');
    case 'service':
      return text(details, 'service_name');
    case 'classification':
      return text(object(source, 'classification'), 'name') ?? text(enforcement, 'classification');
    case 'assignee':
      return shown(personOf(object(details, 'task_assignment').assigned_to));
    case 'decision':
      return text(object(details, 'shield_justification'), 'action')?.toLowerCase();
    case 'blocked':
      return isMonitoring(enforcement) ? 'would have been blocked' : 'was blocked';
    case 'restricted':
      return isMonitoring(enforcement) ? 'would have been restricted' : 'was restricted';
    default:
      return undefined;
  }
}

/** Someone who acts for someone else is named with him. */
function who(actor: Person | undefined, behalf: Person | undefined): string | undefined {
  const name = shown(actor);
  const other = shown(behalf);
  return name !== undefined && other !== undefined && other !== name
    ? `${clip(name, 60)} (for ${clip(other, 60)})`
    : name;
}

function isSame(one: Party | undefined, other: Party | undefined): boolean {
  if (one === undefined || one.kind !== other?.kind) return false;
  return one.id === other.id && (one.id !== undefined || one.name === other.name);
}

function shown(party: Party | undefined): string | undefined {
  if (party === undefined) return undefined;
  return party.name ?? (party.id === undefined ? undefined : `${party.kind.replaceAll('_', ' ')} ${party.id}`);
}
