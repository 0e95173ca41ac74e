import { isObject, type JsonObject } from './json.ts';

/** Why something cannot be stored as an event: it goes to quarantine. The message is for people and holds no vendor text. */
export class UndecodableError extends Error {
  override readonly name = 'UndecodableError';
}

/** One event as an object, read by `parse`, which throws where it is no JSON. Throws {@link UndecodableError}. */
export function parseEvent(raw: string, parse: (json: string) => unknown): JsonObject {
  let value: unknown;
  try {
    value = parse(raw);
  } catch {
    throw new UndecodableError('The event is not valid JSON.');
  }
  if (!isObject(value)) throw new UndecodableError('The event is not a JSON object.');
  return value;
}
