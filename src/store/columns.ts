import type { SQLOutputValue } from 'node:sqlite';

/** Decoders of single columns: the edge between SQLite's values and our types. They throw when the file does not hold what its schema says. */

export type Row = Readonly<Record<string, SQLOutputValue>>;

/** A row of a statement that returns arrays; the types of SQLite know objects only. */
export function listed(row: unknown): readonly SQLOutputValue[] {
  if (!Array.isArray(row)) throw new Error('a row is no list');
  return row;
}

export function text(value: SQLOutputValue | undefined): string {
  if (typeof value !== 'string') throw new Error('A text column holds no text.');
  return value;
}

export function maybeText(value: SQLOutputValue | undefined): string | undefined {
  return value === null || value === undefined ? undefined : text(value);
}

export function integer(value: SQLOutputValue | undefined): number {
  if (typeof value !== 'number') throw new Error('A number column holds no number.');
  return value;
}

export function maybeInteger(value: SQLOutputValue | undefined): number | undefined {
  return value === null || value === undefined ? undefined : integer(value);
}

export function bytes(value: SQLOutputValue | undefined): Uint8Array {
  if (!(value instanceof Uint8Array)) throw new Error('A column of bytes holds none.');
  return value;
}
