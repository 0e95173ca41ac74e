import type { Random } from '../random.ts';

/**
 * Lookout's event ids: UUIDv7 whose time is cut to whole seconds and whose other bits say nothing about the milliseconds. Lower-case ids
 * compare as texts in the order of the stream. Of the ids of one second, generated ones come first and injected ones last.
 */
const GENERATED_TOP = '77ff-bfff-ffffffffffff';

export const ID_PATTERN = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** `second`: seconds since the epoch. */
export function generatedId(second: number, random: Random): string {
  const bits = random.hex(20);
  return `${prefix(second)}-7${(random.integer(0x800) & 0x7ff).toString(16).padStart(3, '0')}-${variant(bits)}-${bits.slice(4, 16)}`;
}

/** `count`: how many ids this second has had already, below 2^23. */
export function injectedId(second: number, count: number, random: Random): string {
  const high = (0x800 | ((count >> 12) & 0x7ff)).toString(16);
  const low = (0x8000 | ((count & 0xfff) << 2)).toString(16);
  return `${prefix(second)}-7${high}-${low}-${random.hex(12)}`;
}

/** The id that comes after every generated one of this second and before every injected one. */
export function endOfGenerated(second: number): string {
  return `${prefix(second)}-${GENERATED_TOP}`;
}

/** An id that comes before every one of this second. */
export function startOf(second: number): string {
  return `${prefix(second)}-7000-8000-000000000000`;
}

/** Seconds since the epoch. */
export function secondOf(id: string): number {
  return Math.floor(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16) / 1000);
}

function prefix(second: number): string {
  const time = (second * 1000).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}`;
}

function variant(bits: string): string {
  return ((Number.parseInt(bits.slice(0, 4), 16) & 0x3fff) | 0x8000).toString(16);
}
