import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { integer, type Row, text } from '../../columns.ts';
import { numbersOf, type Piece } from '../pieces.ts';

/** Of a piece: characters, and numbers. What is read at once stays small. */
const MOST = 4_000_000;

const COLUMNS = 'first, last, known, learned, numbers, own';

/** The pieces of each shard, one behind the other. */
export class PieceWriter {
  readonly #insert: StatementSync;
  readonly #last: StatementSync;
  readonly #delete: StatementSync;

  constructor(db: DatabaseSync) {
    this.#insert = db.prepare('INSERT INTO piece VALUES(?, ?, ?, ?, ?, ?, ?)');
    this.#last = db.prepare(`SELECT ${COLUMNS} FROM piece WHERE shard = ? ORDER BY last DESC LIMIT 1`);
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
    const { first, last, known, learned, numbers, own } = whole;
    this.#insert.run(shard, first, last, known, learned, numbers, own);
  }
}

function pieceOf(row: Row): Piece {
  return {
    first: integer(row.first),
    last: integer(row.last),
    known: integer(row.known),
    learned: text(row.learned),
    numbers: numbersOf(row.numbers),
    own: text(row.own),
  };
}

function joined(one: Piece, other: Piece): Piece {
  const numbers = new Uint16Array(one.numbers.length + other.numbers.length);
  numbers.set(one.numbers);
  numbers.set(other.numbers, one.numbers.length);
  const { first, known } = one;
  return { first, last: other.last, known, learned: one.learned + other.learned, numbers, own: one.own + other.own };
}

function sizeOf({ learned, numbers, own }: Piece): number {
  return learned.length + numbers.length + own.length;
}
