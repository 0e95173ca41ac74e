import assert from 'node:assert/strict';
import { crash, VENDORS } from './ring.ts';

const KILLS = 12;

describe('A window that is killed while it streams', function () {
  this.timeout(240_000);

  for (const vendor of VENDORS) {
    it(`from ${vendor} leaves a store that is sound and goes on without losing or doubling an event, ${KILLS} times`, async () => {
      const seed = Number(process.env.CRASH_SEED ?? Date.now() % 1_000_000);
      const lines: string[] = [];
      try {
        const { events, inTheMiddle } = await crash({ vendor, kills: KILLS, seed, log: (line) => lines.push(line) });
        assert.ok(events > 1_000 && inTheMiddle >= KILLS / 3, `a kill must interrupt something: ${lines.join('\n')}`);
      } catch (error) {
        throw new Error(`CRASH_SEED=${seed}: ${String(error)}\n${lines.join('\n')}`, { cause: error });
      }
    });
  }
});
