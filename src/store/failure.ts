/** Primary result codes of SQLite that have a sentence of their own. Source: sqlite.org/rescode.html */
const SENTENCES: Readonly<Record<number, string>> = {
  5: 'is locked by another window that does not let go of it',
  8: 'cannot be written',
  10: 'could not be read or written: the disk reports an error',
  11: 'is damaged. Close all windows of the editor and open one again: the damaged file is then moved aside',
  13: 'cannot grow: the disk is full',
  14: 'cannot be opened',
  26: 'is damaged or not a database',
};

/** SQLite's primary result code of an error, where it is one of SQLite's. */
export function resultCode(error: unknown): number | undefined {
  if (error instanceof Error && 'errcode' in error && typeof error.errcode === 'number') return error.errcode & 0xff;
  return undefined;
}

export function isDamage(error: unknown): boolean {
  const code = resultCode(error);
  return code === 11 || code === 26;
}

/** The sentence for people: what is wrong, with the path. Only the message of an error crosses from a worker. */
export function sentence(path: string, error: unknown): string {
  const code = resultCode(error);
  const known = code === undefined ? undefined : SENTENCES[code];
  if (known !== undefined) return `The event store ${path} ${known}.`;
  const reason = error instanceof Error ? error.message : String(error);
  return `The event store ${path} failed: ${reason}`;
}
