import type { AttributeChange } from './event.ts';

/**
 * What differs between two states of one subject, as flat texts by attribute name. Attributes that `after` has come first, in its order;
 * those that only `before` had follow, in its order.
 */
export function computeChanges(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly AttributeChange[] {
  const changes: AttributeChange[] = [];
  for (const [name, to] of after) {
    const from = before.get(name);
    if (from === undefined) changes.push({ name, to });
    else if (from !== to) changes.push({ name, from, to });
  }
  for (const [name, from] of before) {
    if (!after.has(name)) changes.push({ name, from });
  }
  return changes;
}
