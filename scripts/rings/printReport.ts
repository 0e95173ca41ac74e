import { readFile } from 'node:fs/promises';
import type { MochaReport } from './result.ts';

/** Prints the report of tests that ran in another process, as mocha's `spec` would. */
export async function printReport(file: string): Promise<void> {
  const { tests } = JSON.parse(await readFile(file, 'utf8')) as MochaReport;
  let suite = '';
  for (const test of tests) {
    const heading = test.fullTitle.slice(0, -test.title.length).trim();
    if (heading !== suite) console.log(`\n  ${heading}`);
    suite = heading;
    const failed = test.err.message !== undefined;
    console.log(`    ${failed ? '✗' : '✔'} ${test.title}${test.duration === undefined ? '' : ` (${test.duration}ms)`}`);
    if (failed) console.log((test.err.stack ?? test.err.message ?? '').replaceAll(/^/gm, '      '));
  }
  console.log('');
}
