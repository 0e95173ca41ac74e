import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type Group, median } from '../figure.ts';
import { lookoutSource, startPipeline } from '../pipeline.ts';
import { simulatorProcess } from '../simulatorProcess.ts';

const EVENTS = 100_000;
const ROUNDS = 3;
const TEN_DAYS = 10 * 24 * 3_600_000;
const MS = 1e6;

function collect(): void {
  if (!globalThis.gc) throw new Error('Run node with --expose-gc.');
  globalThis.gc();
}

async function idle(): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  delay.disable();
  return delay.percentile(99) / MS;
}

/** What a replay of 100,000 events does to the process that hosts it: event-loop delay above the sampler's idle reading, and heap kept afterwards. */
export const replay: Group = async (report) => {
  const simulator = await simulatorProcess('--load', String(EVENTS), '--seed', '7');
  const delays: number[] = [];
  const growths: number[] = [];
  try {
    for (let round = 0; round <= ROUNDS; round++) {
      const quiet = await idle();
      collect();
      const heap = process.memoryUsage().heapUsed;
      const { promise, resolve } = Promise.withResolvers<void>();
      let peak = 0;
      const delay = monitorEventLoopDelay({ resolution: 1 });
      delay.enable();
      const pipeline = await startPipeline(simulator, lookoutSource(TEN_DAYS), (stored) => {
        if (stored >= EVENTS) resolve();
      });
      const sampler = setInterval(() => {
        peak = Math.max(peak, process.memoryUsage().heapUsed - heap);
      }, 50);
      await promise;
      clearInterval(sampler);
      delay.disable();
      collect();
      const growth = (process.memoryUsage().heapUsed - heap) / 2 ** 20;
      await pipeline.dispose();
      if (round === 0) continue; // The first round compiles.
      delays.push(Math.max(0, delay.percentile(99) / MS - quiet));
      growths.push(growth);
      report(
        `round ${round}: delay p99 ${delays.at(-1)?.toFixed(1)} ms above ${quiet.toFixed(1)}, heap +${growth.toFixed(1)} MB (peak +${(peak / 2 ** 20).toFixed(0)} MB)`,
      );
    }
  } finally {
    await simulator.dispose();
  }
  return {
    'replay.host_delay_p99_ms': { value: Number(median(delays).toFixed(1)), unit: 'ms' },
    'replay.heap_growth_mb': { value: Number(median(growths).toFixed(1)), unit: 'MB' },
  };
};
