import type { DatabaseSync } from 'node:sqlite';
import { integer } from './columns.ts';

/** So many parties of one identity, with one name each, are told apart by their hash. */
const NAMES = 8_192;

/**
 * What the indexes by hash (`identity`, `acquaintance`) go by: 53 bits, which a number holds exactly, and a third of the room of an id. Who has the same hash is
 * told apart by the rows themselves: many with the same would cost time, never an answer. Each file has its own salt, so that none are prepared for all.
 */
export class Hashes {
  readonly #salt: number;

  constructor(db: DatabaseSync) {
    this.#salt = integer(db.prepare('SELECT salt FROM state').get()?.salt);
  }

  event(connection: number, id: string): number {
    return hash(this.#salt + connection, id);
  }

  /** All of one identity (connection, kind and id, without an id the name) lie between {@link firstOf} and {@link lastOf}. */
  party(connection: number, kind: string, id: string | null, name: string | null): number {
    return this.firstOf(connection, kind, id, name) + (name === null ? 0 : hash(this.#salt, name) % NAMES);
  }

  firstOf(connection: number, kind: string, id: string | null, name: string | null): number {
    const identity = hash(
      this.#salt + connection,
      `${kind.length} ${kind}${id === null ? `-${name ?? ''}` : `+${id}`}`,
    );
    return identity - (identity % NAMES);
  }

  lastOf(first: number): number {
    return first + NAMES - 1;
  }
}

/** cyrb53 (public domain, github.com/bryc/code): two lanes of 32 bits, mixed at the end. A digest of `node:crypto` takes ten times as long. */
function hash(seed: number, given: string): number {
  // As SQLite gives it back: halves of characters are not kept.
  const text = given.toWellFormed();
  let a = 0xdeadbeef ^ seed;
  let b = 0x41c6ce57 ^ seed;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    a = Math.imul(a ^ unit, 2654435761);
    b = Math.imul(b ^ unit, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return 4294967296 * (2097151 & b) + (a >>> 0);
}
