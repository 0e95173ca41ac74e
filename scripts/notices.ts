import { globSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './lib/project.ts';

// Writes THIRD_PARTY_NOTICES.txt: the licences of the packages that webpack put into the bundles (which it lists in dist/*.packages.json).

interface PackageManifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly homepage?: string;
  readonly repository?: string | { readonly url?: string };
}

function notice(folder: string): string {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackageManifest;
  const texts = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8').trim());
  if (texts.length === 0) {
    if (manifest.license === undefined) throw new Error(`${manifest.name} has no licence that could be quoted`);
    texts.push(`Licence: ${manifest.license} (the package holds no licence text of its own)`);
  }
  return [
    `${manifest.name} ${manifest.version} (${manifest.license ?? 'see below'})`,
    home(manifest),
    '',
    ...texts,
  ].join('\n');
}

function home(manifest: PackageManifest): string {
  const repository = typeof manifest.repository === 'string' ? manifest.repository : manifest.repository?.url;
  return manifest.homepage ?? repository ?? `https://www.npmjs.com/package/${manifest.name}`;
}

const lists = globSync('dist/*.packages.json', { cwd: ROOT });
if (lists.length === 0) throw new Error('Nothing is built yet: run `npm run build` first');
const folders = lists.flatMap((list) => JSON.parse(readFileSync(join(ROOT, list), 'utf8')) as string[]);
const notices = [...new Set(folders)].sort().map(notice);
const heading = 'This extension contains code of the following packages.';
writeFileSync(join(ROOT, 'THIRD_PARTY_NOTICES.txt'), `${[heading, ...notices].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`);
console.log(`THIRD_PARTY_NOTICES.txt: ${notices.length} packages`);
