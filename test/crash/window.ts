import { systemClock } from '../../src/base/clock.ts';
import { VENDORS } from '../../src/feeds/registry.ts';
import { openStore } from '../../src/store/open.ts';
import { vendorConnections } from '../support/vendorConnections.ts';
import { CONNECTION, type Order, type Report, type WindowSettings } from './protocol.ts';

/** A window that streams, without its UI, until it is killed: the product from socket to file, put together as `extension.ts` does. */

const settings = JSON.parse(process.argv[2] ?? '') as WindowSettings;
const { directory, config, credential, retention } = settings;
const report = (message: Report) => void process.send?.(message);
const line = (level: string) => (message: string) => report({ kind: 'log', line: `${level}: ${message}` });
const log = { trace() {}, debug() {}, info: line('info'), warn: line('warn'), error: line('error') };
process.on('disconnect', () => process.exit());

report({ kind: 'opening' });
const store = await openStore({
  directory,
  worker: new URL('../../src/store/worker.ts', import.meta.url),
  log,
  retention,
});
report({ kind: 'open', ...(store.recovered !== undefined && { recovered: store.recovered }) });
store.onDidChange(({ seq, removed }) => report({ kind: 'change', seq, removed }));

const vendor = VENDORS.get(config.system);
if (!vendor) throw new Error(`There is no ${config.system}.`);
const connections = vendorConnections({
  ...{ vendor, store, config, credential, clock: systemClock, log, initialHistory: 3_600_000 },
});

const orders: Record<Order, () => Promise<unknown>> = {
  clear: () => store.clear({}),
  async close() {
    await connections.close();
    await store.close();
    process.disconnect();
  },
};
process.on('message', (order: Order) => {
  orders[order]().catch((error: unknown) => log.error(`${order}: ${String(error)}`));
});
await connections.start({ resume: true, connect: [CONNECTION] });
