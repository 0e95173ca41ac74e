/** `SOME_EVENT_TYPE` as "Some event type". */
export function words(constant: string): string {
  const lower = constant.replaceAll('_', ' ').trim().toLowerCase();
  return lower.charAt(0).toUpperCase() + lower.slice(1);
}
