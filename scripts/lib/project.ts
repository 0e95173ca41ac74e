import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of the repository. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What needs long to make and can be made again: ignored by git, kept between runs. */
export const CACHE = join(ROOT, '.workbench');

/** Reports, logs and screenshots of the last test run. */
export const RESULTS = join(ROOT, 'test-results');

export interface Manifest {
  readonly name: string;
  readonly publisher: string;
  readonly version: string;
  readonly engines: { readonly vscode: string };
  readonly contributes?: { readonly commands?: readonly { readonly command: string }[] };
}

export function manifest(): Manifest {
  return JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Manifest;
}

/** The VSIX that `npm run package` writes. */
export function vsixPath(): string {
  const { name, version } = manifest();
  return join(ROOT, `${name}-${version}.vsix`);
}
