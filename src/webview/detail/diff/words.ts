import { diffWordsWithSpace } from 'diff';

/** A run of text, and whether it differs from the other side. */
export interface Part {
  readonly text: string;
  readonly changed: boolean;
}

export interface Sides {
  readonly before: readonly Part[];
  readonly after: readonly Part[];
}

/** Beyond these, word marks cost more than they tell: both sides are then marked whole. */
const LONGEST = 20_000;
const MOST_EDITS = 1_000;

export function diffWords(before: string, after: string): Sides {
  if (before.length + after.length > LONGEST) return whole(before, after);
  const runs = diffWordsWithSpace(before, after, { maxEditLength: MOST_EDITS });
  if (runs === undefined) return whole(before, after);
  return {
    before: runs.filter((run) => !run.added).map((run) => ({ text: run.value, changed: run.removed })),
    after: runs.filter((run) => !run.removed).map((run) => ({ text: run.value, changed: run.added })),
  };
}

function whole(before: string, after: string): Sides {
  const changed = before !== after;
  return { before: [{ text: before, changed }], after: [{ text: after, changed }] };
}
