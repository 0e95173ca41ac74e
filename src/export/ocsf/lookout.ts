import type { SecurityEvent } from '../../model/event.ts';
import { type Kind, OTHER, UNKNOWN_KIND } from './classes.ts';

type Table = ReadonlyMap<string, number>;

const FINDING: Table = new Map([
  ['CREATED', 1],
  ['UPDATED', 2],
  ['RESOLVED', 3],
  ['CLOSED', 3],
  ['DELETED', 3],
]);
const ENTITY: Table = new Map([
  ['CREATED', 1],
  ['UPDATED', 3],
  ['DELETED', 4],
]);

/**
 * Threats and smishing alerts are detections. Devices are entities under management, and not inventory (5001), which knows no verb for being added, changed or removed. What
 * administrators did is about the thing that they changed, hence Entity Management too.
 */
const BY_TYPE: ReadonlyMap<string, { readonly as: Kind['as']; readonly activities: Table }> = new Map([
  ['Threat', { as: 'finding' as const, activities: FINDING }],
  ['Smishing alert', { as: 'finding' as const, activities: FINDING }],
  ['Device', { as: 'entity' as const, activities: ENTITY }],
  ['Audit', { as: 'entity' as const, activities: ENTITY }],
]);

export function lookoutKind({ type, activity, status }: SecurityEvent): Kind {
  const found = BY_TYPE.get(type);
  if (!found) return UNKNOWN_KIND;
  if (found.as === 'finding' && (status === 'resolved' || status === 'ignored')) return { as: 'finding', activity: 3 };
  return { as: found.as, activity: found.activities.get(activity) ?? OTHER };
}
