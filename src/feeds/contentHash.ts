import { createHash } from 'node:crypto';

/** By which an event without an id is known: SHA-256 of its text, in hexadecimal digits. */
export function contentHash(raw: string): string {
  return createHash('sha256').update(raw).digest('hex');
}
