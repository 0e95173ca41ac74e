import { randomInt } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { integer, text } from '../../columns.ts';
import { PieceReader } from '../pieces.ts';
import { createText, numberOf, rangeOf, SEGMENT, SHARD } from '../searchDatabase.ts';
import { encode } from '../segments.ts';
import { Standing, Tail } from '../tail.ts';
import { indexed } from '../words.ts';
import { Documents } from './documents.ts';
import { PieceWriter } from './pieceWriter.ts';
import { ShardTexts } from './shardTexts.ts';

/** Events of one transaction at most: what a crash makes it do again. */
const BATCH = 2_048;
/** ms between two looks at how much retention left of each shard. */
const THIN = 5 * 60_000;
/** ms between two turns. */
const SLICE = 8;

/** Numbers that shards are told apart by are below. */
const MADE = 2 ** 40;

interface Shard {
  readonly upTo: number;
  readonly rows: number;
  readonly cut: number;
}

interface OpenShard {
  readonly insert: StatementSync;
  readonly texts: ShardTexts;
}

/** Brings the index up to what is stored, step by step: segments first, then texts, of what arrives in its order, of what was there before from the newest on. */
export class Indexing {
  readonly #index: DatabaseSync;
  readonly #events: DatabaseSync;
  readonly #tail: Tail;
  readonly #standing: Standing;
  readonly #documents: Documents;
  readonly #saveShard: StatementSync;
  readonly #saveSegment: StatementSync;
  readonly #written: PieceReader;
  readonly #pieces: PieceWriter;
  /** Shards that are being written: the newest, and perhaps an older one. */
  readonly #open = new Map<number, OpenShard>();
  readonly #shards = new Map<number, Shard>();
  readonly #segments: Set<number>;
  /** From this shard on it is what arrives. */
  readonly #arriving: number;
  #version = -1;
  #removed = -1;
  #thinAt = performance.now() + THIN;

  constructor(index: DatabaseSync, events: DatabaseSync) {
    this.#index = index;
    this.#events = events;
    this.#tail = new Tail(events);
    this.#standing = new Standing(events);
    this.#arriving = numberOf(this.#standing.state.seq + 1, SHARD);
    this.#documents = new Documents(events);
    this.#saveShard = index.prepare(
      'INSERT INTO shard VALUES(?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET upto = excluded.upto, rows = excluded.rows, cut = excluded.cut',
    );
    this.#written = new PieceReader(index);
    this.#pieces = new PieceWriter(index);
    this.#saveSegment = index.prepare('INSERT INTO segment VALUES(?, ?)');
    for (const row of index.prepare('SELECT number, upto, rows, cut FROM shard').all())
      this.#shards.set(integer(row.number), {
        upTo: integer(row.upto),
        rows: integer(row.rows),
        cut: integer(row.cut),
      });
    this.#segments = new Set(
      index
        .prepare('SELECT number FROM segment')
        .all()
        .map((row) => integer(row.number)),
    );
  }

  /** One piece of work of some 50 ms; false when nothing is left to do. */
  async step(signal: AbortSignal): Promise<boolean> {
    const { version } = this.#standing;
    const { seq } = this.#standing.state;
    // Then the leaves of all that is indexed now are known, so that it can be purged.
    this.#purge();
    const { first } = this.#standing;
    if (first > seq) {
      this.#version = version;
      return this.#dropBefore(first);
    }
    if (this.#dropBefore(first) || this.#writeSegments(first, seq)) return true;
    const number = this.#unfinished(first, seq);
    if (number === undefined) {
      this.#version = version;
      return false;
    }
    await this.#extend(number, Math.min(seq, rangeOf(number, SHARD).last), signal);
    return true;
  }

  /** The shard that is to be written next. */
  #unfinished(first: number, seq: number): number | undefined {
    const [oldest, newest] = [numberOf(first, SHARD), numberOf(seq, SHARD)];
    const isDone = (number: number) =>
      (this.#shards.get(number)?.upTo ?? 0) >= Math.min(seq, rangeOf(number, SHARD).last);
    for (let number = Math.max(oldest, this.#arriving); number <= newest; number++) if (!isDone(number)) return number;
    for (let number = this.#arriving - 1; number >= oldest; number--) if (!isDone(number)) return number;
    return undefined;
  }

  /** False while nobody has written since there was nothing left to do. */
  get due(): boolean {
    return this.#standing.version !== this.#version;
  }

  /**
   * What was cleared must not be found in the index either, not even by who reads the file: shards that hold such events are made anew, also those of which retention
   * left less than half.
   */
  #purge(): void {
    const { removed } = this.#standing.state;
    const rows = this.#events.prepare('SELECT id, dead FROM leaf ORDER BY id').all();
    const live = rows.filter(({ dead }) => dead === 0).map(({ id }) => integer(id));
    const known: unknown = JSON.parse(text(this.#index.prepare('SELECT leaves FROM origin').get()?.leaves));
    const gone = Array.isArray(known) && known.some((id) => !live.includes(id));
    const leaves = JSON.stringify(live);
    if (gone) {
      this.#documents.forget();
      // The rows themselves are still on their way out: until they are gone the old list is kept.
      if (rows.length > live.length) return;
    }
    if (gone || (removed !== this.#removed && performance.now() >= this.#thinAt)) {
      this.#thinAt = performance.now() + THIN;
      this.#removed = removed;
      for (const [number, { upTo, rows }] of this.#shards) {
        const stored = this.#stored(number, upTo);
        if (gone ? stored < rows : stored * 2 < rows) this.#drop(number);
      }
    }
    if (leaves !== JSON.stringify(known)) this.#index.prepare('UPDATE origin SET leaves = ?').run(leaves);
  }

  #stored(number: number, upTo: number): number {
    const count = this.#events.prepare('SELECT count(*) AS count FROM event WHERE seq >= ? AND seq <= ?');
    return integer(count.get(rangeOf(number, SHARD).first, upTo)?.count);
  }

  #dropBefore(first: number): boolean {
    for (const number of this.#shards.keys()) {
      if (rangeOf(number, SHARD).last >= first) continue;
      this.#drop(number);
      return true;
    }
    return false;
  }

  #drop(number: number): void {
    const { first, last } = rangeOf(number, SHARD);
    const [from, to] = [numberOf(first, SEGMENT), numberOf(last, SEGMENT)];
    this.#open.delete(number);
    this.#inTransaction(() => {
      this.#index.exec(`DROP TABLE IF EXISTS text_${number}`);
      this.#index.prepare('DELETE FROM shard WHERE number = ?').run(number);
      this.#index.prepare('DELETE FROM piece WHERE shard = ?').run(number);
      this.#index.prepare('DELETE FROM segment WHERE number BETWEEN ? AND ?').run(from, to);
    });
    this.#index.exec('PRAGMA incremental_vacuum(2000)');
    this.#shards.delete(number);
    for (let segment = from; segment <= to; segment++) this.#segments.delete(segment);
  }

  /** The next few that are complete and not written yet. */
  #writeSegments(first: number, seq: number): boolean {
    const missing: number[] = [];
    for (let number = numberOf(first, SEGMENT); rangeOf(number, SEGMENT).last <= seq && missing.length < 8; number++)
      if (!this.#segments.has(number)) missing.push(number);
    if (missing.length === 0) return false;
    this.#inTransaction(() => {
      for (const number of missing) {
        const range = rangeOf(number, SEGMENT);
        const { lists, count } = this.#tail.after(range.first - 1, range.last);
        this.#saveSegment.run(number, encode(lists, count));
      }
    });
    for (const number of missing) this.#segments.add(number);
    return true;
  }

  async #extend(number: number, end: number, signal: AbortSignal): Promise<void> {
    const range = rangeOf(number, SHARD);
    const shard = this.#shards.get(number) ?? { upTo: range.first - 1, rows: 0, cut: 0 };
    this.#index.exec('BEGIN IMMEDIATE');
    try {
      const { insert, texts } = this.#opened(number, shard.upTo);
      let count = 0;
      let { cut } = shard;
      let last = shard.upTo;
      while (count < BATCH && last < end && !signal.aborted) {
        const turn = performance.now() + SLICE;
        let read = 0;
        for (const { seq, marks, texts: all, isWhole } of this.#documents.after(last, end)) {
          insert.run(seq, `${marks} ${indexed(texts.add(seq, all))}`);
          last = seq;
          read++;
          if (!isWhole) cut++;
        }
        count += read;
        if (read === 0) last = end;
        if (performance.now() > turn) await setImmediate();
      }
      if (last > shard.upTo) this.#pieces.append(number, texts.take(last));
      const rows = shard.rows + count;
      this.#saveShard.run(number, last, rows, cut, randomInt(MADE));
      this.#index.exec('COMMIT');
      this.#shards.set(number, { upTo: last, rows, cut });
      if (last === range.last) this.#open.delete(number);
    } catch (error) {
      this.#open.clear();
      if (this.#index.isTransaction) this.#index.exec('ROLLBACK');
      throw error;
    }
  }

  #opened(number: number, upTo: number): OpenShard {
    let open = this.#open.get(number);
    if (!open) {
      // In the transaction: if it comes to nothing, so does the table.
      if (!this.#shards.has(number)) this.#index.exec(createText(number));
      open = {
        insert: this.#index.prepare(`INSERT INTO text_${number}(rowid, words) VALUES(?, ?)`),
        texts: new ShardTexts(number, upTo, this.#written.learned(number, 0, 0)),
      };
      this.#open.set(number, open);
    }
    return open;
  }

  #inTransaction(body: () => void): void {
    this.#index.exec('BEGIN IMMEDIATE');
    try {
      body();
      this.#index.exec('COMMIT');
    } catch (error) {
      if (this.#index.isTransaction) this.#index.exec('ROLLBACK');
      throw error;
    }
  }
}
