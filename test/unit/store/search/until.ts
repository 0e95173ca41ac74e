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
