import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import type { Party, SecurityEvent } from '../../model/event.ts';
import { integer, listed, maybeText, text } from '../columns.ts';
import { decodeChanges, party } from '../reader/eventRow.ts';
import { Dictionaries } from './dictionaries.ts';

/** seqs as JSON; a null is none. The order is that of the list, which the joins go through from its beginning. */
const READ = `SELECT e.seq, e.id, e.stream, e.leaf, e.time, e.received, e.aspect, e.actor, e.target, e.subject, e.summary, e.link, e.changes, e.raw
  FROM json_each(?) j CROSS JOIN event e ON e.seq = j.value`;

interface Known {
  readonly party: Party;
  /** The e-mail address of the person behind it. */
  readonly owner: string | undefined;
}

/** How long what is known of owners may be told, ms. */
const FRESH = 10_000;
/** So many parties are remembered: memory stays flat whatever is exported. */
const MOST_PARTIES = 20_000;

/** Puts many events together at once: one statement for their rows, and what these have in common is looked up once. */
export class WholeEvents {
  readonly #db: DatabaseSync;
  readonly #read: StatementSync;
  readonly #party: StatementSync;
  readonly #removed: StatementSync;
  #parties = new Map<number, Known | undefined>();
  #dictionaries: Dictionaries;
  #removals = -1;
  #since = Number.NEGATIVE_INFINITY;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#read = db.prepare(READ);
    this.#read.setReturnArrays(true);
    this.#party = db.prepare(`SELECT p.kind, p.vendor_id, p.name, d.email FROM party p
      LEFT JOIN directory d ON d.connection = p.connection AND d.kind = p.kind AND d.id = p.vendor_id WHERE p.id = ?`);
    this.#removed = db.prepare('SELECT removed FROM state');
    this.#dictionaries = new Dictionaries(db);
  }

  /** In this order; those that are gone are left out. */
  read(seqs: readonly (number | undefined)[]): SecurityEvent[] {
    // Rows, and what their numbers stand for, as of one moment.
    this.#db.exec('BEGIN');
    try {
      this.#forget();
      const events: SecurityEvent[] = [];
      for (const row of this.#read.all(JSON.stringify(seqs))) {
        const event = this.#event(listed(row));
        if (event) events.push(event);
      }
      return events;
    } finally {
      this.#db.exec('COMMIT');
    }
  }

  /** Numbers may be given again once something was removed. */
  #forget(): void {
    const removals = integer(this.#removed.get()?.removed);
    const old = performance.now() - this.#since > FRESH;
    if (removals === this.#removals && !old && this.#parties.size < MOST_PARTIES) return;
    if (removals !== this.#removals) this.#dictionaries = new Dictionaries(this.#db);
    this.#parties = new Map();
    this.#removals = removals;
    this.#since = performance.now();
  }

  #event(row: readonly SQLOutputValue[]): SecurityEvent | undefined {
    const [
      seq,
      id,
      stream,
      leafId,
      time,
      received,
      aspectId,
      actorId,
      targetId,
      subjectId,
      summary,
      link,
      changes,
      raw,
    ] = row;
    const leaf = this.#dictionaries.leaf(integer(leafId));
    const aspect = this.#dictionaries.aspect(integer(aspectId));
    const name = this.#dictionaries.stream(integer(stream));
    if (!leaf || !aspect || name === undefined) return undefined;
    const actor = this.#known(actorId);
    const target = this.#known(targetId);
    const subject = this.#known(subjectId);
    const { status, vendorSeverity } = aspect;
    const to = maybeText(link);
    const changed = maybeText(changes);
    return {
      seq: integer(seq),
      connection: leaf.connection,
      stream: name,
      id: text(id),
      time: integer(time),
      receivedTime: integer(received),
      type: leaf.type,
      severity: leaf.severity,
      activity: aspect.activity,
      ...(status !== undefined && { status }),
      ...(vendorSeverity !== undefined && { vendorSeverity }),
      ...(actor && { actor: actor.party }),
      ...(target && { target: target.party }),
      ...(subject && { subject: subject.party }),
      summary: text(summary),
      ...(to !== undefined && { link: to }),
      ...(target?.owner !== undefined && { owner: target.owner }),
      changes: changed === undefined ? [] : decodeChanges(changed),
      raw: text(raw),
    };
  }

  #known(value: SQLOutputValue | undefined): Known | undefined {
    if (value === null || value === undefined) return undefined;
    const id = integer(value);
    const known = this.#parties.get(id);
    if (known || this.#parties.has(id)) return known;
    const row = this.#party.get(id);
    const found = row && party(maybeText(row.kind), maybeText(row.vendor_id), maybeText(row.name));
    const learned = found && { party: found, owner: maybeText(row.email) };
    this.#parties.set(id, learned);
    return learned;
  }
}
