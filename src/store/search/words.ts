import { rawValuesOf } from '../../filter/rawValues.ts';
import { BEYOND_ASCII, wordsOf } from '../../model/words.ts';

/** No rule takes this character for one of a word, so that no text of a vendor has a word that begins with it. */
const MARK = '\u2060';
/** Stands among the words of an event that were not all indexed. */
export const CUT = `${MARK}cut`;
/** Before words that stand for a whole text: the vendor's id of the event, the name of an attribute that changed. */
export const OF_ID = `${MARK}i`;
export const OF_CHANGE = `${MARK}c`;

/** Where a number may be that is written otherwise than it is printed. */
const ODD_NUMBER = /(?:^\s*|[[,]\s*|"\s*:\s*)-?\d+(?:[.eE]|\d{15})/;
const DEEPEST = 200;

/** A text for the index, whose own tokenizer knows ASCII only: there it tells words apart and folds them as the rule does. */
export function indexed(text: string): string {
  return BEYOND_ASCII.test(text) ? wordsOf(text).join(' ') : text;
}

/** One word for a whole text, by which it is found among few others. */
export function whole(mark: string, text: string): string {
  return mark + wordsOf(text).join('');
}

/** Texts and numbers anywhere in a JSON text: what `rawValuesOf` tells, in less time. */
export function valuesOf(raw: string): readonly string[] {
  const values: string[] = [];
  const walk = new Walk((text) => {
    values.push(text);
    return false;
  });
  return walk.through(raw) && !walk.isMistaken(raw) ? values : rawValuesOf(raw).all;
}

/** Whether any of {@link valuesOf} is so. */
export function someValue(raw: string, test: (text: string) => boolean): boolean {
  const walk = new Walk(test);
  if (!walk.through(raw)) return rawValuesOf(raw).all.some(test);
  if (walk.hasText) return true;
  return walk.isMistaken(raw) ? rawValuesOf(raw).all.some(test) : walk.hasNumber;
}

/** Goes through a JSON value until a text in it is as wanted. */
class Walk {
  readonly #test: (text: string) => boolean;
  #numbers = false;
  hasText = false;
  hasNumber = false;

  constructor(test: (text: string) => boolean) {
    this.#test = test;
  }

  /** False: it is no JSON. */
  through(raw: string): boolean {
    let value: unknown;
    try {
      value = JSON.parse(raw);
    } catch {
      return false;
    }
    this.#into(value, 0);
    return true;
  }

  /** Numbers are not as they were written. */
  isMistaken(raw: string): boolean {
    return this.#numbers && ODD_NUMBER.test(raw);
  }

  #into(value: unknown, level: number): void {
    if (typeof value === 'string') this.hasText = this.#test(value);
    else if (typeof value === 'number') {
      this.#numbers = true;
      if (this.#test(String(value))) this.hasNumber = true;
    } else if (typeof value === 'object' && value !== null && level < DEEPEST) {
      for (const one of Array.isArray(value) ? value : Object.values(value)) {
        this.#into(one, level + 1);
        if (this.hasText) return;
      }
    }
  }
}
