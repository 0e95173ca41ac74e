import type { Party, SecurityEvent } from '../../model/event.ts';

/** Words of the vendors for what people work on. */
const DEVICE = /device|data_source|endpoint|computer/;
const PERSON = /^(?:user|admin|.*_admin|anonymous|box_support|login|person)$/;
const GROUP = /^group$/;
const POLICY = /policy|barrier/;

export const isDevice = ({ kind }: Party) => DEVICE.test(kind);
export const isPerson = ({ kind }: Party) => PERSON.test(kind);
const isGroup = ({ kind }: Party) => GROUP.test(kind);

/** `uid` and `name`, of which every object of OCSF wants one. */
export function identity({ id, name, kind }: Party): Record<string, string> {
  return {
    ...(id !== undefined && { uid: id }),
    ...(name !== undefined && { name }),
    ...(id === undefined && name === undefined && { name: kind }),
  };
}

/** An address that OCSF accepts as one; letters beyond ASCII it does not. */
const ADDRESS = /^[\w!#$%&'*+/=?^`{|}~.-]{1,64}@[A-Za-z0-9-]{1,63}\.[A-Za-z0-9.-]{1,190}$/;

export function user(party: Party, more?: string): object {
  const { id, name, kind } = party;
  const email = [more, name, id].find((text) => text !== undefined && ADDRESS.test(text));
  const [type_id, type] = /admin/.test(kind)
    ? [2, 'Admin']
    : /^(?:user|login|person)$/.test(kind)
      ? [1, 'User']
      : kind === 'system' || kind === 'service'
        ? [3, 'System']
        : [99, kind];
  return { ...identity(party), type_id, type, ...(email !== undefined && { email_addr: email }) };
}

/** Lookout's are phones and tablets, which it does not tell apart here: Unknown, rather than a guess. */
export function device(party: Party, owner: string | undefined): object {
  return {
    ...identity(party),
    type_id: 0,
    type: 'Unknown',
    ...(owner !== undefined && { owner: user({ kind: 'user', name: owner }) }),
  };
}

/** The thing that was managed. */
export function entity(event: SecurityEvent): object {
  const party = event.target ?? event.subject;
  if (party === undefined) return { name: event.type, type_id: 99, type: event.type };
  const own = identity(party);
  if (isDevice(party)) return { ...own, type_id: 1, type: 'Device', device: device(party, event.owner) };
  if (isPerson(party)) return { ...own, type_id: 2, type: 'User', user: user(party, event.owner) };
  if (isGroup(party)) return { ...own, type_id: 3, type: 'Group', group: own };
  if (POLICY.test(party.kind)) return { ...own, type_id: 5, type: 'Policy', policy: own };
  return { ...own, type_id: 99, type: party.kind };
}

/** The file or folder. Some events are about an account or a link: named by what they tell. */
export function file(event: SecurityEvent): object {
  const { target } = event;
  if (target === undefined) return { name: event.summary, type_id: 0, type: 'Unknown' };
  const [type_id, type] =
    target.kind === 'file' ? [1, 'Regular File'] : target.kind === 'folder' ? [2, 'Folder'] : [99, target.kind];
  return {
    name: target.name ?? target.id ?? target.kind,
    ...(target.id !== undefined && { uid: target.id }),
    type_id,
    type,
  };
}
