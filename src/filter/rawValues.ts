/** What an event's JSON says, for terms about its members. */
export interface RawValues {
  /** Texts and numbers anywhere in it, numbers as they are written. */
  readonly all: readonly string[];
  /** Texts, numbers, `true` and `false` at the end of a path. In arrays any element counts. */
  at(path: readonly string[]): readonly string[];
  /** Whether there is anything but `null` at the end of a path. */
  has(path: readonly string[]): boolean;
}

/** Numbers that do not come out of a number as they went in: too many digits, `1.0`, `1e3`. */
const LONG_NUMBER = /[:,[]\s*-?(?:\d{16}|\d+[.eE])|^\s*-?\d/;
/** Deeper values of hostile JSON are not looked at. */
const DEEPEST = 200;

/** What is no JSON is a text without members. */
export function rawValuesOf(raw: string): RawValues {
  const value = parse(raw);
  if (value === undefined) return { all: [raw], at: () => [], has: () => false };
  return {
    get all() {
      return [...texts(value, true, 0)].flatMap(({ text, kind }) => (kind === 'boolean' ? [] : [text]));
    },
    at: (path) => [...ends(value, path, 0)].flatMap((end) => [...texts(end, false, 0)].map(({ text }) => text)),
    has: (path) => [...ends(value, path, 0)].some((end) => end !== null),
  };
}

class NumberText {
  readonly source: string;
  constructor(source: string) {
    this.source = source;
  }
}

function parse(raw: string): unknown {
  try {
    if (!LONG_NUMBER.test(raw)) return JSON.parse(raw);
    return JSON.parse(raw, (_key, value: unknown, context?: { readonly source?: string }) =>
      typeof value === 'number' ? new NumberText(context?.source ?? String(value)) : value,
    );
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}

function* texts(
  value: unknown,
  deep: boolean,
  level: number,
): Iterable<{ readonly text: string; readonly kind: string }> {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    yield { text: String(value), kind: typeof value };
  else if (value instanceof NumberText) yield { text: value.source, kind: 'number' };
  else if (level < DEEPEST && Array.isArray(value)) for (const element of value) yield* texts(element, deep, level + 1);
  else if (level < DEEPEST && deep && isObject(value))
    for (const member of Object.values(value)) yield* texts(member, deep, level + 1);
}

function* ends(value: unknown, path: readonly string[], level: number): Iterable<unknown> {
  const [name, ...rest] = path;
  if (level > DEEPEST) return;
  if (Array.isArray(value) && name !== undefined) for (const element of value) yield* ends(element, path, level + 1);
  else if (name === undefined) yield value;
  else if (isObject(value) && Object.hasOwn(value, name)) yield* ends(value[name], rest, level + 1);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof NumberText);
}
