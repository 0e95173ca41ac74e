import { copyFileSync, globSync, mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { ROOT } from '../lib/project.ts';

export interface HostBundle {
  /** Exports `run()`, as `extensionTestsPath` wants it. */
  readonly index: string;
  /** Folder of the unpacked companion extension. */
  readonly companion: string;
}

/** Bundles the suites, their runner and the companion extension: the desktop's extension host does not load TypeScript. */
export async function bundleHostTests(): Promise<HostBundle> {
  const out = join(ROOT, 'out', 'host');
  const source = join(ROOT, 'test', 'host');
  rmSync(out, { recursive: true, force: true });
  const suites = globSync('suite/*.test.ts', { cwd: source }).map((file) => [
    `suite/${basename(file, '.ts')}`,
    join(source, file),
  ]);
  await build({
    entryPoints: {
      index: join(source, 'index.ts'),
      'companion/extension': join(source, 'companion', 'extension.ts'),
      ...Object.fromEntries(suites),
    },
    outdir: out,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node24',
    // mocha is found in node_modules, above out/.
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  const companion = join(out, 'companion');
  mkdirSync(companion, { recursive: true });
  copyFileSync(join(source, 'companion', 'package.json'), join(companion, 'package.json'));
  return { index: join(out, 'index.cjs'), companion };
}
