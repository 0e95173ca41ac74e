import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { vsixPath } from '../../../scripts/lib/project.ts';
import { Workbench } from '../../../scripts/workbench/workbench.ts';
import { type Group, median } from '../figure.ts';

const ROUNDS = 3;
const LIMIT = 60_000;

/** Activation in a real extension host, of the packaged extension. Needs a VSIX: `npm run package`. */
export const activation: Group = async (report) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'activation-'));
  const times: number[] = [];
  for (let round = 1; round <= ROUNDS; round++) {
    const file = path.join(folder, `${round}.json`);
    await using workbench = await Workbench.start({
      vsix: [vsixPath()],
      unpacked: [fileURLToPath(new URL('../activationProbe', import.meta.url))],
      env: { ACTIVATION_PROBE: file },
    });
    await workbench.openWindow();
    for (const end = Date.now() + LIMIT; !existsSync(file); ) {
      if (Date.now() > end) throw new Error('The extension host did not report.');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const { load, activate } = JSON.parse(await readFile(file, 'utf8')) as { load: number; activate: number };
    times.push(load + activate);
    report(`round ${round}: loading ${load.toFixed(1)} ms, activate() ${activate.toFixed(1)} ms`);
  }
  await rm(folder, { recursive: true });
  return { 'activation.ms': { value: Number(median(times).toFixed(1)), unit: 'ms' } };
};
