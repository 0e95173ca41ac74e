import type { FilterProblem, FilterToken } from './language.ts';

export interface Segment {
  readonly text: string;
  readonly token?: string;
  readonly wrong: boolean;
}

/** Cuts a filter where its looks change. What is wrong at the very end of the text, where nothing stands, is a space. */
export function segments(
  text: string,
  tokens: readonly FilterToken[],
  problems: readonly Pick<FilterProblem, 'from' | 'to'>[],
): readonly Segment[] {
  const cuts = new Set([0, text.length]);
  for (const { from, to } of [...tokens, ...problems]) {
    cuts.add(Math.min(from, text.length));
    cuts.add(Math.min(to, text.length));
  }
  const sorted = [...cuts].sort((a, b) => a - b);
  const found = sorted.slice(1).map((to, index): Segment => {
    const from = sorted[index] ?? 0;
    const token = tokens.find((each) => each.from <= from && each.to >= to)?.kind;
    const wrong = problems.some((each) => each.from <= from && each.to >= to);
    return { text: text.slice(from, to), wrong, ...(token !== undefined && { token }) };
  });
  const atEnd = problems.some(({ from }) => from >= text.length);
  return atEnd ? [...found, { text: ' ', wrong: true }] : found;
}
