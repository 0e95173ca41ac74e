const DATE = /^\s*(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)\s*([Zz]|[+-]\d\d:?\d\d)?\s*$/;

/** RFC 3339, with any offset; without one it is UTC. In ms since the epoch. */
export function parseTime(told: string | undefined): number | undefined {
  if (told !== undefined && isPlain(told)) {
    const ms = Date.parse(told);
    if (!Number.isNaN(ms)) return ms;
  }
  const found = told === undefined || told.length > 64 ? undefined : DATE.exec(told);
  if (!found) return undefined;
  const [, date, time, zone = 'Z'] = found;
  const offset = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase();
  const ms = Date.parse(`${date}T${time}${offset}`);
  return Number.isNaN(ms) ? undefined : ms;
}

/** `2026-05-04T03:02:01Z`, as nearly all are: `Date.parse` reads that exactly, and fast. */
function isPlain(told: string): boolean {
  return told.length === 20 && told[4] === '-' && told[7] === '-' && told[10] === 'T' && told[19] === 'Z';
}
