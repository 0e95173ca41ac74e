import { hash } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { LEARNED, NUMBERS, TEXTS, type WireCommit } from '../wire.ts';
import type { Identities } from './identities.ts';
import type { Interning } from './interning.ts';
import type { Ledger } from './ledger.ts';

/** How many quarantined texts, and how many gaps, are kept of a connection. */
const KEPT = 1_000;
const QUARANTINE_LENGTH = 64 * 1024;

/** Stores one request inside the transaction of its caller. */
export class Committing {
  readonly #interning: Interning;
  readonly #identities: Identities;
  readonly #ledger: Ledger;
  readonly #insert: StatementSync;
  readonly #isForgotten: StatementSync;
  readonly #anyForgotten: StatementSync;
  readonly #advance: StatementSync;
  readonly #quarantine: StatementSync;
  readonly #trimQuarantine: StatementSync;
  readonly #gap: StatementSync;
  readonly #trimGaps: StatementSync;

  constructor(db: DatabaseSync, interning: Interning, identities: Identities, ledger: Ledger) {
    this.#interning = interning;
    this.#identities = identities;
    this.#ledger = ledger;
    this.#insert =
      db.prepare(`INSERT INTO event(seq, connection, id, stream, leaf, time, received, aspect, actor, target, subject, summary, link, changes, raw)
      VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
    this.#isForgotten = db.prepare('SELECT 1 FROM forgotten WHERE connection = ? AND id = ?');
    this.#anyForgotten = db.prepare('SELECT 1 FROM forgotten LIMIT 1');
    this.#advance = db.prepare(`UPDATE stream SET cursor = coalesce(?1, cursor), updated = iif(?1 IS NULL, updated, ?2),
      newest = iif(?3 IS NULL, newest, max(?3, ifnull(newest, ?3))) WHERE id = ?4`);
    this.#quarantine = db.prepare(
      `INSERT INTO quarantine(connection, stream, time, reason, raw, hash) VALUES(?, ?, ?, ?, ?, ?)
        ON CONFLICT(connection, stream, hash) DO UPDATE SET repeats = repeats + 1`,
    );
    this.#trimQuarantine = db.prepare(trim('quarantine'));
    this.#gap = db.prepare(
      'INSERT INTO gap(connection, stream, from_time, to_time, reason, noticed) VALUES(?, ?, ?, ?, ?, ?)',
    );
    this.#trimGaps = db.prepare(trim('gap'));
  }

  /** How many events were new. `now`: ms since the epoch, for the cursor. */
  store(request: WireCommit, now: number): number {
    if (request.run !== null && !this.#interning.knows(request.connection))
      throw new Error('the connection was removed.');
    const connection = this.#interning.connection(request.connection);
    const stream = this.#interning.stream(connection, request.stream);
    const { stored, newest } = this.#events(request, connection, stream);
    if (request.cursor !== null || newest !== null) this.#advance.run(request.cursor, now, newest, stream);

    for (const { reason, raw } of request.quarantined) {
      const kept = cut(raw);
      const same = hash('sha256', `${reason}\0${kept}`, 'base64url');
      this.#quarantine.run(connection, stream, request.receivedTime, reason, kept, same);
    }
    if (request.quarantined.length > 0) this.#trimQuarantine.run(connection, KEPT);
    for (const { from, to, reason } of request.gaps) {
      this.#gap.run(connection, stream, from ?? null, to ?? null, reason, now);
    }
    if (request.gaps.length > 0) this.#trimGaps.run(connection, KEPT);
    return stored;
  }

  #events(request: WireCommit, connection: number, stream: number): { stored: number; newest: number | null } {
    const { texts, numbers, learned, receivedTime } = request;
    const interning = this.#interning;
    const ledger = this.#ledger;
    const mayBeForgotten = this.#anyForgotten.get() !== undefined;
    const ids = Array.from({ length: numbers.length / NUMBERS }, (_, at) => texts[at * TEXTS] ?? '');
    const isNew = this.#identities.expect(connection, ids);
    let stored = 0;
    let newest: number | null = null;
    let toldUpTo = 0;
    for (const [at, id] of ids.entries()) {
      const [t, n] = [at * TEXTS, at * NUMBERS];
      const told = toldUpTo;
      toldUpTo += (numbers[n + 2] ?? 0) * LEARNED;
      const text = (offset: number) => texts[t + offset] ?? null;
      if (mayBeForgotten && this.#isForgotten.get(connection, id)) continue;
      const seq = ledger.seq + 1;
      if (!isNew(at, seq)) continue;
      const time = numbers[n] ?? Number.NaN;
      const leaf = interning.leaf(connection, text(1) ?? '', numbers[n + 1] ?? 0);
      const aspect = interning.aspect(connection, text(2) ?? '', text(3), text(4));
      const actor = interning.parties.actor(connection, text(5), text(6), text(7));
      const target = interning.parties.party(connection, text(8), text(9), text(10));
      // Mostly it is the target: comparing the texts costs less than looking them up.
      const isTarget = text(12) === text(9) && text(13) === text(10) && text(11) === text(8);
      const subject = isTarget ? target : interning.parties.party(connection, text(11), text(12), text(13));
      const raw = text(17) ?? '';
      this.#insert.run(
        seq,
        connection,
        id,
        stream,
        leaf,
        time,
        receivedTime,
        aspect,
        actor,
        target,
        subject,
        text(14) ?? '',
        text(15),
        text(16),
        raw,
      );
      ledger.seq = seq;
      ledger.stored(leaf, Buffer.byteLength(raw));
      stored++;
      if (newest === null || time > newest) newest = time;
      for (let l = told; l < toldUpTo; l += LEARNED) {
        interning.learn(
          connection,
          learned[l] ?? '',
          learned[l + 1] ?? '',
          learned[l + 2] ?? null,
          learned[l + 3] ?? null,
        );
      }
    }
    return { stored, newest };
  }
}

function trim(table: string): string {
  return `DELETE FROM ${table} WHERE connection = ?1 AND id <= (SELECT id FROM ${table} WHERE connection = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)`;
}

/** At most 64 KiB in UTF-8. */
function cut(raw: string): string {
  const start = raw.slice(0, QUARANTINE_LENGTH);
  if (Buffer.byteLength(start) <= QUARANTINE_LENGTH) return start;
  const bytes = Buffer.from(start).subarray(0, QUARANTINE_LENGTH);
  return bytes.toString('utf8').replace(/\uFFFD+$/, '');
}
