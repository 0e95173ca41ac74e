/** The three forms of an HTTP date (RFC 9110, 5.6.7); `Date.parse` alone takes much for a date that is none, such as `-5`. */
const DATES = [
  /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/,
  /^[A-Z][a-z]{5,8}, \d\d-[A-Z][a-z]{2}-\d\d \d\d:\d\d:\d\d GMT$/,
];
const ASCTIME = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}$/;

/** The `Retry-After` header, seconds or HTTP date (RFC 9110, 10.2.3), as ms from `now`; `undefined` when missing or unreadable. Whoever waits bounds it. */
export function retryAfter(headers: Headers, now: number): number | undefined {
  const text = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text) * 1_000;
  const date = ASCTIME.test(text) ? `${text} GMT` : DATES.some((form) => form.test(text)) ? text : '';
  const time = Date.parse(date);
  return Number.isNaN(time) ? undefined : Math.max(0, time - now);
}
