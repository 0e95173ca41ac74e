import type { Vendor } from '../../feeds/feed.ts';
import type { EventRow, Party } from '../../model/event.ts';
import type { EventStore } from '../../store/contract.ts';
import type { DetailView, EventLink, PartyView } from '../../webview/protocol.ts';
import type { Localizer } from '../localizer.ts';
import { severityWord } from '../text/severityText.ts';
import { changesView } from './changesView.ts';
import { detailsView } from './detailsView.ts';
import { jsonText } from './jsonText.ts';
import { partyKind } from './partyKind.ts';
import type { EventRef } from './uri.ts';

export interface DetailSources {
  readonly store: Pick<EventStore, 'event' | 'document' | 'previous' | 'related' | 'directory'>;
  readonly vendorOf: (connection: string) => Pick<Vendor, 'stateOf' | 'detailsOf'> | undefined;
  readonly connectionName: (connection: string) => string;
  readonly l10n: Localizer;
}

/** Links of each kind that an event's view lists. */
const LISTED = 50;

/** All that the view shows of an event; undefined when it is not stored (any more). Rejects as the store does. */
export async function detailView(sources: DetailSources, ref: EventRef): Promise<DetailView | undefined> {
  const { store, l10n } = sources;
  const { connection, id } = ref;
  const [event, document] = await Promise.all([store.event(connection, id), store.document(connection, id)]);
  if (event === undefined || document === undefined) return undefined;
  const [changes, previous, relations, actor, target, subject] = await Promise.all([
    changesView(store, sources.vendorOf(connection), event, (earlier) => eventLink(earlier, l10n)),
    store.previous(connection, id),
    related(sources, ref),
    party(sources, connection, event.actor),
    party(sources, connection, event.target),
    party(sources, connection, event.subject),
  ]);
  const details = detailsView(sources.vendorOf(connection), event);
  return {
    connection,
    connectionName: sources.connectionName(connection),
    id,
    type: event.type,
    activity: event.activity,
    severity: event.severity,
    severityName: severityWord(event.severity, l10n),
    ...(event.vendorSeverity !== undefined && { vendorSeverity: event.vendorSeverity }),
    ...(event.status !== undefined && { status: event.status }),
    time: event.time,
    receivedTime: event.receivedTime,
    ...(actor && { actor }),
    ...(target && { target }),
    ...(subject && { subject }),
    summary: event.summary,
    ...(details && { details }),
    changes,
    json: jsonText(document),
    ...relations,
    hasPrevious: previous !== undefined,
  };
}

/** The other events about the same things. */
export async function related(
  { store, l10n }: Pick<DetailSources, 'store' | 'l10n'>,
  { connection, id }: EventRef,
): Promise<Pick<DetailView, 'sameSubject' | 'sameTarget'>> {
  const [sameSubject, sameTarget] = await Promise.all([
    store.related(connection, id, 'subject', LISTED),
    store.related(connection, id, 'target', LISTED),
  ]);
  return {
    sameSubject: sameSubject.map((row) => eventLink(row, l10n)),
    sameTarget: sameTarget.map((row) => eventLink(row, l10n)),
  };
}

function eventLink(row: EventRow, l10n: Localizer): EventLink {
  const { connection, id, time, severity, summary, status } = row;
  const severityName = severityWord(severity, l10n);
  return { connection, id, time, severity, severityName, summary, ...(status !== undefined && { status }) };
}

/** Name and e-mail from what earlier events told, where this one gives only an id. */
async function party(
  { store, l10n }: DetailSources,
  connection: string,
  named: Party | undefined,
): Promise<PartyView | undefined> {
  if (named === undefined) return undefined;
  const known = named.id === undefined ? undefined : await store.directory(connection, named.kind, named.id);
  const name = named.name ?? known?.name;
  return {
    kind: partyKind(named.kind, l10n),
    ...(named.id !== undefined && { id: named.id }),
    ...(name !== undefined && { name }),
    ...(known?.email !== undefined && { email: known.email }),
  };
}
