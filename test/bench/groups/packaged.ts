import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Group } from '../figure.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** What people download. Needs a VSIX: `npm run package`. */
export const packaged: Group = async () => {
  const vsix = (await readdir(root)).find((name) => name.endsWith('.vsix'));
  if (!vsix) throw new Error('There is no VSIX; run "npm run package" first.');
  const { size } = await stat(path.join(root, vsix));
  return { 'vsix.kb': { value: Math.round(size / 1024), unit: 'KB' } };
};
