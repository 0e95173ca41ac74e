import type { SyntaxKind } from 'jsonc-parser';

/** Token kinds of `jsonc-parser`: its `SyntaxKind` is a `const enum`, of which only the types can be imported. */
export const Kind = {
  Colon: 6 satisfies SyntaxKind.ColonToken,
  Null: 7 satisfies SyntaxKind.NullKeyword,
  True: 8 satisfies SyntaxKind.TrueKeyword,
  False: 9 satisfies SyntaxKind.FalseKeyword,
  String: 10 satisfies SyntaxKind.StringLiteral,
  Number: 11 satisfies SyntaxKind.NumericLiteral,
  LineBreak: 14 satisfies SyntaxKind.LineBreakTrivia,
  Space: 15 satisfies SyntaxKind.Trivia,
  Unknown: 16 satisfies SyntaxKind.Unknown,
  End: 17 satisfies SyntaxKind.EOF,
} as const;
