/**
 * What of a message may change hands instead of being copied: the bytes of an answer (`{ bytes }`) that nobody else has a part of. Whoever sends it has them no more.
 */
export function transferred(message: unknown): ArrayBuffer[] {
  const answer = member(message, 'r');
  const bytes = member(answer, 'bytes');
  if (!(bytes instanceof Uint8Array) || bytes.byteLength === 0) return [];
  const { buffer } = bytes;
  return buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength ? [buffer] : [];
}

function member(of: unknown, name: string): unknown {
  return typeof of === 'object' && of !== null && name in of ? Reflect.get(of, name) : undefined;
}
