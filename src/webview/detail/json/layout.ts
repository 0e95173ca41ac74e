/**
 * JSON text as lines: one member or element a line, indented by two. Only whitespace between tokens is touched, so that numbers, key order, duplicates and
 * escapes stay as they were received. Text that was cut in the middle, or is no JSON at all, still gives lines.
 */
export interface JsonLayout {
  readonly text: string;
  readonly lines: readonly string[];
  /** Offset in `text` of each line. */
  readonly starts: readonly number[];
  /** The line that closes the object or array opened on this line, or -1. */
  readonly closedBy: readonly number[];
  /** The line that opened the object or array which holds this line (for a closing line: its own opening line), or -1. */
  readonly parents: readonly number[];
}

/** Hostile nesting must not make the text quadratic: deeper lines are not indented further. */
const MAX_INDENT = 64;
const LITERAL = /[^\s"{}[\],:]+/y;
const SPACE = /\s*/y;

export function layoutJson(source: string): JsonLayout {
  const lines: string[] = [];
  const closedBy: number[] = [];
  const parents: number[] = [];
  const open: number[] = [];
  let line = '';
  let closes: number | undefined;

  const indent = () => '  '.repeat(Math.min(open.length, MAX_INDENT));
  const end = () => {
    parents.push(closes ?? open.at(-1) ?? -1);
    if (closes !== undefined) closedBy[closes] = lines.length;
    closes = undefined;
    lines.push(line);
    closedBy.push(-1);
  };

  let at = skipSpace(source, 0);
  while (at < source.length) {
    const char = source[at] ?? '';
    if (char === '"') {
      const next = endOfString(source, at);
      line += source.slice(at, next);
      at = next;
    } else if (char === '{' || char === '[') {
      const next = skipSpace(source, at + 1);
      if (source[next] === (char === '{' ? '}' : ']')) {
        line += char + source[next];
        at = next + 1;
      } else {
        line += char;
        end();
        open.push(lines.length - 1);
        line = indent();
        at++;
      }
    } else if (char === '}' || char === ']') {
      if (line.trim() !== '') end();
      closes = open.pop();
      line = indent() + char;
      at++;
    } else if (char === ',') {
      line += char;
      end();
      line = indent();
      at++;
    } else if (char === ':') {
      line += ': ';
      at++;
    } else {
      LITERAL.lastIndex = at;
      const literal = LITERAL.exec(source)?.[0] ?? char;
      line += literal;
      at += literal.length;
    }
    at = skipSpace(source, at);
  }
  if (line.trim() !== '' || lines.length === 0) end();

  const starts: number[] = [];
  let offset = 0;
  for (const text of lines) {
    starts.push(offset);
    offset += text.length + 1;
  }
  return { text: lines.join('\n'), lines, starts, closedBy, parents };
}

/** The line that holds an offset of the text. */
export function lineAt(layout: JsonLayout, offset: number): number {
  let low = 0;
  let high = layout.starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((layout.starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function skipSpace(source: string, at: number): number {
  SPACE.lastIndex = at;
  return at + (SPACE.exec(source)?.[0].length ?? 0);
}

/** After the closing quote, or the end of the text when there is none. */
function endOfString(source: string, start: number): number {
  for (let at = start + 1; ; at++) {
    const quote = source.indexOf('"', at);
    if (quote < 0) return source.length;
    let slashes = 0;
    while (source[quote - 1 - slashes] === '\\') slashes++;
    if (slashes % 2 === 0) return quote + 1;
    at = quote;
  }
}
