import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { packageVsix } from './lib/build.ts';
import { RESULTS, ROOT } from './lib/project.ts';
import { run } from './lib/run.ts';
import { main } from './lib/step.ts';
import { electronRing, hostRing } from './rings/host.ts';
import { mochaRing } from './rings/mocha.ts';
import { checkResult, type RingResult } from './rings/result.ts';
import { needChromium } from './workbench/chromium.ts';
import { installWorkbench } from './workbench/install.ts';

// `npm test`: every ring, or the ones named. The very last line is "N passed, N failed": the tests of all rings, where lint, types and build count as one each.

const E2E_TIMEOUT_MS = '180000';

interface Ring {
  readonly name: string;
  run(): Promise<RingResult>;
}

let vsix: Promise<string> | undefined;
/** Built once, by the first ring that wants it. */
const packaged = () => {
  vsix ??= packageVsix();
  return vsix;
};

/** Runs a tool of node_modules by its script: what is in .bin is not the same on Windows. */
const tool = async (script: string, ...args: string[]) =>
  checkResult(await run(process.execPath, [join(ROOT, 'node_modules', script), ...args]));

const RINGS: readonly Ring[] = [
  {
    name: 'lint',
    run: () => tool('@biomejs/biome/bin/biome', 'ci', `--colors=${process.stdout.isTTY ? 'force' : 'off'}`),
  },
  { name: 'types', run: () => tool('typescript/bin/tsc') },
  { name: 'unit', run: () => mochaRing('unit', 'test/unit/**/*.test.ts') },
  { name: 'faults', run: () => mochaRing('faults', 'test/faults/**/*.test.ts') },
  { name: 'crash', run: () => mochaRing('crash', 'test/crash/**/*.test.ts') },
  ...(existsSync(join(ROOT, 'test', 'webview'))
    ? [{ name: 'webview', run: () => mochaRing('webview', 'test/webview/**/*.test.ts', ['--timeout', '60000']) }]
    : []),
  { name: 'build', run: async () => checkResult((await packaged()) === '' ? 1 : 0) },
  { name: 'host', run: async () => await hostRing(await packaged()) },
  {
    name: 'e2e',
    run: async () => {
      await packaged();
      return await mochaRing('e2e', 'test/e2e/**/*.test.ts', ['--timeout', E2E_TIMEOUT_MS]);
    },
  },
];

/** Needs a download of a desktop VS Code, so it is not part of `npm test`. */
const ELECTRON: Ring = {
  name: 'electron',
  run: async () => {
    await packaged();
    return await electronRing();
  },
};

const NEED_BROWSER = new Set(['webview', 'host', 'e2e']);
const NEED_WORKBENCH = new Set(['host', 'e2e']);

main(async () => {
  const names = process.argv.slice(2);
  const rings = names.length === 0 ? RINGS : [...RINGS, ELECTRON].filter((ring) => names.includes(ring.name));
  const unknown = names.filter((name) => !rings.some((ring) => ring.name === name));
  if (unknown.length > 0) throw new Error(`No such ring: ${unknown.join(', ')}`);
  if (names.length === 0) await rm(RESULTS, { recursive: true, force: true });
  if (rings.some((ring) => NEED_BROWSER.has(ring.name))) await needChromium();
  if (rings.some((ring) => NEED_WORKBENCH.has(ring.name))) await installWorkbench();

  const lines: string[] = [];
  const failures: string[] = [];
  let passed = 0;
  let failed = 0;
  for (const ring of rings) {
    console.log(`\n━━ ${ring.name} ${'━'.repeat(60 - ring.name.length)}`);
    const started = Date.now();
    const result = await ring.run().catch((error: unknown): RingResult => {
      const note = error instanceof Error ? error.message : String(error);
      console.log(`✗ ${note}`);
      return { passed: 0, failed: 1, note: note.split('\n', 1)[0] ?? note };
    });
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    passed += result.passed;
    failed += result.failed;
    const mark = result.failed === 0 ? '✓' : '✗';
    const note = result.note === undefined ? '' : `: ${result.note}`;
    lines.push(`${mark} ${ring.name.padEnd(8)} ${result.passed} passed, ${result.failed} failed, ${seconds} s${note}`);
    failures.push(...(result.failures ?? []).map((text) => `✗ ${ring.name}: ${text}\n`));
  }
  console.log(`\n━━ summary ${'━'.repeat(53)}\n${[...failures, ...lines].join('\n')}\n`);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
});
