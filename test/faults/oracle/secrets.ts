import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { World } from '../world/world.ts';

/** No key and no token may have reached a log line or a file of the store, which is closed. */
export async function noSecrets(world: World, directory: string): Promise<void> {
  const files = await readdir(directory);
  const stored = await Promise.all(files.map((file) => readFile(path.join(directory, file))));
  const log = world.lines.join('\n');
  for (const secret of world.vendor.secrets) {
    if (log.includes(secret)) throw new Error(`A secret was logged: ${secret}`);
    if (stored.some((bytes) => bytes.includes(secret))) throw new Error(`A secret was stored: ${secret}`);
  }
}
