import { type EventStore, StoreError } from './contract.ts';

/**
 * Stands in for a store that could not be opened: every call rejects with the reason, so that streaming is refused rather than pretended and each view shows why.
 */
export function unavailableStore(reason: string): EventStore {
  const fail = () => Promise.reject(new StoreError(reason));
  return {
    onDidChange: () => ({ dispose: () => undefined }),
    commit: fail,
    cursor: fail,
    newestTime: fail,
    tallies: fail,
    rows: fail,
    event: fail,
    document: fail,
    related: fail,
    previous: fail,
    directory: fail,
    quarantine: fail,
    gaps: fail,
    clear: fail,
    forget: fail,
    setRetention: fail,
    wanted: fail,
    setWanted: fail,
    published: fail,
    publish: fail,
    tryLease: fail,
    releaseLease: fail,
    close: () => Promise.resolve(),
  };
}
