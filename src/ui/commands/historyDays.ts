/** ms */
export const DAY = 86_400_000;

/** Whole days to choose from, the last one being all that the vendor keeps. `depth`: ms. */
export function daysWithin(depth: number): readonly number[] {
  const most = Math.floor(depth / DAY);
  return [...[1, 7, 30, 90].filter((count) => count < most), ...(most >= 1 ? [most] : [])];
}
