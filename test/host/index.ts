import { globSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Runs the suites beside this bundle with mocha, inside an extension host. Both ways in end here: the companion extension (browser workbench)
 * and `extensionTestsPath` (@vscode/test-electron). The report goes to the file that HOST_TESTS_REPORT names, whole or not at all.
 */
export async function run(): Promise<void> {
  const output = process.env.HOST_TESTS_REPORT;
  if (output === undefined) throw new Error('HOST_TESTS_REPORT does not name a file for the report');
  const unfinished = `${output}.unfinished`;
  try {
    const { default: Mocha } = await import('mocha');
    const mocha = new Mocha({
      ui: 'bdd',
      timeout: 30_000,
      forbidOnly: true,
      reporter: 'json',
      reporterOptions: { output: unfinished },
    });
    for (const file of globSync('suite/*.test.cjs', { cwd: __dirname }).sort()) mocha.addFile(join(__dirname, file));
    await mocha.loadFilesAsync();
    const failures = await new Promise<number>((resolve) => mocha.run(resolve));
    renameSync(unfinished, output);
    if (failures > 0) throw new Error(`${failures} tests failed`);
  } catch (error) {
    // A crash before the report must not look like a run that never started.
    writeFileSync(`${output}.error`, error instanceof Error ? (error.stack ?? error.message) : String(error));
    throw error;
  }
}
