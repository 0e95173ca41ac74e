/** Reads out of TypeScript source which texts it asks a localizer for. */

export interface LocalizerCalls {
  /** First arguments of `x.t(…)`, as the running code has them. */
  readonly texts: readonly string[];
  /** `line: source` of each use whose first argument is not a literal that can be read. */
  readonly unreadable: readonly string[];
}

const BLANK = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
const LITERAL = /'(?:[^'\\\n]|\\[\s\S])*'|"(?:[^"\\\n]|\\[\s\S])*"|`(?:[^`\\$]|\\[\s\S]|\$(?!\{))*`/y;
/** `x.t` and `x?.t`, and `t` taken out of an object, which would hide its calls from us. */
const USE = /\.\s*t\b(?!\s*[:=][^=])|\{[^{}()]*\bt\b[^{}()]*\}\s*=[^=>]/g;

const DOCSTRING = /^\s*\/\*\*[\s\S]*?\*\//gm;

export function localizerCalls(text: string): LocalizerCalls {
  const source = text.replace(DOCSTRING, (comment) => comment.replace(/[^\n]/g, ' '));
  const texts: string[] = [];
  const unreadable: string[] = [];
  for (const use of source.matchAll(USE)) {
    const text = firstArgument(source, use.index + use[0].length);
    if (text !== undefined) texts.push(text);
    else {
      const line = source.slice(0, use.index).split('\n').length;
      unreadable.push(`${line}: ${source.split('\n')[line - 1]?.trim()}`);
    }
  }
  return { texts, unreadable };
}

/** One literal, or several joined by `+`, up to `,` or `)`. */
function firstArgument(source: string, from: number): string | undefined {
  let at = from;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const [found] = pattern.exec(source) ?? [];
    at += found?.length ?? 0;
    return found;
  };
  const next = (): string => {
    take(BLANK);
    return source[at++] ?? '';
  };
  if (next() !== '(') return undefined;
  let text = '';
  for (;;) {
    take(BLANK);
    const literal = take(LITERAL);
    if (literal === undefined) return undefined;
    text += unquoted(literal);
    const after = next();
    if (after === ',' || after === ')') return text;
    if (after !== '+') return undefined;
  }
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\n': '' };

function unquoted(literal: string): string {
  return literal
    .slice(1, -1)
    .replace(
      /\\(?:u\{([\da-f]+)\}|u([\da-f]{4})|x([\da-f]{2})|([\s\S]))/gi,
      (_, braced?: string, four?: string, two?: string, one = '') => {
        const code = braced ?? four ?? two;
        return code === undefined ? (ESCAPES[one] ?? one) : String.fromCodePoint(Number.parseInt(code, 16));
      },
    );
}

/**
 * Literals that read like a sentence for people: a capital, several words, a full stop. What a template fills in is a `1` here.
 */
export function sentencesIn(source: string): readonly string[] {
  return [...source.matchAll(/(['"`])([A-Z](?:(?!\1)[^\\\n])* (?:(?!\1)[^\\\n])*\.)\1/g)].map(([, , text = '']) =>
    text.replace(/\$\{[^}]*\}/g, '1'),
  );
}
