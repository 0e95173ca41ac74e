import { isObject, type JsonObject, objectIn, parseExact, valueText } from '../json.ts';

const MAX_ID = 512;
const MAX_NAME = 300;

/** An object, or one as JSON in a text. */
export function objectOf(value: unknown): JsonObject | undefined {
  if (isObject(value)) return value;
  return typeof value === 'string' && /^\s*\{/.test(value) ? objectIn(value, parseExact) : undefined;
}

/** As `valueText`; a value that is nested too deeply to be written (thousands of levels) is told by the JSON. */
export function shownText(value: unknown): string | undefined {
  try {
    return valueText(value);
  } catch (error) {
    if (error instanceof RangeError) return '…';
    throw error;
  }
}

/** A text that tells something: to Druva `""`, `null` and the number 0 all mean "none". */
export function told(of: JsonObject, name: string): string | undefined {
  const value = of[name];
  if (typeof value === 'string') {
    const text = value.trim();
    return text === '' ? undefined : text;
  }
  return typeof value === 'number' && value !== 0 ? String(value) : undefined;
}

/** An id, which comes as a number, as a text, or as a text that was a fraction once (`"44426.0"`). */
export function idIn(of: JsonObject, name: string): string | undefined {
  const text = told(of, name);
  if (text === undefined || text.length > MAX_ID) return undefined;
  const id = text.includes('.') ? text.replace(/^(\d+)\.0+$/, '$1') : text;
  return id === '0' ? undefined : id;
}

/** A name, short enough for a list. */
export function nameIn(of: JsonObject, name: string): string | undefined {
  return told(of, name)?.slice(0, MAX_NAME);
}
