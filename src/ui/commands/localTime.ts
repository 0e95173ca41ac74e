/** `2026-01-31` or `2026-01-31 08:00` in the local time zone, ms since the epoch; `undefined` for anything else, days that there are not among it. */
export function parseLocalTime(text: string): number | undefined {
  const [, year, month, day, hour = '0', minute = '0'] =
    /^\s*(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2}))?\s*$/.exec(text) ?? [];
  if (year === undefined) return undefined;
  const parts = [year, month, day, hour, minute].map(Number) as [number, number, number, number, number];
  const [y, mon, d, h, min] = parts;
  const date = new Date(y, mon - 1, d, h, min);
  const same = date.getFullYear() === y && date.getMonth() === mon - 1 && date.getDate() === d && date.getHours() === h;
  return same && min < 60 ? date.getTime() : undefined;
}
