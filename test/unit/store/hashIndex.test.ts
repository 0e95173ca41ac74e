import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { integer } from '../../../src/store/columns.ts';
import { HashIndex } from '../../../src/store/writer/hashIndex.ts';

/** So few hashes that many rows share one. */
const HASHES = 6;

/** Rows, their index, and what must be found. */
class Rows {
  readonly db = new DatabaseSync(':memory:');
  readonly mark = { upTo: 0, last: 0 };
  index: HashIndex;

  constructor() {
    this.db.exec(`CREATE TABLE thing(number INTEGER PRIMARY KEY, hash INTEGER NOT NULL);
      CREATE TABLE entry(hash INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY(hash, number)) WITHOUT ROWID; BEGIN`);
    this.index = this.#open();
  }

  get all(): readonly { readonly number: number; readonly hash: number }[] {
    const rows = this.db.prepare('SELECT number, hash FROM thing ORDER BY number').all();
    return rows.map(({ number, hash }) => ({ number: integer(number), hash: integer(hash) }));
  }

  add(hash: number): void {
    const number = this.mark.last + 1;
    this.index.add(hash, number);
    this.db.prepare('INSERT INTO thing VALUES(?, ?)').run(number, hash);
    this.mark.last = number;
  }

  remove(at: number): void {
    const { all } = this;
    const row = all[at % Math.max(1, all.length)];
    if (!row) return;
    this.index.remove(row.hash, row.number);
    this.db.prepare('DELETE FROM thing WHERE number = ?').run(row.number);
  }

  /** Ends a transaction; what was remembered of one that failed is dropped, and its mark is as it was. */
  end(how: 'COMMIT' | 'ROLLBACK', before: { readonly upTo: number; readonly last: number }): void {
    this.db.exec(`${how}; BEGIN`);
    if (how === 'COMMIT') return;
    Object.assign(this.mark, before);
    this.index.clear();
  }

  /** As another process that opens the file. */
  reopen(): void {
    this.index = this.#open();
  }

  /** Another process adds one and writes all that waits; the next transaction here notices. */
  addElsewhere(hash: number): void {
    const mine = this.index;
    this.reopen();
    this.add(hash);
    while (this.index.waiting) this.index.step('few');
    this.index = mine;
    this.index.clear();
  }

  check(): void {
    const { all } = this;
    for (let hash = 0; hash < HASHES; hash++) {
      for (const { number, hash: its } of all) {
        for (const written of [undefined, this.index.written([hash])]) {
          assert.equal(
            this.index.find(hash, (candidate) => candidate === number, written),
            its === hash ? number : undefined,
          );
        }
      }
      // What it offers are rows that there are.
      this.index.find(hash, (candidate) => {
        assert.ok(
          all.some((row) => row.number === candidate && row.hash === hash),
          `${candidate}`,
        );
        return false;
      });
    }
  }

  #open(): HashIndex {
    const behind = this.db.prepare('SELECT number, hash FROM thing WHERE number > ?');
    return new HashIndex(this.db, {
      table: 'entry',
      column: 'number',
      reach: this.mark,
      *behind(upTo) {
        for (const row of behind.all(upTo)) yield { hash: integer(row.hash), number: integer(row.number) };
      },
      size: { most: 4, step: 2, slice: 2 },
    });
  }
}

describe('store: an index that is kept behind its rows', () => {
  it('finds every row and no other, whatever was written, removed, rolled back or opened again meanwhile', () => {
    const act = fc.oneof(
      { weight: 6, arbitrary: fc.record({ kind: fc.constant('add' as const), hash: fc.nat(HASHES - 1) }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('remove' as const), at: fc.nat(30) }) },
      { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('few' as const, 'many' as const) }) },
      { weight: 3, arbitrary: fc.record({ kind: fc.constant('fill' as const) }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('COMMIT' as const, 'ROLLBACK' as const) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('reopen' as const) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('elsewhere' as const), hash: fc.nat(HASHES - 1) }) },
    );
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        const rows = new Rows();
        let before = { ...rows.mark };
        for (const each of acts) {
          if (each.kind === 'add') rows.add(each.hash);
          else if (each.kind === 'remove') rows.remove(each.at);
          else if (each.kind === 'reopen') rows.reopen();
          else if (each.kind === 'fill') rows.index.fill();
          else if (each.kind === 'elsewhere') rows.addElsewhere(each.hash);
          else if (each.kind === 'few' || each.kind === 'many') rows.index.step(each.kind);
          else {
            rows.end(each.kind, before);
            before = { ...rows.mark };
          }
          rows.check();
        }
        while (rows.index.waiting) rows.index.step('few');
        const entries = rows.db.prepare('SELECT number, hash FROM entry ORDER BY number').all();
        assert.deepEqual(
          entries.map(({ number, hash }) => ({ number, hash })),
          rows.all,
        );
        rows.db.close();
      }),
      { numRuns: 400 },
    );
  });

  it('writes little until it is worth it, and then a step at a time', () => {
    const rows = new Rows();
    const written = () => integer(rows.db.prepare('SELECT count(*) AS count FROM entry').get()?.count);
    for (const hash of [5, 3, 1]) rows.add(hash);
    rows.index.step('many');
    assert.equal(written(), 0);
    rows.add(0);
    rows.index.step('many');
    assert.deepEqual([written(), rows.mark.upTo], [2, 0]);
    rows.index.step('many');
    assert.deepEqual([written(), rows.mark.upTo], [4, 4]);
    rows.add(2);
    rows.index.step('few');
    assert.deepEqual([written(), rows.mark.upTo], [5, 5]);
    rows.db.close();
  });

  it('does not ask the table for what it never had, once its filter is full, until another process has written', () => {
    const rows = new Rows();
    const findsIt = () => rows.index.find(4, () => true) !== undefined;
    for (const hash of [0, 1, 2]) rows.add(hash);
    rows.index.step('few');
    // Nobody does this: it shows who is asked.
    rows.db.prepare('INSERT INTO entry VALUES(4, 99)').run();
    assert.ok(findsIt());
    rows.db.prepare('DELETE FROM entry WHERE hash = 4').run();
    rows.index.fill();
    assert.ok(rows.index.filling);
    rows.check();
    while (rows.index.filling) rows.index.fill();
    rows.db.prepare('INSERT INTO entry VALUES(4, 99)').run();
    assert.ok(!findsIt());
    rows.db.prepare('DELETE FROM entry WHERE hash = 4').run();
    rows.addElsewhere(4);
    assert.ok(findsIt());
    rows.check();
    rows.db.close();
  });
});
