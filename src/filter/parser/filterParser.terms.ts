// Made from filter.grammar by scripts/filterGrammar.ts.
export const
  space = 27,
  Open = 1,
  Close = 2,
  And = 3,
  Or = 4,
  Not = 5,
  Minus = 6,
  Phrase = 7,
  Word = 8,
  Value = 9,
  Field = 10,
  LoneField = 11,
  Filter = 12,
  FieldTerm = 16,
  ValueGroup = 17,
  Group = 21
