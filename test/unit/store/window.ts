import { openStore } from '../../../src/store/open.ts';
import { event, KEEP_ALL, quiet, request, StillClock, WORKER } from './fixture.ts';

/** Another window: a process with the store of `argv[2]` open, which does what its parent says. */

export type Order = 'lease' | 'commit' | 'want' | 'commitForever';

const [, , directory = ''] = process.argv;
const store = await openStore({ directory, worker: WORKER, log: quiet, retention: KEEP_ALL, clock: new StillClock() });

let committed = 0;
const orders: Record<Order, () => Promise<unknown>> = {
  lease: () => store.tryLease(),
  commit: () => store.commit(request([event(`other ${++committed}`)])),
  want: () => store.setWanted('acme', true),
  async commitForever() {
    const first = Number((await store.cursor('acme', 'events'))?.cursor ?? -1) + 1;
    for (let batch = first; ; batch++) {
      const events = Array.from({ length: 20 }, (_, index) =>
        event(`${batch}-${index}`, { raw: `"${'x'.repeat(2_000)}"` }),
      );
      await store.commit(request(events, { cursor: String(batch) }));
      if (batch === first + 20) process.send?.('many');
    }
  },
};

process.on('message', (order: Order) => {
  orders[order]().then((result) => process.send?.({ result }));
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
