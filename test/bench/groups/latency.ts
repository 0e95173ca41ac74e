import { startLookoutSimulator } from '../../../src/demo/lookout/simulator.ts';
import { type Group, median, quantile } from '../figure.ts';
import { lookoutSource, startPipeline } from '../pipeline.ts';

const RATE = 100;
const SECONDS = 5;
const ROUNDS = 3;
const KEY = 'bench-key';

/** From the write to the socket to the acknowledged commit, at 100 events/s; simulator and client share a process so that one clock times both. */
export const socketToStored: Group = async (report) => {
  const p95: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const simulator = await startLookoutSimulator({ seed: 1, applicationKey: KEY, rate: 0 });
    const sent: number[] = [];
    const delays: number[] = [];
    const endpoint = { endpoint: simulator.endpoint, credential: KEY, dispose: () => simulator.dispose() };
    const { promise: all, resolve } = Promise.withResolvers<void>();
    let seen = 0;
    const pipeline = await startPipeline(endpoint, lookoutSource(60_000), (stored) => {
      const now = performance.now();
      for (; seen < stored; seen++) delays.push(now - (sent[seen] ?? now));
      if (seen >= RATE * SECONDS) resolve();
    });
    while (simulator.openStreams === 0) await new Promise((turn) => setTimeout(turn, 5));
    const ticker = setInterval(() => {
      if (sent.length >= RATE * SECONDS) return clearInterval(ticker);
      sent.push(performance.now());
      simulator.emit([{ type: 'DEVICE', change_type: 'UPDATED', device: { guid: 'd' }, filler: 'x'.repeat(450) }]);
    }, 1_000 / RATE);
    await all;
    await pipeline.dispose();
    await simulator.dispose();
    p95.push(quantile(delays, 0.95));
    report(`round ${round + 1}: p50 ${quantile(delays, 0.5).toFixed(1)} ms, p95 ${p95.at(-1)?.toFixed(1)} ms`);
  }
  return { 'socket_to_stored.p95_ms': { value: Number(median(p95).toFixed(1)), unit: 'ms' } };
};
