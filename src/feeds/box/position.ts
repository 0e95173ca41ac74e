/** Box says 0 with empty pages of the history: not a place to go on from. */
export function isZero(position: string | undefined): boolean {
  return position !== undefined && /^0+$/.test(position);
}
