/** A cache of the last few values. */
export function remember<T>(cache: Map<number, T>, key: number, make: () => T, size = 6): T {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const value = make();
  cache.set(key, value);
  if (cache.size > size) {
    const oldest = cache.keys().next();
    if (!oldest.done) cache.delete(oldest.value);
  }
  return value;
}
