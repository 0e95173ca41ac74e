/** Buckets marked by pointer or keyboard: `from` up to and with `to`, and the one that has the cursor. */
export interface Selection {
  readonly anchor: number;
  readonly cursor: number;
}

export function bounds({ anchor, cursor }: Selection): { readonly from: number; readonly to: number } {
  return { from: Math.min(anchor, cursor), to: Math.max(anchor, cursor) };
}

/** Where a key leads; `undefined`: it does not move. */
export function afterKey(
  { anchor, cursor }: Selection,
  key: string,
  extend: boolean,
  buckets: number,
): Selection | undefined {
  const to = {
    ArrowLeft: cursor - 1,
    ArrowRight: cursor + 1,
    PageUp: cursor - 10,
    PageDown: cursor + 10,
    Home: 0,
    End: buckets - 1,
  }[key];
  if (to === undefined) return undefined;
  const within = Math.max(0, Math.min(to, buckets - 1));
  return { anchor: extend ? anchor : within, cursor: within };
}

/** A range around the middle of another, so many times as long. ms. */
export function zoomed(from: number, to: number, factor: number): { readonly from: number; readonly to: number } {
  const middle = (from + to) / 2;
  const half = Math.max(500, ((to - from) / 2) * factor);
  return { from: Math.floor(middle - half), to: Math.ceil(middle + half) };
}
