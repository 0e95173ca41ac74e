/** Characters, far more than Box uses; a much longer one would not fit into a request. */
const MAX_LENGTH = 512;

/**
 * A position (Box's stream position, Druva's tracker) out of its exact JSON text: the digits of a number as they were sent (`JSON.parse` would round them), or the content of a
 * string. Opaque: to be stored and sent back as it is. `undefined` for null and whatever else is no position.
 */
export function readPosition(json: string, longest = MAX_LENGTH): string | undefined {
  if (json.length > 6 * longest) return undefined;
  if (/^\d+$/.test(json)) return json.length <= longest ? json : undefined;
  try {
    const position: unknown = JSON.parse(json);
    return typeof position === 'string' && position !== '' && position.length <= longest ? position : undefined;
  } catch {
    return undefined; // Not a string of JSON.
  }
}
