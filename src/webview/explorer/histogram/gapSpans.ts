import type { GapView } from '../../explorerProtocol.ts';

export interface GapSpan {
  readonly from: number;
  readonly to: number;
  readonly reason: string;
}

/** The parts of known holes that lie between two times. A missing end is where the range ends; a hole without any times is where it was noticed. */
export function gapSpans(gaps: readonly GapView[], from: number, to: number): readonly GapSpan[] {
  return gaps.flatMap((gap) => {
    const begin = gap.from ?? (gap.to === undefined ? gap.noticed : from);
    const end = gap.to ?? (gap.from === undefined ? gap.noticed : Math.max(gap.from, gap.noticed));
    return end < from || begin > to ? [] : [{ from: Math.max(from, begin), to: Math.min(to, end), reason: gap.reason }];
  });
}
