import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { integer } from '../columns.ts';
import { COLUMNS, type Column, type Lists } from './rows.ts';

/** Rows that are read at a time: about 4 ms. */
export const CHUNK = 4_096;

/**
 * Reads the columns of events in order of arrival. SQLite hands each row to a function: half of what an object for each row takes.
 */
export class Tail {
  readonly #read: StatementSync;
  readonly #lists = new Map<Column, Float64Array>(COLUMNS.map((column) => [column, new Float64Array(CHUNK)]));
  #count = 0;

  constructor(db: DatabaseSync) {
    const lists = [...this.#lists.values()];
    db.aggregate('take_row', {
      varargs: true,
      start: 0,
      step: (_, ...values) => {
        for (const [index, list] of lists.entries()) list[this.#count] = Number(values[index] ?? 0);
        this.#count++;
        return 0;
      },
    });
    this.#read =
      db.prepare(`SELECT take_row(seq, time, received, stream, leaf, aspect, ifnull(actor, 0), ifnull(target, 0), ifnull(subject, 0), changes IS NOT NULL)
      FROM (SELECT seq, time, received, stream, leaf, aspect, actor, target, subject, changes FROM event WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ${CHUNK})`);
  }

  /** The next rows after `seq`, at most {@link CHUNK} and none after `upTo`. The lists are used again by the next call. */
  after(seq: number, upTo: number): { readonly lists: Lists; readonly count: number } {
    this.#count = 0;
    this.#read.get(seq, upTo);
    const list = (column: Column) => this.#lists.get(column) ?? new Float64Array();
    return {
      count: this.#count,
      lists: {
        seq: list('seq'),
        time: list('time'),
        received: list('received'),
        stream: list('stream'),
        leaf: list('leaf'),
        aspect: list('aspect'),
        actor: list('actor'),
        target: list('target'),
        subject: list('subject'),
        flags: list('flags'),
      },
    };
  }
}

/** Where the store stands. */
export class Standing {
  readonly #state: StatementSync;
  readonly #version: StatementSync;
  readonly #first: StatementSync;

  constructor(db: DatabaseSync) {
    this.#state = db.prepare('SELECT seq, removed, events FROM state');
    this.#version = db.prepare('PRAGMA data_version');
    this.#first = db.prepare('SELECT min(seq) AS seq FROM event');
  }

  /** Changes when anybody wrote. */
  get version(): number {
    return integer(this.#version.get()?.data_version);
  }

  get state(): { readonly seq: number; readonly removed: number; readonly events: number } {
    const row = this.#state.get();
    return { seq: integer(row?.seq), removed: integer(row?.removed), events: integer(row?.events) };
  }

  /** The lowest `seq` that is still there; none: all went. */
  get first(): number {
    const seq = this.#first.get()?.seq;
    return seq === null || seq === undefined ? Number.POSITIVE_INFINITY : integer(seq);
  }
}
