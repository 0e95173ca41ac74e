import type { Vendor } from '../../feeds/feed.ts';
import { computeChanges } from '../../model/changes.ts';
import type { SecurityEvent } from '../../model/event.ts';
import type { EventStore } from '../../store/contract.ts';
import type { ChangesView, ComputedChanges, EventLink } from '../../webview/protocol.ts';
import { parsedEvent } from './parsedEvent.ts';

/** How many earlier events about the subject are looked through for one that tells its state. */
const FURTHEST = 10;

/** The changes as the vendor sent them, or computed against the latest earlier event that tells the subject's state. */
export async function changesView(
  store: Pick<EventStore, 'previous'>,
  vendor: Pick<Vendor, 'stateOf'> | undefined,
  event: SecurityEvent,
  link: (event: SecurityEvent) => EventLink,
): Promise<ChangesView> {
  const after = stateOf(vendor, event);
  const computed = after && (await computedChanges(store, vendor, event, after, link));
  if (event.changes.length > 0) return { kind: 'sent', changes: event.changes, ...(computed && { also: computed }) };
  if (after === undefined) return { kind: 'none' };
  return computed ?? { kind: 'noEarlier' };
}

async function computedChanges(
  store: Pick<EventStore, 'previous'>,
  vendor: Pick<Vendor, 'stateOf'> | undefined,
  event: SecurityEvent,
  after: ReadonlyMap<string, string>,
  link: (event: SecurityEvent) => EventLink,
): Promise<ComputedChanges | undefined> {
  let earlier = await store.previous(event.connection, event.id);
  for (let looked = 0; earlier !== undefined && looked < FURTHEST; looked++) {
    const before = stateOf(vendor, earlier);
    if (before !== undefined) {
      return { kind: 'computed', changes: computeChanges(before, after), against: link(earlier) };
    }
    earlier = await store.previous(earlier.connection, earlier.id);
  }
  return undefined;
}

function stateOf(
  vendor: Pick<Vendor, 'stateOf'> | undefined,
  event: SecurityEvent,
): ReadonlyMap<string, string> | undefined {
  const parsed = vendor && parsedEvent(event);
  return parsed === undefined ? undefined : vendor?.stateOf(parsed);
}
