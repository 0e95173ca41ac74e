import { createScanner } from 'jsonc-parser';
import { Kind } from './kinds.ts';

export interface Token {
  readonly kind: 'key' | 'string' | 'number' | 'word' | 'mark' | 'space';
  readonly text: string;
}

/** The tokens of one line. No token of JSON spans lines, so lines are coloured one by one, when they are shown. */
export function tokensOf(line: string): readonly Token[] {
  const scanner = createScanner(line, false);
  const tokens: Token[] = [];
  for (let kind = scanner.scan(); kind !== Kind.End; kind = scanner.scan()) {
    const text = line.slice(scanner.getTokenOffset(), scanner.getTokenOffset() + scanner.getTokenLength());
    const previous = tokens.at(-1);
    if (kind === Kind.Colon && previous?.kind === 'string') tokens.splice(-1, 1, { ...previous, kind: 'key' });
    tokens.push({ kind: kindOf(kind), text });
  }
  return tokens;
}

function kindOf(kind: number): Token['kind'] {
  switch (kind) {
    case Kind.String:
      return 'string';
    case Kind.Number:
      return 'number';
    case Kind.True:
    case Kind.False:
    case Kind.Null:
    case Kind.Unknown:
      return 'word';
    case Kind.Space:
    case Kind.LineBreak:
      return 'space';
    default:
      return 'mark';
  }
}
