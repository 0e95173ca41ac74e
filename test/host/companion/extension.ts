import { createRequire } from 'node:module';

/** Stands beside the extension under test in the browser workbench, which has no `extensionTestsPath`: runs the suites on activation. */
export function activate(): void {
  const bundle = process.env.HOST_TESTS;
  if (bundle === undefined) throw new Error('HOST_TESTS does not name the bundle of suites');
  const { run } = createRequire(bundle)(bundle) as { run(): Promise<void> };
  // Not awaited: activation has a time limit. A failure is in the report and, as an unhandled rejection, in the extension host's log.
  void run();
}
