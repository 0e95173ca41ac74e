import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT, vsixPath } from './project.ts';
import { runQuietly } from './run.ts';
import { step } from './step.ts';

/** Builds the product and packages it; answers the VSIX's path. */
export async function packageVsix(): Promise<string> {
  const vsix = vsixPath();
  const vsce = join(ROOT, 'node_modules', '@vscode', 'vsce', 'vsce');
  // Links in the README stay relative: the repository has no public address that they could point to.
  // `vsce package` runs the script vscode:prepublish, which builds.
  await step('Building and packaging the extension', () =>
    runQuietly(process.execPath, [
      vsce,
      'package',
      '--no-dependencies',
      '--no-rewrite-relative-links',
      '--allow-missing-repository',
      '--out',
      vsix,
    ]),
  );
  console.log(`  ${vsix} (${Math.round((await stat(vsix)).size / 1024)} KB)`);
  return vsix;
}
