import type { Party } from '../../model/event.ts';
import { isObject, type JsonObject, text } from '../json.ts';

/** A user or group; a user of outside may have an address only. */
export interface Person extends Party {
  readonly login?: string;
}

const ANONYMOUS: Person = { kind: 'anonymous', name: 'Anonymous' };

/** A user in Box's short form. Who is not signed in has the id 2, or "Unknown User" for a name and no login (with a login that name only means that it is not told). */
export function personOf(value: unknown): Person | undefined {
  if (!isObject(value)) return undefined;
  const id = text(value, 'id');
  const login = text(value, 'login') ?? text(value, 'email');
  const told = text(value, 'name');
  const name = told === 'Unknown User' ? undefined : told;
  if (id === '2' || (told !== undefined && name === undefined && login === undefined)) return ANONYMOUS;
  if (id === 'box_support' || login === 'support@box.com') {
    return { kind: 'box_support', name: 'Box support', ...(id !== undefined && { id }) };
  }
  return person(kindOf(value, 'user'), id, name, login);
}

export function person(
  kind: string,
  id: string | undefined,
  name: string | undefined,
  login: string | undefined,
): Person | undefined {
  const shown = name ?? login;
  if (id === undefined && shown === undefined) return undefined;
  return {
    kind,
    ...(id !== undefined && { id }),
    ...(shown !== undefined && { name: shown }),
    ...(login !== undefined && { login }),
  };
}

/** The vendor's word for what it is, in lower case. */
export function kindOf(of: JsonObject, otherwise: string, member = 'type'): string {
  return text(of, member)?.slice(0, 40).toLowerCase() ?? otherwise;
}

/** Without what only we want to know. */
export function partyOf({ kind, id, name }: Person): Party {
  return { kind, ...(id !== undefined && { id }), ...(name !== undefined && { name }) };
}
