import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { integer, type Row } from '../../columns.ts';
import { bufferOf, havingOf, type Piece } from '../pieces.ts';

/** Of a piece: bytes, and numbers. What is read at once stays small. */
const MOST = 4_000_000;

/** Writes the pieces of each shard, one behind the other. */
export class PieceWriter {
  readonly #insert: StatementSync;
  readonly #last: StatementSync;
  readonly #delete: StatementSync;

  constructor(db: DatabaseSync) {
    this.#insert = db.prepare('INSERT INTO piece VALUES(?, ?, ?, ?, ?, ?, ?)');
    this.#last = db.prepare(
      'SELECT first, last, known, learned, "having", own FROM piece WHERE shard = ? ORDER BY last DESC LIMIT 1',
    );
    this.#delete = db.prepare('DELETE FROM piece WHERE shard = ? AND last = ?');
  }

  /** Behind those that are there. Pieces of about the same size become one, so that they are few and none is written often. */
  append(shard: number, piece: Piece): void {
    let whole = piece;
    for (let row = this.#last.get(shard); row; row = this.#last.get(shard)) {
      const before = pieceOf(row);
      if (before.last - before.first > 2 * (whole.last - whole.first) || sizeOf(before) + sizeOf(whole) > MOST) break;
      this.#delete.run(shard, before.last);
      whole = joined(before, whole);
    }
    const { first, last, known, learned, having, own } = whole;
    this.#insert.run(shard, first, last, known, learned, having, own);
  }
}

function pieceOf(row: Row): Piece {
  return {
    first: integer(row.first),
    last: integer(row.last),
    known: integer(row.known),
    learned: bufferOf(row.learned),
    having: havingOf(row.having),
    own: bufferOf(row.own),
  };
}

function joined(one: Piece, other: Piece): Piece {
  return {
    first: one.first,
    last: other.last,
    known: one.known,
    learned: Buffer.concat([one.learned, other.learned]),
    having: merged(one.having, other.having),
    own: Buffer.concat([one.own, other.own]),
  };
}

/** By number still; the places of `other` are behind those of `one`. */
function merged(one: Uint16Array, other: Uint16Array): Uint16Array {
  const to = new Uint16Array(one.length + other.length);
  let length = 0;
  let a = 0;
  let b = 0;
  while (a < one.length || b < other.length) {
    const inOne = a < one.length ? (one[a] ?? 0) : Number.POSITIVE_INFINITY;
    const inOther = b < other.length ? (other[b] ?? 0) : Number.POSITIVE_INFINITY;
    const start = length;
    to[start] = Math.min(inOne, inOther);
    length += 2;
    if (inOne <= inOther) {
      const end = a + 2 + (one[a + 1] ?? 0);
      to.set(one.subarray(a + 2, end), length);
      length += end - a - 2;
      a = end;
    }
    if (inOther <= inOne) {
      const end = b + 2 + (other[b + 1] ?? 0);
      to.set(other.subarray(b + 2, end), length);
      length += end - b - 2;
      b = end;
    }
    to[start + 1] = length - start - 2;
  }
  return to.slice(0, length);
}

function sizeOf({ learned, having, own }: Piece): number {
  return learned.length + having.length + own.length;
}
