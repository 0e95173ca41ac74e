import type { SecurityEvent } from '../../../../src/model/event.ts';
import type { EventStore } from '../../../../src/store/contract.ts';
import type { EventView, ViewState } from '../../../../src/store/search/contract.ts';

/** Resolves with the first state that is as wanted. */
export function until(view: EventView, wanted: (state: ViewState) => boolean): Promise<ViewState> {
  return new Promise((resolve) => {
    if (wanted(view.state)) return resolve(view.state);
    const listener = view.onDidChange((state) => {
      if (!wanted(state)) return;
      listener.dispose();
      resolve(state);
    });
  });
}

/** The ids of a view's rows. */
export async function found(view: EventView, from = 0, count = 500): Promise<(string | undefined)[]> {
  return (await view.rows(from, count)).rows.map((row) => row?.id);
}

/** All stored events, whole, newest first. */
export async function stored(store: EventStore): Promise<SecurityEvent[]> {
  const view = await store.search.open({ kind: 'all' });
  const events: SecurityEvent[] = [];
  for (let from = 0; from < view.state.total; from += 500) {
    const { rows } = await view.rows(from, 500);
    const read = await Promise.all(rows.map((row) => row && store.event(row.connection, row.id)));
    events.push(...read.filter((event) => event !== undefined));
  }
  view.dispose();
  return events;
}
