import { createServer } from 'node:net';

/** `wanted` if nobody listens there on loopback, otherwise 0: whatever the system gives. */
export function freePort(wanted: number): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(0));
    probe.listen(wanted, '127.0.0.1', () => probe.close(() => resolve(wanted)));
  });
}
