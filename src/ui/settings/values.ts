/** `value` within [least, most]; `otherwise` when it is not a number at all. */
export function clampNumber(value: unknown, otherwise: number, least: number, most: number): number {
  return typeof value === 'number' && Number.isFinite(value) ? Math.min(most, Math.max(least, value)) : otherwise;
}

/** The texts of a list, whatever else is in it. */
export function idList(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

/** A new connection's id: readable, and never one that was used before, since stored events and cursors outlive a connection. */
export function newConnectionId(name: string, random: string): string {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  const tail = random
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .slice(0, 8);
  return slug === '' ? tail : `${slug}-${tail}`;
}
