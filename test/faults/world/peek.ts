import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { files } from '../../../src/store/files.ts';
import type { Mark } from '../../../src/store/wire.ts';

export interface Gap {
  readonly from: number;
  readonly to: number;
}

export interface StreamContents {
  readonly name: string;
  readonly cursor: string | undefined;
  /** From when a first run began, ms since the epoch. */
  readonly since: number | undefined;
}

/** What the store's file holds, read past the store itself. */
export interface Contents {
  readonly events: ReadonlySet<string>;
  /** Ids that outlived their events. */
  readonly forgotten: ReadonlySet<string>;
  /** Events ever stored, by the tallies. */
  readonly total: number;
  readonly streams: readonly StreamContents[];
  readonly gaps: readonly Gap[];
  readonly quarantine: readonly string[];
  readonly mark: Mark;
}

const EVENTS = 'SELECT id FROM event';
const FORGOTTEN = 'SELECT id FROM forgotten';

/** A reader of its own on a store with one connection. */
export class Peek {
  readonly #db: DatabaseSync;
  readonly #streams: readonly string[];
  #last: { readonly version: number; readonly contents: Contents } | undefined;
  readonly #statements = new Map<string, StatementSync>();

  /** `streams`: those that it looks at. */
  constructor(directory: string, streams: readonly string[]) {
    this.#streams = streams;
    this.#db = new DatabaseSync(files(directory).database, { timeout: 1_000 });
  }

  /** As it stood when another connection wrote last. */
  read(): Contents {
    const version = Number(this.#one('PRAGMA data_version')?.data_version);
    if (this.#last?.version !== version) this.#last = { version, contents: this.#read() };
    return this.#last.contents;
  }

  #read(): Contents {
    const stored = (name: string) => {
      const cursor = this.#one('SELECT cursor FROM stream WHERE name = ?', name)?.cursor;
      return typeof cursor === 'string' ? cursor : undefined;
    };
    return {
      events: new Set(this.#texts(EVENTS, 'id')),
      forgotten: new Set(this.#texts(FORGOTTEN, 'id')),
      total: Number(this.#one('SELECT ifnull(sum(total), 0) AS total FROM leaf WHERE dead = 0')?.total),
      streams: this.#streams.map((name) => {
        const since = stored(`${name}:since`);
        return { name, cursor: stored(name), since: since === undefined ? undefined : Number(since) };
      }),
      gaps: this.#prepared('SELECT from_time, to_time FROM gap')
        .all()
        .map((row) => ({
          from: row.from_time === null ? Number.NEGATIVE_INFINITY : Number(row.from_time),
          to: Number(row.to_time),
        })),
      quarantine: this.#texts('SELECT raw FROM quarantine', 'raw'),
      mark: this.mark(),
    };
  }

  mark(): Mark {
    const row = this.#one('SELECT seq, removed, shared FROM state');
    return { seq: Number(row?.seq), removed: Number(row?.removed), shared: Number(row?.shared) };
  }

  /** From now on the disk fails for one event, by its number at the end of its note; the others go in. */
  breakFor(number: number): void {
    this.#db.exec(`CREATE TRIGGER IF NOT EXISTS broken BEFORE INSERT ON event WHEN instr(NEW.raw, '#${number}#') > 0
      BEGIN SELECT RAISE(ABORT, 'the disk fails'); END`);
  }

  mend(): void {
    this.#db.exec('DROP TRIGGER IF EXISTS broken');
  }

  close(): void {
    this.#db.close();
  }

  #texts(sql: string, column: string): string[] {
    return this.#prepared(sql)
      .all()
      .map((row) => String(row[column]));
  }

  #one(sql: string, ...values: string[]) {
    return this.#prepared(sql).get(...values);
  }

  #prepared(sql: string): StatementSync {
    const statement = this.#statements.get(sql) ?? this.#db.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}
