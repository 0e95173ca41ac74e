/** A piece of vendor text: as it is, or one character that would not be seen or would mislead, by its code point. */
export type TextPart =
  | { readonly kind: 'plain'; readonly text: string }
  | { readonly kind: 'unseen'; readonly code: number };

/** Control, format (bidi, zero-width, tags), lone surrogate, line and paragraph separators. Tab and line feed where lines are kept. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
/** Zero-width joiners are part of ordinary writing (emoji, Persian, Indic scripts). */
const ORDINARY = new Set([0x200c, 0x200d]);

export function textParts(text: string, keepLines: boolean): readonly TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(UNSEEN)) {
    const code = match[0].codePointAt(0) ?? 0;
    if (ORDINARY.has(code) || (keepLines && (code === 9 || code === 10))) continue;
    if (match.index > from) parts.push({ kind: 'plain', text: text.slice(from, match.index) });
    parts.push({ kind: 'unseen', code });
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push({ kind: 'plain', text: text.slice(from) });
  return parts;
}

/** How a character is named: `U+202E`. */
export function codePointName(code: number): string {
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
