import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { integer } from '../columns.ts';
import { BoundedMap } from './boundedMap.ts';
import type { Ledger } from './ledger.ts';
import { PartyNumbers } from './partyNumbers.ts';

type Value = string | number | null;

/** Finds the row of some values, or inserts it, and remembers which it was. */
class Interned {
  readonly #find: StatementSync;
  readonly #insert: StatementSync;
  readonly #known: BoundedMap<string, number>;

  constructor(db: DatabaseSync, find: string, insert: string, size: number) {
    this.#find = db.prepare(find);
    this.#insert = db.prepare(insert);
    this.#known = new BoundedMap(size);
  }

  find(key: string, ...values: Value[]): number | undefined {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const row = this.#find.get(...values);
    if (row) this.#known.set(key, integer(row.id));
    return row && integer(row.id);
  }

  id(key: string, ...values: Value[]): number {
    const found = this.find(key, ...values);
    if (found !== undefined) return found;
    const id = Number(this.#insert.run(...values).lastInsertRowid);
    this.#known.set(key, id);
    return id;
  }

  clear(): void {
    this.#known.clear();
  }
}

interface KnownObject {
  readonly connection: number;
  readonly kind: string;
  readonly name: string | null;
  readonly email: string | null;
}

/** The lengths keep apart what vendors' words, whatever they hold, could make look the same. */
const key = (connection: number, first: string, second: string | null, third: string | null) =>
  `${connection} ${first.length} ${second?.length ?? -1} ${third === null ? '' : '+'} ${first}${second ?? ''}${third ?? ''}`;

/**
 * Small integers for what repeats. What is remembered here must be in the database: after a rollback, and after another window wrote,
 * {@link clear} it.
 */
export class Interning {
  readonly parties: PartyNumbers;
  readonly #connection: Interned;
  readonly #stream: Interned;
  readonly #leaf: Interned;
  readonly #aspect: Interned;
  /** By id, which spares joining and hashing a key. */
  readonly #learned = new BoundedMap<string, KnownObject>(50_000);
  readonly #learn: StatementSync;

  constructor(db: DatabaseSync, ledger: Ledger) {
    this.parties = new PartyNumbers(db, ledger);
    const interned = (table: string, columns: readonly string[], size: number, more = '') =>
      new Interned(
        db,
        `SELECT id FROM ${table} WHERE ${columns.map((name) => `${name} IS ?`).join(' AND ')}${more}`,
        `INSERT INTO ${table}(${columns.join()}) VALUES(${columns.map(() => '?').join()})`,
        size,
      );
    this.#connection = interned('connection', ['name'], 1_000, ' AND doomed = 0');
    this.#stream = interned('stream', ['connection', 'name'], 1_000);
    this.#leaf = interned('leaf', ['connection', 'type', 'severity'], 10_000, ' AND dead = 0');
    this.#aspect = interned('aspect', ['connection', 'activity', 'status', 'vendor_severity'], 10_000);
    this.#learn = db.prepare(`INSERT INTO directory(connection, kind, id, name, email) VALUES(?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET name = coalesce(excluded.name, name), email = coalesce(excluded.email, email)
      WHERE name IS NOT coalesce(excluded.name, name) OR email IS NOT coalesce(excluded.email, email)`);
  }

  /** Whether anything of the connection is stored. */
  knows(connection: string): boolean {
    return this.#connection.find(connection, connection) !== undefined;
  }

  connection(name: string): number {
    return this.#connection.id(name, name);
  }

  stream(connection: number, name: string): number {
    return this.#stream.id(`${connection} ${name}`, connection, name);
  }

  leaf(connection: number, type: string, severity: number): number {
    return this.#leaf.id(`${connection} ${severity} ${type}`, connection, type, severity);
  }

  aspect(connection: number, activity: string, status: string | null, vendorSeverity: string | null): number {
    const aspect = key(connection, activity, status, vendorSeverity);
    return this.#aspect.id(aspect, connection, activity, status, vendorSeverity);
  }

  /** Remembers the last name and e-mail of an object; one that is missing leaves what was known. */
  learn(connection: number, kind: string, id: string, name: string | null, email: string | null): void {
    const last = this.#learned.get(id);
    if (last?.connection === connection && last.kind === kind && last.name === name && last.email === email) return;
    this.#learn.run(connection, kind, id, name, email);
    this.#learned.set(id, { connection, kind, name, email });
  }

  clear(): void {
    for (const one of [this.#connection, this.#stream, this.#leaf, this.#aspect, this.parties]) one.clear();
    this.#learned.clear();
  }
}
