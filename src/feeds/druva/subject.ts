import type { Party } from '../../model/event.ts';
import { alertNameOf } from './alertName.ts';
import type { Facts } from './facts.ts';
import { type Known, partyOf } from './party.ts';
import { keyOf } from './words.ts';

/**
 * What the event's state belongs to, so that events of one subject can be compared: an alert about a thing; else the device, cloud app or user; else who signed in.
 * Without an id two things of one name would pass for one.
 */
export function subjectOf(facts: Facts, actor: Known | undefined, target: Known | undefined): Party | undefined {
  const about = target ?? actor;
  return (
    alert(facts, about) ??
    (target?.id === undefined ? undefined : partyOf(target)) ??
    (facts.type.kind === 'login' && actor?.id !== undefined ? partyOf(actor) : undefined)
  );
}

/** Druva gives alerts no id: one is known by its name and by what it is about. */
function alert(facts: Facts, about: Known | undefined): Party | undefined {
  const { kind } = facts.type;
  if (kind !== 'alert' && kind !== 'resolution' && kind !== 'notification') return undefined;
  const name = alertNameOf(facts);
  if (name === undefined) return undefined;
  const whom = about?.name ?? about?.id;
  const id = about === undefined ? '' : ` ${about.kind} ${about.id ?? about.name}`;
  return { kind: 'alert', id: `${keyOf(name)}${id}`, name: whom === undefined ? name : `${name} · ${whom}` };
}
