import { openStore } from '../../../src/store/open.ts';
import { event, KEEP_ALL, quiet, request, StillClock, WORKER } from './fixture.ts';

/** Another window: a process with the store of `argv[2]` open, which does what its parent says. */

export type Order = 'lease' | 'commit' | 'want';

const [, , directory = ''] = process.argv;
const store = await openStore({ directory, worker: WORKER, log: quiet, retention: KEEP_ALL, clock: new StillClock() });

let committed = 0;
const orders: Record<Order, () => Promise<unknown>> = {
  lease: () => store.tryLease(),
  commit: () => store.commit(request([event(`other ${++committed}`)])),
  want: () => store.setWanted('acme', true),
};

process.on('message', (order: Order) => {
  orders[order]().then((result) => process.send?.({ result }));
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
