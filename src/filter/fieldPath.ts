/** The names on the way to a member, of `raw.threat."odd: name".type`; `undefined` when one is missing. */
export function parsePath(source: string): readonly string[] | undefined {
  const names: string[] = [];
  const rest = source.slice(source.indexOf('.') + 1);
  if (!source.includes('.')) return undefined;
  const NAME = /"((?:[^"\\]|\\[\s\S])*)"|([^."]+)/y;
  for (let at = 0; at <= rest.length; at = NAME.lastIndex + 1) {
    NAME.lastIndex = at;
    const [, quoted, plain] = NAME.exec(rest) ?? [];
    const name = quoted?.replace(/\\(["\\])/g, '$1') ?? plain;
    if (name === undefined) return undefined;
    if (NAME.lastIndex < rest.length && rest.charAt(NAME.lastIndex) !== '.') return undefined;
    names.push(name);
  }
  return names;
}

export function printPath(path: readonly string[]): string {
  const names = path.map((name) => (/^[\p{L}\p{N}_$@-]+$/u.test(name) ? name : `"${name.replace(/["\\]/g, '\\$&')}"`));
  return ['raw', ...names].join('.');
}
