import { Server } from '../crash/server.ts';
import { AcceleratedClock } from './acceleratedClock.ts';
import type { Fault, FromVendor, ToVendor, VendorSettings } from './protocol.ts';

/** The vendor as a process of its own, so that its memory is not taken for the product's. */

const { seed, rate, start, factor } = JSON.parse(process.argv[2] ?? '') as VendorSettings;
const EVENTS = '/mra/stream/v2/events';
const TOKEN = '/oauth2/token';
/** How often something is emitted, real ms. */
const BEAT = 50;
/** ms of the vendor's time. */
const SILENCE = 30_000;

const clock = new AcceleratedClock(start, factor);
const server = await Server.start(seed, 100, clock);
const { simulator } = server;
let due = 0;
const emitting = setInterval(() => {
  due += (rate * factor * BEAT) / 1_000;
  server.emit(Math.floor(due));
  due %= 1;
}, BEAT);

const faults: Readonly<Record<Fault, () => void>> = {
  drop: () => simulator.dropConnections(),
  reconnect: () => simulator.sendReconnect(2_000),
  end: () => simulator.sendEnd({ withData: false }),
  silence() {
    simulator.silence(true);
    clock.timer(SILENCE, () => simulator.silence(false));
  },
  garbage: () => simulator.sendRaw('event:events\ndata:{"events":[{"id":\n\n'),
  unauthorised: () => failAfterDrop(401),
  busy: () => failAfterDrop(429, { 'retry-after': '20' }),
  unavailable: () => failAfterDrop(503),
  brokenPipe: () => failAfterDrop(502),
  tokensExpire() {
    simulator.expireTokens();
    simulator.dropConnections();
  },
  tokenEndpointDown() {
    simulator.failNext({ path: TOKEN, status: 500, times: 2 });
    simulator.expireTokens();
    simulator.dropConnections();
  },
};

function failAfterDrop(status: number, headers: Readonly<Record<string, string>> = {}): void {
  simulator.failNext({ path: EVENTS, status, headers });
  simulator.dropConnections();
}

const tell = (message: FromVendor) => void process.send?.(message);
process.on('message', (message: ToVendor) => {
  if (message.kind === 'fault') faults[message.fault]();
  else {
    clearInterval(emitting);
    simulator.silence(false);
    tell({ kind: 'finished', ids: server.ids });
  }
});
process.on('disconnect', () => process.exit());
tell({ kind: 'ready', endpoint: server.endpoint, credential: server.credential });
