import { Emitter } from '../base/emitter.ts';
import type { Expression } from '../model/expression.ts';
import type { Filter } from '../model/filter.ts';
import type { CommitRequest, EventStore, Retention, RowQuery, StoreChange } from './contract.ts';
import type { EventSearch } from './search/contract.ts';

/**
 * A store that is still being opened: calls wait for it, so that activation does not. If it cannot be opened, every call rejects with the reason; streaming is then
 * refused rather than pretended, and each view shows why.
 */
export class DeferredStore implements EventStore {
  readonly #opened: Promise<EventStore>;
  readonly #changed = new Emitter<StoreChange>();

  readonly onDidChange = this.#changed.event;
  readonly #recovered = new Emitter<string>();
  readonly onDidRecover = this.#recovered.event;
  readonly search: EventSearch = {
    open: async (expression: Expression) => (await this.#opened).search.open(expression),
  };

  constructor(opened: Promise<EventStore>) {
    this.#opened = opened;
    opened.then(
      (store) => {
        store.onDidChange((change) => this.#changed.fire(change));
        store.onDidRecover((message) => this.#recovered.fire(message));
      },
      () => undefined, // Whoever opens it tells the user; every call below rejects with it.
    );
  }

  async commit(request: CommitRequest) {
    return (await this.#opened).commit(request);
  }
  async cursor(connection: string, stream: string) {
    return (await this.#opened).cursor(connection, stream);
  }
  async newestTime(connection: string, stream: string) {
    return (await this.#opened).newestTime(connection, stream);
  }
  async tallies() {
    return (await this.#opened).tallies();
  }
  async oldest() {
    return (await this.#opened).oldest();
  }
  async rows(query: RowQuery) {
    return (await this.#opened).rows(query);
  }
  async event(connection: string, id: string) {
    return (await this.#opened).event(connection, id);
  }
  async document(connection: string, id: string) {
    return (await this.#opened).document(connection, id);
  }
  async related(connection: string, id: string, by: 'subject' | 'target', limit: number) {
    return (await this.#opened).related(connection, id, by, limit);
  }
  async previous(connection: string, id: string) {
    return (await this.#opened).previous(connection, id);
  }
  async directory(connection: string, kind: string, id: string) {
    return (await this.#opened).directory(connection, kind, id);
  }
  async quarantine(connection: string, limit: number) {
    return (await this.#opened).quarantine(connection, limit);
  }
  async gaps(connection: string) {
    return (await this.#opened).gaps(connection);
  }
  async clear(filter: Filter) {
    return (await this.#opened).clear(filter);
  }
  async forget(connection: string) {
    return (await this.#opened).forget(connection);
  }
  async setRetention(retention: Retention) {
    return (await this.#opened).setRetention(retention);
  }
  async wanted() {
    return (await this.#opened).wanted();
  }
  async setWanted(connection: string, wanted: boolean) {
    return (await this.#opened).setWanted(connection, wanted);
  }
  async published() {
    return (await this.#opened).published();
  }
  async publish(states: ReadonlyMap<string, string>) {
    return (await this.#opened).publish(states);
  }
  async tryLease() {
    return (await this.#opened).tryLease();
  }
  async releaseLease() {
    return (await this.#opened).releaseLease();
  }

  /** Closes it once it is open; there is nothing to close when it never was. */
  async close() {
    const store = await this.#opened.catch(() => undefined);
    this.#changed.dispose();
    this.#recovered.dispose();
    await store?.close();
  }
}
