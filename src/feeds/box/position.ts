/** Far more than Box uses; a longer one would not fit into a request. */
const MAX_LENGTH = 512;

/**
 * A `next_stream_position` out of its exact JSON text: the digits of a number as they were sent (`JSON.parse` would round them), or the content of a
 * string. Opaque: to be stored and sent back as it is. `undefined` for null and whatever else is no position.
 */
export function readPosition(json: string): string | undefined {
  if (json.length > 6 * MAX_LENGTH) return undefined;
  if (/^\d+$/.test(json)) return json.length <= MAX_LENGTH ? json : undefined;
  try {
    const position: unknown = JSON.parse(json);
    return typeof position === 'string' && position !== '' && position.length <= MAX_LENGTH ? position : undefined;
  } catch {
    return undefined; // Not a string of JSON.
  }
}

/** Box says 0 with empty pages of the history: not a place to go on from. */
export function isZero(position: string | undefined): boolean {
  return position !== undefined && /^0+$/.test(position);
}
