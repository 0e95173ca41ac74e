/** SQLite's code for a lock that another process holds. */
export const BUSY = 5;

/** Primary result codes of SQLite that have a sentence of their own. Source: sqlite.org/rescode.html */
const SENTENCES: Readonly<Record<number, string>> = {
  5: 'is locked by another window or program that does not let go of it',
  8: 'cannot be written. Check that its folder and files may be written',
  10: 'could not be read or written: the disk reports an error',
  11: 'is damaged and being repaired. If this stays, close all windows of the editor and open one again',
  13: 'cannot grow: the disk is full',
  14: 'cannot be opened. Check that its folder may be read and written',
  26: 'is damaged or not a database',
};

/** Failures of the file system on the way to the file, by Node's code. Their own messages repeat the path. */
const SYSTEM: Readonly<Record<string, string>> = {
  EACCES: 'cannot be opened. Check that its folder may be read and written',
  EPERM: 'cannot be opened. Check that its folder and files belong to you',
  EROFS: 'cannot be written: the disk is read-only',
  EEXIST: 'cannot be created: there is a file where its folder should be',
  ENOTDIR: 'cannot be created: there is a file where its folder should be',
  ENOSPC: 'cannot grow: the disk is full',
  EDQUOT: 'cannot grow: the disk is full',
};

/** What no other request would fare better with: the file, the disk, or who else holds them. */
const OF_THE_FILE: ReadonlySet<number> = new Set([5, 6, 7, 8, 10, 11, 13, 14, 26]);

/** Damage that SQLite did not find itself. */
export class Damage extends Error {
  readonly errcode = 11;
}

/** SQLite's primary result code of an error, where it is one of SQLite's. */
export function resultCode(error: unknown): number | undefined {
  if (error instanceof Error && 'errcode' in error && typeof error.errcode === 'number') return error.errcode & 0xff;
  return undefined;
}

export function isDamage(error: unknown): boolean {
  const code = resultCode(error);
  return code === 11 || code === 26;
}

/** True when the store as a whole failed, not one request by what it holds. */
export function isOfTheFile(error: unknown): boolean {
  const code = resultCode(error);
  return code !== undefined && OF_THE_FILE.has(code);
}

/** The sentence for people: what is wrong, with the path. Only the message of an error crosses from a worker. */
export function sentence(path: string, error: unknown): string {
  const code = resultCode(error);
  const system = systemCode(error);
  const known = code !== undefined ? SENTENCES[code] : system !== undefined ? SYSTEM[system] : undefined;
  if (known !== undefined) return `The event store ${path} ${known}.`;
  if (system !== undefined) return `The event store ${path} failed (${system}).`;
  const reason = error instanceof Error ? error.message : String(error);
  return `The event store ${path} failed: ${reason}`;
}

/** The code of an error of the file system, like ENOSPC. */
function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
