import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { type EventFields, fieldsOf, matcherOf } from '../../filter/matches.ts';
import type { Expression, TextMatch } from '../../model/expression.ts';
import { textTest } from '../../model/textTest.ts';
import { fold } from '../../model/words.ts';
import { text } from '../columns.ts';
import type { EventAccess } from './eventAccess.ts';
import { needles } from './needles.ts';
import { type Predicate, type Sieve, some } from './predicate.ts';
import type { Rows } from './rows.ts';
import { type Asked, NO, type TextIndex, YES } from './textIndex.ts';
import type { TextQuery } from './textQuery.ts';
import { someValue } from './words.ts';

/** Whether an event matches, by the index of its row. */
type Test = (row: number) => boolean;

/** Judges rows by the texts of the events: through the index of words as far as it goes, else by the events themselves, read from the file. */
export class EventTexts {
  readonly #rows: Rows;
  readonly #events: EventAccess;
  readonly #failed: (error: unknown) => void;
  readonly #read: StatementSync;
  #index: TextIndex | undefined;
  #scratch = new Uint8Array();
  #last: { readonly seq: number; readonly event: EventFields | undefined } | undefined;

  /** `failed`: the index cannot be read. It is not asked again; what is asked goes on without it. */
  constructor(
    db: DatabaseSync,
    rows: Rows,
    events: EventAccess,
    index: TextIndex | undefined,
    failed: (error: unknown) => void,
  ) {
    this.#rows = rows;
    this.#events = events;
    this.#index = index;
    this.#failed = failed;
    this.#read = db.prepare('SELECT summary, raw FROM event WHERE seq = ?');
  }

  /** For what is asked from now on. */
  set index(index: TextIndex | undefined) {
    this.#index = index;
  }

  /** The share of events that the index covers. */
  get covered(): number {
    try {
      return this.#index?.covered(this.#rows) ?? 0;
    } catch (error) {
      this.#lose(error, this.#index);
      return 0;
    }
  }

  /** What an expression says of the whole event. `query`: what the index can tell of it. */
  judged(expression: Expression, query: TextQuery | undefined): Predicate {
    const matcher = matcherOf(expression);
    const looked = oneByOne((row) => {
      const event = this.#event(this.#rows.seq[row] ?? 0);
      return event !== undefined && matcher(event);
    });
    return this.#asked(query, looked);
  }

  /** Free text. `besides`: what is asked of everything but the summary and the JSON, `owner` of what is not indexed either. */
  anywhere(match: TextMatch, query: TextQuery | undefined, besides: Predicate, owner: Predicate): Predicate {
    const test = textTest(match, false);
    const mayHold = quickTest(match);
    const own: Test = (row) => {
      const event = this.#read.get(this.#rows.seq[row] ?? 0);
      if (!event) return false;
      if (test(text(event.summary))) return true;
      const raw = text(event.raw);
      return mayHold(raw) && someValue(raw, test);
    };
    const looked = some([owner, besides, oneByOne(own)]);
    const asked = this.#asked(query, looked);
    return asked === looked ? looked : some([owner, asked]);
  }

  /** A predicate, asked only of events that the index does not know enough of. */
  #asked(query: TextQuery | undefined, looked: Predicate): Predicate {
    const index = this.#index;
    if (!query || !index) return looked;
    const asked = index.ask(query, this.#rows);
    let usable = true;
    return {
      cost: query.sure ? 1 : 2,
      bind: () => {
        const look = looked.bind();
        return (rows, count) => {
          if (!usable) return look(rows, count);
          let verdicts: Uint8Array;
          try {
            verdicts = this.#verdicts(asked, rows, count);
          } catch (error) {
            usable = false;
            this.#lose(error, index);
            return look(rows, count);
          }
          return judged(rows, count, verdicts, look);
        };
      },
    };
  }

  #verdicts(asked: Asked, rows: Uint32Array, count: number): Uint8Array {
    if (count > this.#scratch.length) this.#scratch = new Uint8Array(count);
    asked.of(this.#rows.seq, rows, count, this.#scratch);
    return this.#scratch;
  }

  /** The index of the first row, from this one on, that the index does not cover; `undefined` without an index. */
  indexed(from: number): number | undefined {
    const index = this.#index;
    const { seq, length } = this.#rows;
    try {
      return index && (from < length ? this.#rows.from(index.coveredFrom(seq[from] ?? 1) + 1) : length);
    } catch (error) {
      this.#lose(error, index);
      return undefined;
    }
  }

  #lose(error: unknown, index: TextIndex | undefined): void {
    // Another one may have taken its place meanwhile.
    if (this.#index !== index) return;
    this.#index = undefined;
    this.#failed(error);
  }

  /** Several parts of an expression may ask for the same one. */
  #event(seq: number): EventFields | undefined {
    if (this.#last?.seq !== seq) {
      const event = this.#events.whole(seq);
      this.#last = { seq, event: event && fieldsOf(event) };
    }
    return this.#last.event;
  }
}

/** Keeps the rows of which the index says yes, and of those that it is not sure of what a look keeps. */
function judged(rows: Uint32Array, count: number, verdicts: Uint8Array, look: Sieve): number {
  let kept = 0;
  let others = 0;
  for (let index = 0; index < count; index++) {
    const verdict = verdicts[index] ?? NO;
    if (verdict === NO) continue;
    if (verdict !== YES) others++;
    verdicts[kept] = verdict;
    rows[kept++] = rows[index] ?? 0;
  }
  if (others === 0) return kept;
  const open = new Uint32Array(others);
  const sure = verdicts.slice(0, kept);
  for (let index = 0, to = 0; index < kept; index++) if (sure[index] !== YES) open[to++] = rows[index] ?? 0;
  const found = look(open, others);
  let next = 0;
  let to = 0;
  for (let index = 0; index < kept; index++) {
    const row = rows[index] ?? 0;
    const matches = sure[index] === YES || (next < found && open[next] === row);
    if (!matches) continue;
    if (sure[index] !== YES) next++;
    rows[to++] = row;
  }
  return to;
}

function oneByOne(test: Test): Predicate {
  const sieve: Sieve = (rows, count) => {
    let kept = 0;
    for (let index = 0; index < count; index++) {
      const row = rows[index] ?? 0;
      if (test(row)) rows[kept++] = row;
    }
    return kept;
  };
  return { cost: 2, bind: () => sieve };
}

/** Whether a JSON text may have such a text in it: spares taking apart nearly all that have not. */
function quickTest(match: TextMatch): (raw: string) => boolean {
  const needed = needles(match);
  return (raw) => {
    // Behind a backslash a letter may be written as its number.
    if (raw.includes('\\')) return true;
    const folded = fold(raw);
    return needed.every((text) => folded.includes(text));
  };
}
