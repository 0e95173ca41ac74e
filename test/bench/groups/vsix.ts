import { stat } from 'node:fs/promises';
import { vsixPath } from '../../../scripts/lib/project.ts';
import type { Group } from '../figure.ts';

/** What people download. Needs a VSIX: `npm run package`. */
export const vsix: Group = async () => {
  const { size } = await stat(vsixPath());
  return { 'vsix.kb': { value: Math.round(size / 1024), unit: 'KB' } };
};
