import type { Party } from '../../model/event.ts';
import { object, text } from '../json.ts';
import { type Facts, targetOf } from './facts.ts';
import { partyOf } from './person.ts';

/**
 * What the event's state belongs to, so that events of one subject can be compared: the alert, the collaboration (a role is a person's role on an item, and
 * one item has many), the sign request; else the target.
 */
export function subjectOf(facts: Facts): Party | undefined {
  return alert(facts) ?? collaboration(facts) ?? signRequest(facts) ?? target(facts);
}

/** Without an id two things of one name would pass for one. */
function target(facts: Facts): Party | undefined {
  const found = targetOf(facts);
  return found?.id === undefined ? undefined : partyOf(found);
}

function alert({ alert }: Facts): Party | undefined {
  const id = text(alert, 'alert_id');
  const name = text(alert, 'rule_name');
  return id === undefined ? undefined : { kind: 'shield_alert', id, ...(name !== undefined && { name }) };
}

/** Known by its own id where Box tells it, which it does not in all events; else by item and person. */
function collaboration({ type, details, item, whom }: Facts): Party | undefined {
  const own = text(details, 'collab_id');
  const named = /^COLLAB(?:ORATION)?_|^UPDATE_COLLABORATION_|^GROUP_(?:ADD|REMOVE)_(?:ITEM|FILE|FOLDER)$/.test(type);
  if (own === undefined && !named) return undefined;
  const who = whom?.id ?? whom?.login;
  const pair = item?.id !== undefined && who !== undefined ? `${item.kind} ${item.id} ${whom?.kind} ${who}` : undefined;
  const id = own ?? pair;
  // The user feeds name the item only: then it is the subject.
  if (id === undefined) return undefined;
  const name = [whom?.name, item?.name].filter((part) => part !== undefined).join(' · ');
  return { kind: 'collaboration', id, ...(name !== '' && { name }) };
}

function signRequest({ type, details, item }: Facts): Party | undefined {
  if (!type.startsWith('SIGN')) return undefined;
  const request = object(details, 'sign_request');
  const id = text(request, 'id');
  const name = text(request, 'name') ?? item?.name;
  return id === undefined ? undefined : { kind: 'sign_request', id, ...(name !== undefined && { name }) };
}
