import { FetchError } from '../net/fetchError.ts';
import { FeedError, type FeedSignal, type ReadOptions } from './feed.ts';

/**
 * Says `open` before the first thing that came, since only then has the server accepted a request; and just ends after an abort. When the machine slept during a
 * request, that is no failure: the stream ends, to be read again at once. Without a stored cursor none can have been rejected, whatever the vendor says of its own positions: `refused` is the sentence for that.
 */
export async function* opening(
  signals: AsyncIterable<FeedSignal>,
  { cursor, signal }: ReadOptions,
  refused: string,
): AsyncGenerator<FeedSignal, void, void> {
  let open = false;
  try {
    for await (const said of signals) {
      if (!open) yield { kind: 'open' };
      open = true;
      yield said;
    }
  } catch (error) {
    if (signal.aborted) return;
    if (error instanceof FetchError && error.kind === 'slept') {
      yield { kind: 'end', why: 'slept' };
      return;
    }
    if (cursor !== undefined || !(error instanceof FeedError && error.kind === 'cursor')) throw error;
    const { requestId } = error;
    throw new FeedError('protocol', refused, { requestId, cause: error });
  }
}
