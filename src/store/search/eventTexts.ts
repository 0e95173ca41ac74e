import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { type EventFields, matcherOf } from '../../filter/matches.ts';
import { rawValuesOf } from '../../filter/rawValues.ts';
import type { SecurityEvent } from '../../model/event.ts';
import type { Expression, TextMatch } from '../../model/expression.ts';
import { textTest } from '../../model/textTest.ts';
import { fold, wordsOf } from '../../model/words.ts';
import { text } from '../columns.ts';
import type { EventAccess } from './eventAccess.ts';
import { type Predicate, some, type Test } from './predicate.ts';
import type { Rows } from './rows.ts';
import type { TextIndex } from './textIndex.ts';
import type { TextQuery } from './textQuery.ts';
import { plainValues } from './words.ts';

/** Judges rows by the texts of the events: through the index of words as far as it goes, else by the events themselves, read from the file. */
export class EventTexts {
  readonly #rows: Rows;
  readonly #events: EventAccess;
  readonly #failed: (error: unknown) => void;
  readonly #read: StatementSync;
  #index: TextIndex | undefined;
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
    return this.#asked(query, (row) => {
      const event = this.#event(this.#rows.seq[row] ?? 0);
      return event !== undefined && matcher(event);
    });
  }

  /** Free text. `besides`: what is asked of everything but the summary and the JSON, `owner` of what is not indexed either. */
  anywhere(match: TextMatch, query: TextQuery | undefined, besides: Predicate, owner: Predicate): Predicate {
    const test = textTest(match, false);
    const mayHold = quickTest(match);
    const own: Test = (row) => {
      const event = this.#read.get(this.#rows.seq[row] ?? 0);
      if (!event) return false;
      const raw = text(event.raw);
      if (test(text(event.summary))) return true;
      return mayHold(raw) && (plainValues(raw) ?? rawValuesOf(raw).all).some(test);
    };
    const looked = some([owner, besides, { cost: 2, bind: () => own }]);
    const asked = this.#asked(query, looked);
    return asked === looked ? looked : some([owner, asked]);
  }

  /** Asks a predicate only of events that have the words of a query. */
  narrowed(query: TextQuery | undefined, predicate: Predicate): Predicate {
    return this.#asked(query, predicate);
  }

  #asked(query: TextQuery | undefined, look: Test | Predicate): Predicate {
    const looked: Predicate = typeof look === 'function' ? { cost: 2, bind: () => look } : look;
    const index = this.#index;
    if (!query || !index) return looked;
    const ask = index.ask(query);
    let usable = true;
    return {
      cost: query.exact || looked.cost === 0 ? 1 : 2,
      bind: () => {
        const test = looked.bind();
        const { seq } = this.#rows;
        return (row) => {
          if (!usable) return test(row);
          try {
            const verdict = ask(seq[row] ?? 0);
            return verdict === 'yes' || (verdict !== 'no' && test(row));
          } catch (error) {
            usable = false;
            this.#lose(error, index);
            return test(row);
          }
        };
      },
    };
  }

  #lose(error: unknown, index: TextIndex | undefined): void {
    // Another one may have taken its place meanwhile.
    if (this.#index !== index) return;
    this.#index = undefined;
    this.#failed(error);
  }

  /** Several parts of an expression may ask for the same one. */
  #event(seq: number): EventFields | undefined {
    if (this.#last?.seq !== seq) this.#last = { seq, event: fieldsOf(this.#events.whole(seq)) };
    return this.#last.event;
  }
}

/** Whether a JSON text may have such a text in it: spares taking apart nearly all that have not. */
function quickTest(match: TextMatch): (raw: string) => boolean {
  const words = match.kind === 'words' ? wordsOf(fold(match.text)) : [];
  return (raw) => {
    // Behind a backslash a letter may be written as its number.
    if (words.length === 0 || raw.includes('\\')) return true;
    const folded = fold(raw);
    return words.every((word) => folded.includes(word));
  };
}

function fieldsOf(event: SecurityEvent | undefined): EventFields | undefined {
  return event && { ...event, changed: () => event.changes.map(({ name }) => name), raw: () => event.raw };
}
