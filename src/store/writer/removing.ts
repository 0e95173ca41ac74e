import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { integer, maybeInteger, type Row, text } from '../columns.ts';
import { LOADED, type Retention } from '../contract.ts';
import type { Identities } from './identities.ts';
import type { Interning } from './interning.ts';
import type { Ledger } from './ledger.ts';
import type { Relating } from './relating.ts';

const COLUMNS =
  'e.seq, e.connection, e.id, e.leaf, e.time, e.target, e.subject, e.received, octet_length(e.raw) AS bytes, c.doomed';
/** Rows between two looks at the time. */
const CHUNK = 32;

/** Deletes events and keeps their ids, inside the transaction of its caller. */
export class Removing {
  readonly #interning: Interning;
  readonly #ledger: Ledger;
  readonly #relating: Relating;
  readonly #identities: Identities;
  readonly #ofLeaf: StatementSync;
  readonly #oldest: StatementSync;
  readonly #behind: StatementSync;
  readonly #delete: StatementSync;
  readonly #unrelate: StatementSync;
  readonly #remember: StatementSync;
  readonly #purgeParty: StatementSync;
  readonly #dropParties: StatementSync;
  /** Up to this `seq` there is nothing but what was loaded: the age limit never has to look there again. */
  #loadedUpTo = 0;

  constructor(db: DatabaseSync, interning: Interning, ledger: Ledger, relating: Relating, identities: Identities) {
    this.#interning = interning;
    this.#ledger = ledger;
    this.#relating = relating;
    this.#identities = identities;
    const from = `SELECT ${COLUMNS} FROM event e CROSS JOIN connection c ON c.id = e.connection`;
    this.#ofLeaf = db.prepare(`${from} WHERE e.leaf = ? ORDER BY e.time LIMIT ?`);
    this.#oldest = db.prepare(`${from} ORDER BY e.seq LIMIT ?`);
    this.#unrelate = db.prepare('DELETE FROM relation WHERE party = ? AND role = ? AND time = ? AND seq = ?');
    this.#behind =
      db.prepare(`SELECT ${COLUMNS}, s.name = '${LOADED}' AS loaded FROM event e CROSS JOIN connection c ON c.id = e.connection
      CROSS JOIN stream s ON s.id = e.stream WHERE e.seq > ? ORDER BY e.seq LIMIT ?`);
    this.#delete = db.prepare('DELETE FROM event WHERE seq = ?');
    this.#remember = db.prepare('INSERT INTO forgotten(connection, id, at) VALUES(?, ?, ?) ON CONFLICT DO NOTHING');
    this.#purgeParty = db.prepare(`DELETE FROM party WHERE id = ?1 AND actor = 0
      AND NOT EXISTS(SELECT 1 FROM relation WHERE party = ?1)
      RETURNING *`);
    this.#dropParties = db.prepare(
      'DELETE FROM party WHERE id IN (SELECT id FROM party WHERE connection = ? LIMIT 200) RETURNING *',
    );
  }

  /** Events of one leaf until `deadline` (performance.now()); false when there are none left. */
  leaf(leaf: number, now: number, deadline: number): boolean {
    return this.#while(deadline, now, () => this.#ofLeaf.all(leaf, CHUNK));
  }

  /** Some parties of a connection that is doomed; false when there are none left. */
  partiesOf(connection: number): boolean {
    const rows = this.#dropParties.all(connection);
    for (const row of rows) this.#interning.parties.removed(row);
    return rows.length > 0;
  }

  /** The oldest arrivals for as long as they exceed the limits; false when none does any more. */
  retain(retention: Retention, now: number, deadline: number): boolean {
    return this.#surplus(retention, now, deadline) || this.#aged(now - retention.maxAge, now, deadline);
  }

  #surplus({ maxEvents, maxBytes }: Retention, now: number, deadline: number): boolean {
    return this.#while(deadline, now, () => {
      let { events, bytes } = this.#ledger;
      if (events <= maxEvents && bytes <= maxBytes) return [];
      const rows = this.#oldest.all(CHUNK);
      const end = rows.findIndex((row) => {
        if (events <= maxEvents && bytes <= maxBytes) return true;
        events--;
        bytes -= integer(row.bytes);
        return false;
      });
      return end < 0 ? rows : rows.slice(0, end);
    });
  }

  /** What arrived before `limit`, ms since the epoch, but not what was loaded. */
  #aged(limit: number, now: number, deadline: number): boolean {
    for (;;) {
      // Nearly always the first one tells that there is nothing to do.
      const first = this.#behind.get(this.#loadedUpTo, 1);
      if (!first || (integer(first.loaded) === 0 && integer(first.received) >= limit)) return false;
      const rows = this.#behind.all(this.#loadedUpTo, CHUNK);
      const expired: Row[] = [];
      let isOver = rows.length < CHUNK;
      for (const row of rows) {
        if (integer(row.loaded) === 1) {
          if (expired.length === 0) this.#loadedUpTo = integer(row.seq);
        } else if (integer(row.received) < limit) expired.push(row);
        else {
          isOver = true;
          break;
        }
      }
      if (expired.length > 0) this.#remove(expired, now);
      if (isOver) return false;
      if (performance.now() >= deadline) return true;
    }
  }

  #while(deadline: number, now: number, next: () => Row[]): boolean {
    for (;;) {
      const rows = next();
      if (rows.length === 0) return false;
      this.#remove(rows, now);
      if (performance.now() >= deadline) return true;
    }
  }

  #remove(rows: readonly Row[], now: number): void {
    // Which parties are still in use is known from the index.
    this.#relating.flush();
    const parties = new Set<number>();
    // Deleting first makes room for the ids when the disk is full.
    for (const row of rows) {
      this.#identities.remove(integer(row.connection), text(row.id), integer(row.seq));
      this.#delete.run(integer(row.seq));
      this.#ledger.deleted(integer(row.leaf), integer(row.bytes));
      for (const [role, party] of [maybeInteger(row.subject), maybeInteger(row.target)].entries()) {
        if (party === undefined) continue;
        this.#unrelate.run(party, role, integer(row.time), integer(row.seq));
        parties.add(party);
      }
    }
    for (const row of rows) {
      if (integer(row.doomed) === 0) this.#remember.run(integer(row.connection), text(row.id), now);
    }
    for (const party of parties) {
      const gone = this.#purgeParty.get(party);
      if (gone) this.#interning.parties.removed(gone);
    }
  }
}
