import { html, nothing, type TemplateResult } from 'lit/html.js';
import { marked } from '../parts/vendorText.ts';
import type { Translate } from '../strings.ts';
import type { Token } from './tokens.ts';

/** A browser lays out a line as a whole: of a longer one only this many characters around the current match are shown. */
const SHOWN_LENGTH = 2_000;
const LEAD = 200;

/** A match within a line. */
export interface Hit {
  readonly from: number;
  readonly to: number;
  readonly current: boolean;
}

/** Tokens of a line, coloured, with the matches of the search marked. */
export function lineText(tokens: readonly Token[], length: number, hits: readonly Hit[], t: Translate): TemplateResult {
  const current = hits.find((hit) => hit.current);
  const from = current !== undefined && current.to > SHOWN_LENGTH ? current.from - LEAD : 0;
  const to = Math.min(length, from + SHOWN_LENGTH);
  let at = 0;
  const shown = tokens.map((token) => {
    const start = at;
    at += token.text.length;
    return at <= from || start >= to ? nothing : run(token, start, Math.max(start, from), Math.min(at, to), hits, t);
  });
  return html`${from > 0 ? omitted(from, t) : nothing}${shown}${to < length ? omitted(length - to, t) : nothing}`;
}

function run(
  token: Token,
  start: number,
  from: number,
  to: number,
  hits: readonly Hit[],
  t: Translate,
): TemplateResult {
  const pieces: unknown[] = [];
  let at = from;
  for (const hit of hits) {
    if (hit.to <= at || hit.from >= to) continue;
    const first = Math.max(hit.from, at);
    const last = Math.min(hit.to, to);
    if (first > at) pieces.push(marked(token.text.slice(at - start, first - start), t, true));
    pieces.push(
      html`<mark class=${hit.current ? 'current' : ''}>${marked(token.text.slice(first - start, last - start), t, true)}</mark>`,
    );
    at = last;
  }
  if (at < to) pieces.push(marked(token.text.slice(at - start, to - start), t, true));
  return html`<span class=${`token ${token.kind}`}>${pieces}</span>`;
}

function omitted(count: number, t: Translate): TemplateResult {
  return html`<span class="omitted">… ${t('{0} more characters', count)} …</span>`;
}
