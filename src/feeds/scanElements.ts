/** The exact text of one array element, or the text after which nothing could be made out. */
export type Element =
  | { readonly kind: 'element'; readonly text: string }
  | { readonly kind: 'broken'; readonly text: string };

const QUOTE = 34;
const BACKSLASH = 92;
const OPEN_ARRAY = 91;
const CLOSE_ARRAY = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;
const COMMA = 44;

/** Index after the string that begins at `at`, or -1 when it does not end. */
function skipString(text: string, at: number): number {
  for (let end = text.indexOf('"', at + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return end + 1;
  }
  return -1;
}

/** Index after the JSON value that begins at `at`, or -1 when it does not end. */
function skipValue(text: string, at: number): number {
  let depth = 0;
  for (let i = at; i < text.length; ) {
    switch (text.charCodeAt(i)) {
      case QUOTE: {
        i = skipString(text, i);
        if (i < 0) return -1;
        if (depth === 0) return i;
        continue;
      }
      case OPEN_ARRAY:
      case OPEN_OBJECT:
        depth++;
        break;
      case CLOSE_ARRAY:
      case CLOSE_OBJECT:
        if (depth === 0) return i;
        if (--depth === 0) return i + 1;
        break;
      case COMMA:
        if (depth === 0) return i;
        break;
    }
    i++;
  }
  return depth === 0 ? text.length : -1;
}

const SPACE = /\s*/y;

function skipSpace(text: string, at: number): number {
  SPACE.lastIndex = at;
  SPACE.test(text);
  return SPACE.lastIndex;
}

/**
 * Where the array begins whose elements are wanted: the text itself, or the member `name` of the object that it is.
 * `undefined`: there is none.
 */
function findArray(text: string, name: string): number | undefined {
  let at = skipSpace(text, 0);
  if (text.charCodeAt(at) === OPEN_ARRAY) return at;
  if (text.charCodeAt(at) !== OPEN_OBJECT) return undefined;
  for (at = skipSpace(text, at + 1); text.charCodeAt(at) === QUOTE; at = skipSpace(text, at + 1)) {
    const end = skipString(text, at);
    if (end < 0) return undefined;
    const colon = skipSpace(text, end);
    if (text[colon] !== ':') return undefined;
    const value = skipSpace(text, colon + 1);
    if (text.slice(at + 1, end - 1) === name) return text.charCodeAt(value) === OPEN_ARRAY ? value : undefined;
    const after = skipValue(text, value);
    if (after < 0) return undefined;
    at = skipSpace(text, after);
    if (text.charCodeAt(at) !== COMMA) return undefined;
  }
  return undefined;
}

/** Whether the array closes here and nothing but the rest of its object follows: an element behind a stray bracket must not go unseen. */
function isEnd(text: string, at: number, array: number): boolean {
  if (text.charCodeAt(at) !== CLOSE_ARRAY) return false;
  const after = skipSpace(text, at + 1);
  if (after === text.length) return true;
  const bare = skipSpace(text, 0) === array;
  return !bare && (text.charCodeAt(after) === CLOSE_OBJECT || text.charCodeAt(after) === COMMA);
}

/**
 * Cuts the exact text of each element out of a JSON array, or of the array that is member `name` of an object. Parsing is left to the caller, so that one malformed
 * element does not spoil the others. Yields `broken` with the rest of the text, last, when the array is missing or does not end.
 */
export function* scanElements(text: string, name: string): Generator<Element, void, void> {
  const array = findArray(text, name);
  if (array === undefined) {
    yield { kind: 'broken', text };
    return;
  }
  let at = skipSpace(text, array + 1);
  if (isEnd(text, at, array)) return;
  for (;;) {
    const end = skipValue(text, at);
    if (end < 0) break;
    if (end > at) yield { kind: 'element', text: text.slice(at, end).trimEnd() };
    const next = skipSpace(text, end);
    if (isEnd(text, next, array)) return;
    if (text.charCodeAt(next) !== COMMA) break;
    at = skipSpace(text, next + 1);
  }
  yield { kind: 'broken', text: text.slice(at) };
}

export interface Member {
  readonly name: string;
  /** The exact text of the value. */
  readonly text: string;
}

/**
 * Cuts the members out of a JSON object, without looking into their values. Returns whether the text is one whole object; of one that is not, the members
 * before the damage are yielded.
 */
export function* scanMembers(text: string): Generator<Member, boolean, void> {
  let at = skipSpace(text, 0);
  if (text.charCodeAt(at) !== OPEN_OBJECT) return false;
  at = skipSpace(text, at + 1);
  if (text.charCodeAt(at) === CLOSE_OBJECT) return skipSpace(text, at + 1) === text.length;
  for (; text.charCodeAt(at) === QUOTE; at = skipSpace(text, at + 1)) {
    const end = skipString(text, at);
    if (end < 0) return false;
    const colon = skipSpace(text, end);
    if (text[colon] !== ':') return false;
    const value = skipSpace(text, colon + 1);
    const after = skipValue(text, value);
    if (after <= value) return false;
    yield { name: text.slice(at + 1, end - 1), text: text.slice(value, after).trimEnd() };
    at = skipSpace(text, after);
    if (text.charCodeAt(at) === CLOSE_OBJECT) return skipSpace(text, at + 1) === text.length;
    if (text.charCodeAt(at) !== COMMA) return false;
  }
  return false;
}

/** A member's name without escapes, which hardly any has; of one that is longer than the `longest` that is looked for, it does not matter. */
export function plainName(name: string, longest: number): string {
  if (!name.includes('\\') || name.length > 6 * longest) return name;
  try {
    return String(JSON.parse(`"${name}"`));
  } catch {
    return name; // Not a string of JSON: then it is none that is looked for.
  }
}
