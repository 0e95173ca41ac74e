import { hash } from 'node:crypto';

/** Hexadecimal digits: 48 and 40 bits. */
const EVENT = 12;
const PARTY = 10;
/** So many parties of one identity, with one name each, are told apart by their hash: 53 bits together, which a number holds exactly. */
const NAMES = 8_192;

// Indexes by hash (`identity`, `acquaintance`): a number takes a third of the room of an id. Who has the same hash is told apart by the rows themselves, and nobody
// can choose texts of which many have the same.

/** Of an event. */
export function eventHash(connection: number, id: string): number {
  return number(`${connection} ${id}`, EVENT);
}

/** Of a party; all of one identity (connection, kind and id, without an id the name) lie between {@link firstOf} and {@link lastOf}. */
export function partyHash(connection: number, kind: string, id: string | null, name: string | null): number {
  return firstOf(connection, kind, id, name) + (name === null ? 0 : number(name, 4) % NAMES);
}

export function firstOf(connection: number, kind: string, id: string | null, name: string | null): number {
  return number(`${connection} ${kind.length} ${kind}${id === null ? `-${name ?? ''}` : `+${id}`}`, PARTY) * NAMES;
}

export function lastOf(first: number): number {
  return first + NAMES - 1;
}

function number(text: string, digits: number): number {
  return Number.parseInt(hash('sha256', text).slice(0, digits), 16);
}
