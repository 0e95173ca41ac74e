/** What stands in a JSON text: strings with their quotes, numbers; everything else is passed over. */
export interface Token {
  readonly kind: 'key' | 'string' | 'number';
  readonly start: number;
  readonly end: number;
  /** As it stands in the text; of strings without the quotes. */
  readonly source: string;
  /** The last key before it, decoded: of elements of an array the array's. */
  readonly key: string | undefined;
}

const NUMBER = /[-+.\dEe]{1,400}/y;
const BLANK = /[ \t\r\n]/;

/** In one pass over the text, whatever it is: text that is not JSON brings fewer tokens. */
export function* tokensOf(json: string): Generator<Token> {
  let key: string | undefined;
  const strings = new Strings(json);
  let at = 0;
  while (at < json.length) {
    const code = json.charCodeAt(at);
    if (code === 34) {
      const end = strings.endOf(at);
      const source = json.slice(at + 1, end - 1);
      if (isKey(json, end)) {
        key = decoded(source);
        yield { kind: 'key', start: at, end, source, key };
      } else yield { kind: 'string', start: at, end, source, key };
      at = end;
    } else if (code === 45 || (code >= 48 && code <= 57)) {
      NUMBER.lastIndex = at;
      const [source = json.charAt(at)] = NUMBER.exec(json) ?? [];
      yield { kind: 'number', start: at, end: at + source.length, source, key };
      at += source.length;
    } else at++;
  }
}

/** What a string means; as it stands where it is no string of JSON. */
export function decoded(source: string): string {
  if (!source.includes('\\')) return source;
  try {
    return String(JSON.parse(`"${source}"`));
  } catch (error) {
    if (error instanceof SyntaxError) return source;
    throw error;
  }
}

/** Finds where strings end, from the beginning of a text to its end: each character is looked at once. */
class Strings {
  readonly #json: string;
  #backslash = -1;

  constructor(json: string) {
    this.#json = json;
  }

  /** Behind the closing quote; without one, one behind the text. */
  endOf(start: number): number {
    let at = start + 1;
    for (;;) {
      const quote = this.#json.indexOf('"', at);
      if (quote === -1) return this.#json.length + 1;
      const backslash = this.#backslashFrom(at);
      if (backslash > quote) return quote + 1;
      at = backslash + 2;
    }
  }

  /** The first from there on; not sought again while it lies ahead. */
  #backslashFrom(at: number): number {
    if (this.#backslash >= at) return this.#backslash;
    const found = this.#json.indexOf('\\', at);
    this.#backslash = found === -1 ? Number.POSITIVE_INFINITY : found;
    return this.#backslash;
  }
}

function isKey(json: string, end: number): boolean {
  let at = end;
  while (at < json.length && BLANK.test(json.charAt(at))) at++;
  return json[at] === ':';
}
