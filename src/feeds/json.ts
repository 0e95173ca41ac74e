/** Lenient readers for vendor JSON: every field may be missing or of another type than documented. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object that a text is as JSON; `undefined` where it is none. `parse` throws where it is no JSON. */
export function objectIn(json: string, parse: (json: string) => unknown = JSON.parse): JsonObject | undefined {
  try {
    const value = parse(json);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined; // Not JSON: no object either.
  }
}

const NOTHING: JsonObject = Object.freeze({});

/** The member as an object; an empty one where it is not. */
export function object(of: JsonObject, name: string): JsonObject {
  const value = of[name];
  return isObject(value) ? value : NOTHING;
}

/** The member as a non-empty text; numbers and booleans count. */
export function text(of: JsonObject, name: string): string | undefined {
  const value = of[name];
  if (typeof value === 'string') return value === '' ? undefined : value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

export function list(of: JsonObject, name: string): readonly unknown[] {
  const value = of[name];
  return Array.isArray(value) ? value : [];
}

/** Any JSON value as the text of an attribute: strings as they are, null as nothing, all else as JSON. */
export function valueText(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Digits that a JavaScript number may not hold exactly. In a string they only cost the slower way. */
const LONG_NUMBER = /[:[,]\s*-?\d{16}/;

/** As `JSON.parse`, but a number that JavaScript would show otherwise than it was sent (64 bits) stays its own text. Throws as `JSON.parse` does. */
export function parseExact(json: string): unknown {
  if (!LONG_NUMBER.test(json)) return JSON.parse(json);
  try {
    return JSON.parse(json, exactNumber);
  } catch (error) {
    // Only the walk with a function is limited in depth.
    if (error instanceof RangeError) return JSON.parse(json);
    throw error;
  }
}

/** For `JSON.parse`: a number that JavaScript would show otherwise than it was sent (64 bits, `1.0`) stays its own text. */
export function exactNumber(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  return typeof value === 'number' && context?.source !== undefined && context.source !== String(value)
    ? context.source
    : value;
}
