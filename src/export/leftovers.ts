import path from 'node:path';
import type { Files } from './fileWriter.ts';

/** An export that is under way writes all the time; what was not touched for so long has nobody any more, ms. */
const OLD = 86_400_000;

/** What an export writes to before the file has its name: hidden, told apart by a random part. */
export function temporaryName(file: string, random: string): string {
  return `${beginning(file)}${random}.part`;
}

/**
 * Removes what exports to this name left whose process was killed. Whatever cannot be seen or removed stays: no reason not to export.
 */
export async function removeLeftovers(file: string, now: number, files: Files): Promise<void> {
  const folder = path.dirname(file);
  const start = beginning(file);
  const names = await files.list(folder).catch(() => []);
  const ours = names.filter((name) => name.startsWith(start) && /^[0-9a-f]{8}\.part$/.test(name.slice(start.length)));
  const removals = ours.map(async (name) => {
    const leftover = path.join(folder, name);
    if (now - (await files.modified(leftover)) > OLD) await files.remove(leftover);
  });
  await Promise.allSettled(removals);
}

function beginning(file: string): string {
  // Room for the rest in a name of 255 bytes.
  return `.${path.basename(file).slice(0, 100)}.`;
}
