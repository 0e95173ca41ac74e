import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { RESULTS, ROOT } from '../lib/project.ts';
import { run } from '../lib/run.ts';
import { mochaResult, type RingResult } from './result.ts';

/** Runs mocha in a process of its own on the files that match. */
export async function mochaRing(name: string, pattern: string, args: readonly string[] = []): Promise<RingResult> {
  const report = join(RESULTS, `${name}.json`);
  await mkdir(RESULTS, { recursive: true });
  await rm(report, { force: true });
  const mocha = join(ROOT, 'node_modules', 'mocha', 'bin', 'mocha.js');
  const reporter = join(ROOT, 'test', 'support', 'reporter.ts');
  const env = { ...process.env, TEST_REPORT: report };
  const code = await run(process.execPath, [mocha, '--forbid-only', '--reporter', reporter, ...args, pattern], { env });
  return mochaResult(report, code);
}
