import { type Clock, pause } from '../../base/clock.ts';
import { ExportError } from '../../export/fileWriter.ts';
import type { Form } from '../../export/form.ts';
import { REOPENED, type Source } from '../../export/source.ts';
import type { EventView } from '../../store/search/contract.ts';

/** What a view holds, in its order, written by the store's worker. */
export function viewSource(view: Pick<EventView, 'state' | 'encoded'>, form: Form): Source {
  const { total, version } = view.state;
  return {
    total,
    read: async (from, count) => {
      const page = await view.encoded(from, count, form);
      // The store was opened anew meanwhile: a rank means another event now.
      if (page.version !== version) throw new ExportError(REOPENED);
      return page;
    },
  };
}

/** A search that reports nothing for so long has nothing more to find, ms: of a very large store the oldest events are not looked at. */
const SILENCE = 5_000;

/** Resolves with the share of the stored events that was looked at when the search is over, or `signal` aborts. */
export async function searchedThrough(
  view: Pick<EventView, 'state' | 'onDidChange'>,
  clock: Clock,
  signal: AbortSignal,
  progress: (share: number) => void,
): Promise<number> {
  while (view.state.searched < 1 && !signal.aborted) {
    const before = view.state;
    const changed = new AbortController();
    const stop = () => changed.abort();
    const listener = view.onDidChange(stop);
    signal.addEventListener('abort', stop, { once: true });
    await pause(clock, SILENCE, changed.signal);
    signal.removeEventListener('abort', stop);
    listener.dispose();
    if (view.state === before) break;
    progress(view.state.searched);
  }
  return view.state.searched;
}
