/** Positions of the admin streams are 2^60 plus ms since the epoch: as JSON numbers they do not survive `JSON.parse`. */
const BASE = 2n ** 60n;
/** Positions of a person's streams: ms, then four digits that tell whether the rest is whole. 17 digits, odd: no JavaScript number either. */
const SCALE = 10_000n;

export type PositionKind = 'enterprise' | 'personal';

/** `place`: ms since the epoch. */
export function encodePosition(kind: PositionKind, place: number): string {
  const ms = BigInt(place);
  return String(kind === 'enterprise' ? BASE + ms : ms * SCALE + check(ms));
}

/** Undefined: not a position of this kind. */
export function decodePosition(kind: PositionKind, text: string): number | undefined {
  if (!/^\d{1,20}$/.test(text)) return undefined;
  const value = BigInt(text);
  const ms = kind === 'enterprise' ? value - BASE : value / SCALE;
  if (ms < 0n || ms > 8_640_000_000_000_000n) return undefined;
  if (kind === 'personal' && value % SCALE !== check(ms)) return undefined;
  return Number(ms);
}

function check(ms: bigint): bigint {
  return (ms % 4_999n) * 2n + 1n;
}
