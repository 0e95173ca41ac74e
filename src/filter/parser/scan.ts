import { ExternalTokenizer, type InputStream } from '@lezer/lr';
import { ESCAPABLE, endsWord, isSpace } from './characters.ts';
import { fieldEnd } from './fieldName.ts';
import * as terms from './filterParser.terms.ts';

const QUOTE = 34;
const OPEN = 40;
const CLOSE = 41;
const MINUS = 45;
const BACKSLASH = 92;
const END = -1;

/** Cuts a filter into tokens. Every text can be cut; what a word is depends on whether a field stands before it. */
export const scan = new ExternalTokenizer(
  (input, stack) => {
    const { next } = input;
    const isValue = stack.canShift(terms.Value) && !stack.canShift(terms.Word);
    const behindField = isValue && !stack.canShift(terms.Minus);
    if (next === END) return;
    if (isSpace(next)) {
      while (isSpace(input.next)) input.advance();
      input.acceptToken(terms.space);
    } else if (next === OPEN) input.acceptToken(terms.Open, 1);
    else if (next === CLOSE) input.acceptToken(terms.Close, 1);
    else if (next === QUOTE) phrase(input);
    else if (behindField) word(input, true);
    else if (next === MINUS && isBefore(input.peek(1)) && !(isValue && isDigit(input.peek(1))))
      input.acceptToken(terms.Minus, 1);
    else if (!operator(input)) word(input, isValue);
  },
  { contextual: true },
);

/** A hyphen that stands alone is a word, as in `Login - failed`. */
function isBefore(code: number): boolean {
  return code === QUOTE || code === OPEN || !endsWord(code);
}

/** `time:(-24h OR today)`: in the values of a field a `-` belongs to the number. */
function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** To the closing quote, or to the end without one. */
function phrase(input: InputStream): void {
  input.advance();
  while (input.next !== END && input.next !== QUOTE) {
    if (input.next === BACKSLASH) input.advance();
    if (input.next !== END) input.advance();
  }
  input.acceptToken(terms.Phrase, input.next === QUOTE ? 1 : 0);
}

const OPERATORS: readonly (readonly [string, number])[] = [
  ['AND', terms.And],
  ['&&', terms.And],
  ['OR', terms.Or],
  ['||', terms.Or],
  ['NOT', terms.Not],
];

/** In capitals only, so that words stay words. */
function operator(input: InputStream): boolean {
  for (const [text, term] of OPERATORS) {
    let length = 0;
    while (length < text.length && input.peek(length) === text.charCodeAt(length)) length++;
    if (length === text.length && endsWord(input.peek(length))) {
      input.acceptToken(term, length);
      return true;
    }
  }
  return false;
}

function word(input: InputStream, isValue: boolean): void {
  if (!isValue) {
    const length = fieldEnd((offset) => input.peek(offset));
    if (length !== undefined) {
      const code = input.peek(length);
      const alone = code !== QUOTE && code !== OPEN && endsWord(code);
      input.acceptToken(alone ? terms.LoneField : terms.Field, length);
      return;
    }
  }
  while (!endsWord(input.next)) {
    const escaped = input.next === BACKSLASH && isEscapable(input.peek(1));
    input.advance();
    if (escaped) input.advance();
  }
  input.acceptToken(isValue ? terms.Value : terms.Word);
}

function isEscapable(code: number): boolean {
  return code !== END && ESCAPABLE.includes(String.fromCharCode(code));
}
