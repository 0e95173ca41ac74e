import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { RESULTS, ROOT } from '../lib/project.ts';
import { Workbench } from '../workbench/workbench.ts';
import { bundleHostTests, type HostBundle } from './hostBundle.ts';
import { printReport } from './printReport.ts';
import { mochaResult, type RingResult } from './result.ts';

const LIMIT_MS = 180_000;
const POLL_MS = 100;

/** Runs the host suites in the extension host of the browser workbench, beside the packaged extension. */
export async function hostRing(vsix: string): Promise<RingResult> {
  const report = await freshReport('host.json');
  const bundle = await bundleHostTests();
  await using workbench = await Workbench.start({
    vsix: [vsix],
    unpacked: [bundle.companion],
    env: { HOST_TESTS: bundle.index, HOST_TESTS_REPORT: report },
  });
  await workbench.openWindow();
  const result = await finished(report, LIMIT_MS);
  if (result.failed > 0) await workbench.keepEvidence('host');
  return result;
}

/** Runs the same suites in a desktop VS Code, which @vscode/test-electron downloads into .vscode-test/. */
export async function electronRing(): Promise<RingResult> {
  const report = await freshReport('electron.json');
  const bundle: HostBundle = await bundleHostTests();
  const { runTests } = await import('@vscode/test-electron');
  // It rejects when tests fail too; the report tells.
  const ended = runTests({
    extensionDevelopmentPath: ROOT,
    extensionTestsPath: bundle.index,
    extensionTestsEnv: { HOST_TESTS_REPORT: report },
    launchArgs: ['--disable-workspace-trust', '--disable-extensions', '--skip-welcome', '--skip-release-notes'],
  }).then(
    () => undefined,
    (error: unknown) => String(error),
  );
  const note = await ended;
  if (existsSync(report) || existsSync(`${report}.error`)) return await finished(report, 0);
  return { passed: 0, failed: 1, note: `no desktop build ran the tests: ${note ?? 'it ended without a report'}` };
}

async function freshReport(name: string): Promise<string> {
  const report = join(RESULTS, name);
  await mkdir(RESULTS, { recursive: true });
  for (const file of [report, `${report}.error`, `${report}.unfinished`]) await rm(file, { force: true });
  return report;
}

/** Waits for the report of the other process and prints it. */
async function finished(report: string, limit: number): Promise<RingResult> {
  const end = Date.now() + limit;
  while (!existsSync(report) && !existsSync(`${report}.error`) && Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  if (existsSync(report)) {
    await printReport(report);
    return mochaResult(report, 0);
  }
  const why = await readFile(`${report}.error`, 'utf8').catch(() => `no report after ${limit / 1000} s`);
  return { passed: 0, failed: 1, note: why };
}
