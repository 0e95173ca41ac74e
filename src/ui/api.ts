import type { ConnectionService } from '../connection/contract.ts';
import type { ConnectionState } from '../connection/state.ts';
import type { EventRow, SecurityEvent } from '../model/event.ts';
import type { Filter } from '../model/filter.ts';
import type { EventStore, Tally } from '../store/contract.ts';

export interface ApiConnection {
  readonly id: string;
  readonly name: string;
  readonly system: string;
  /** The state of the streaming window when this window follows it. */
  readonly state: ConnectionState['kind'];
}

/**
 * What `activate()` gives to other extensions: read-only, plain data. Times are ms since the epoch, UTC; severities are OCSF `severity_id`.
 * Methods reject with an error whose message is a sentence for people when the store cannot answer.
 *
 * ```ts
 * const api = await vscode.extensions.getExtension('security-event-streams.security-event-streams')?.activate();
 * const open = (await api.query({ severities: [4, 5] }, 100)).filter((event) => event.status === 'open');
 * ```
 */
export interface SecurityEventsApi {
  /** Raised when a member changes its meaning; new members do not raise it. */
  readonly version: 1;
  connections(): readonly ApiConnection[];
  /** A `vscode.Event`: the list of connections, or the state of one, changed. */
  readonly onDidChangeConnections: (listener: () => void) => { dispose(): void };
  /** Event counts by connection, type and severity. */
  tallies(): Promise<readonly Tally[]>;
  /** Newest first; at most 1,000. */
  query(filter: Filter, limit: number): Promise<readonly EventRow[]>;
  /** One event with its exact JSON text in `raw`; `undefined` when it is not stored. */
  event(connection: string, id: string): Promise<SecurityEvent | undefined>;
}

const MAX_ROWS = 1_000;

export function createApi(connections: ConnectionService, store: EventStore): SecurityEventsApi {
  return Object.freeze({
    version: 1 as const,
    connections: () =>
      connections.list().map(({ config: { id, name, system }, state }) => ({
        id,
        name,
        system,
        state: state.kind === 'following' ? (state.of?.kind ?? 'following') : state.kind,
      })),
    onDidChangeConnections: (listener: () => void) => connections.onDidChange(() => listener()),
    tallies: () => store.tallies(),
    query: (filter: Filter, limit: number) =>
      store.rows({ filter, limit: Math.max(0, Math.min(MAX_ROWS, Math.floor(limit))) }),
    event: (connection: string, id: string) => store.event(connection, id),
  });
}
