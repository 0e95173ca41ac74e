/** The filter that is meant by a text, or by `{ filter: "…" }`; `undefined` for any other argument, as VS Code passes when a menu is used. */
export function filterArgument(argument: unknown): string | undefined {
  if (typeof argument === 'string') return argument;
  if (typeof argument !== 'object' || argument === null || !('filter' in argument)) return undefined;
  return typeof argument.filter === 'string' ? argument.filter : undefined;
}

/** Both must match; either may be empty. */
export function joined(filters: readonly string[]): string {
  const [only = '', ...others] = filters.map((filter) => filter.trim()).filter((filter) => filter !== '');
  return others.length === 0 ? only : [only, ...others].map((filter) => `(${filter})`).join(' ');
}
