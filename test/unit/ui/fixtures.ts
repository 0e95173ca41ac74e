import { Emitter } from '../../../src/base/emitter.ts';
import type { ConnectionService, ConnectionView } from '../../../src/connection/contract.ts';
import { type ConnectionState, type Evidence, NO_EVIDENCE } from '../../../src/connection/state.ts';
import type { ConnectionConfig } from '../../../src/model/connection.ts';
import type { EventRow } from '../../../src/model/event.ts';
import type { Severity } from '../../../src/model/severity.ts';
import type { RowQuery, StoreChange, Tally } from '../../../src/store/contract.ts';
import type { SmallState } from '../../../src/ui/events/unseen.ts';

export const NOW = Date.UTC(2026, 10, 1, 12);

export function tally(type: string, severity: Severity, count: number, connection = 'a', total = count): Tally {
  return { connection, type, severity, count, total };
}

export function connectionView(
  state: ConnectionState,
  more: { evidence?: Partial<Evidence>; config?: Partial<ConnectionConfig>; wanted?: boolean } = {},
): ConnectionView {
  const config = {
    id: 'a',
    name: 'Production',
    system: 'lookout' as const,
    endpoint: 'https://api.example.com/tenant-7',
    ...more.config,
  };
  return { state, config, wanted: more.wanted ?? true, evidence: { ...NO_EVIDENCE, ...more.evidence } };
}

/** As much of a store as the tree asks for, in memory. */
export class RowStore {
  readonly changes = new Emitter<StoreChange>();
  readonly onDidChange = this.changes.event;
  readonly queries: RowQuery[] = [];
  rowsStored: EventRow[] = [];
  fails: Error | undefined;

  add(count: number, type: string, severity: Severity, connection = 'a'): void {
    for (let i = 0; i < count; i++) {
      const seq = this.rowsStored.length + 1;
      this.rowsStored.push({
        seq,
        connection,
        stream: 'events',
        id: `e${seq}`,
        time: NOW + seq,
        receivedTime: NOW,
        type,
        activity: 'CREATED',
        severity,
        summary: `Event ${seq}`,
      });
    }
  }

  tell(): void {
    this.changes.fire({ seq: this.rowsStored.length, removed: false, shared: false });
  }

  async tallies(): Promise<readonly Tally[]> {
    if (this.fails) throw this.fails;
    const sums = new Map<string, Tally>();
    for (const { connection, type, severity } of this.rowsStored) {
      const key = `${connection}/${type}/${severity}`;
      const count = (sums.get(key)?.count ?? 0) + 1;
      sums.set(key, { connection, type, severity, count, total: count });
    }
    return [...sums.values()];
  }

  async rows(query: RowQuery): Promise<readonly EventRow[]> {
    if (this.fails) throw this.fails;
    this.queries.push(query);
    const { filter = {}, limit, upTo = Number.POSITIVE_INFINITY } = query;
    return this.rowsStored
      .filter(
        (row) =>
          (filter.connections?.includes(row.connection) ?? true) &&
          (filter.types?.includes(row.type) ?? true) &&
          (filter.severities?.includes(row.severity) ?? true) &&
          row.seq <= upTo,
      )
      .reverse()
      .slice(0, limit);
  }
}

/** A `vscode.Memento` in memory. */
export class MemoryState implements SmallState {
  readonly #values = new Map<string, string>();

  get<T>(key: string): T | undefined {
    const text = this.#values.get(key);
    return text === undefined ? undefined : JSON.parse(text);
  }

  async update(key: string, value: unknown): Promise<void> {
    this.#values.set(key, JSON.stringify(value));
  }
}

/** A connection service whose states a test sets. */
export class SetService implements ConnectionService {
  readonly #changed = new Emitter<string | undefined>();
  readonly onDidChange = this.#changed.event;
  readonly views = new Map<string, ConnectionView>();

  set(view: ConnectionView): void {
    this.views.set(view.config.id, view);
    this.#changed.fire(view.config.id);
  }

  list(): readonly ConnectionView[] {
    return [...this.views.values()];
  }

  get(id: string): ConnectionView | undefined {
    return this.views.get(id);
  }

  async connect(): Promise<void> {}
  async disconnect(): Promise<void> {}
  async test(): Promise<void> {}
  async signIn() {
    return {};
  }
}
