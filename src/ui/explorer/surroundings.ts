import type { ConnectionService } from '../../connection/contract.ts';
import type { EventStore, StoredGap } from '../../store/contract.ts';
import type { GapView, SavedFilter, Surroundings } from '../../webview/explorerProtocol.ts';
import type { Localizer } from '../localizer.ts';
import { localSentence } from '../text/localSentence.ts';

export interface SurroundingsSources {
  readonly store: Pick<EventStore, 'gaps' | 'tallies' | 'oldest'>;
  readonly connections: Pick<ConnectionService, 'list'>;
  readonly saved: () => readonly SavedFilter[];
  readonly history: () => readonly string[];
  readonly l10n: Localizer;
}

/** What an explorer shows whatever its filter is. Without what the store cannot tell: the search says that it fails. */
export async function surroundings(sources: SurroundingsSources): Promise<Surroundings> {
  const { store, connections, l10n } = sources;
  const configs = connections.list().map(({ config }) => config);
  const [gaps, tallies, oldest] = await Promise.all([
    Promise.all(configs.map(({ id }) => store.gaps(id).catch(() => []))),
    store.tallies().catch(() => []),
    store.oldest().catch(() => undefined),
  ]);
  return {
    connections: configs.map(({ id, name }) => ({ id, name })),
    gaps: gaps.flat().map((gap) => gapView(gap, l10n)),
    saved: sources.saved(),
    history: sources.history(),
    stored: tallies.reduce((sum, { count }) => sum + count, 0),
    types: [...new Set(tallies.map(({ type }) => type))].sort(),
    ...(oldest !== undefined && { oldest }),
  };
}

function gapView({ connection, from, to, noticed, reason }: StoredGap, l10n: Localizer): GapView {
  return {
    connection,
    noticed,
    reason: localSentence(reason, l10n),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
}
