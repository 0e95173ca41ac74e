import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { integer, maybeText, type Row, text } from '../columns.ts';
import { Hashes } from '../hashes.ts';
import { BoundedMap } from './boundedMap.ts';
import { HashIndex } from './hashIndex.ts';
import type { Ledger } from './ledger.ts';

interface Known {
  readonly connection: number;
  readonly kind: string;
  readonly id: string | null;
  readonly name: string | null;
  readonly party: number;
}

/** The number of each party: who it is and the name it went by. Numbers are never given twice. */
export class PartyNumbers {
  readonly #ledger: Ledger;
  readonly #hashes: Hashes;
  /** Kept behind the rows by the writer. */
  readonly index: HashIndex;
  readonly #is: StatementSync;
  readonly #insert: StatementSync;
  readonly #markActor: StatementSync;
  /** Most ids are of one party; looking up the id (without one, the name) as it came spares joining and hashing a key. */
  readonly #last = new BoundedMap<string, Known>(50_000);
  readonly #actors = new BoundedMap<number, true>(10_000);

  constructor(db: DatabaseSync, ledger: Ledger) {
    this.#ledger = ledger;
    const hashes = new Hashes(db);
    this.#hashes = hashes;
    this.#is = db.prepare(
      'SELECT 1 FROM party WHERE id = ? AND connection = ? AND kind = ? AND vendor_id IS ? AND name IS ?',
    );
    this.#insert = db.prepare('INSERT INTO party(id, connection, kind, vendor_id, name) VALUES(?, ?, ?, ?, ?)');
    this.#markActor = db.prepare('UPDATE party SET actor = 1 WHERE id = ? AND actor = 0');
    const behind = db.prepare('SELECT id, connection, kind, vendor_id, name FROM party WHERE id > ?');
    this.index = new HashIndex(db, {
      table: 'acquaintance',
      column: 'party',
      reach: ledger.reach('acquainted', 'parties'),
      *behind(upTo) {
        for (const row of behind.iterate(upTo)) yield { hash: hashOf(hashes, row), number: integer(row.id) };
      },
    });
  }

  clear(): void {
    this.index.clear();
    this.#last.clear();
    this.#actors.clear();
  }

  party(connection: number, kind: string | null, id: string | null, name: string | null): number | null {
    if (kind === null) return null;
    const last = this.#last.get(id ?? name ?? '');
    if (last && last.connection === connection && last.kind === kind && last.id === id && last.name === name)
      return last.party;
    const party = this.#find(connection, kind, id, name);
    this.#last.set(id ?? name ?? '', { connection, kind, id, name, party });
    return party;
  }

  actor(connection: number, kind: string | null, id: string | null, name: string | null): number | null {
    const party = this.party(connection, kind, id, name);
    if (party !== null && !this.#actors.get(party)) {
      this.#markActor.run(party);
      this.#actors.set(party, true);
    }
    return party;
  }

  /** Its row, with all of its columns, was deleted. */
  removed(row: Row): void {
    this.index.remove(hashOf(this.#hashes, row), integer(row.id));
    this.#last.delete(maybeText(row.vendor_id) ?? maybeText(row.name) ?? '');
  }

  #find(connection: number, kind: string, id: string | null, name: string | null): number {
    const hash = this.#hashes.party(connection, kind, id, name);
    const isIt = (candidate: number) => this.#is.get(candidate, connection, kind, id, name) !== undefined;
    const found = this.index.find(hash, isIt);
    if (found !== undefined) return found;
    const party = this.#ledger.parties + 1;
    this.#insert.run(party, connection, kind, id, name);
    this.index.add(hash, party);
    this.#ledger.parties = party;
    return party;
  }
}

function hashOf(hashes: Hashes, row: Row): number {
  const name = maybeText(row.name) ?? null;
  return hashes.party(integer(row.connection), text(row.kind), maybeText(row.vendor_id) ?? null, name);
}
