import { isIP } from 'node:net';
import type { Party } from '../../model/event.ts';

/** What the model does not keep of an event, but its text tells. */
export interface Facts {
  /** The address from which it was done. */
  readonly ip?: string;
  /** The time as the vendor wrote it. */
  readonly originalTime?: string;
  /** Of an event about membership, of which the model names one side. */
  readonly group?: Party;
  readonly member?: Party;
}

const TIMES = ['created_time', 'created_at', 'timestamp', 'timeStamp', 'occurenceTime'];
const ADDRESSES = ['ip_address', 'ip', 'sourceIP', 'adminIPAddress'];

export function factsOf(raw: string): Facts {
  const event = parsed(raw);
  const details = isObject(event.details) ? event.details : {};
  const ip = [event, details].flatMap((of) => ADDRESSES.map((name) => of[name])).find(isAddress);
  const time = TIMES.map((name) => event[name]).find((value) => typeof value === 'string' || typeof value === 'number');
  const group = part(event.source, 'group');
  const member = part(event.source, 'user');
  return {
    ...(ip !== undefined && { ip }),
    ...(time !== undefined && { originalTime: String(time) }),
    ...(group && { group }),
    ...(member && { member }),
  };
}

/** Box's `group_id`, `group_name`, `user_id`, `user_name`. */
function part(source: unknown, kind: 'group' | 'user'): Party | undefined {
  if (!isObject(source)) return undefined;
  const { [`${kind}_id`]: id, [`${kind}_name`]: name } = source;
  if (typeof id !== 'string' && typeof id !== 'number') return undefined;
  return { kind, id: String(id), ...(typeof name === 'string' && { name }) };
}

type JsonObject = Readonly<Record<string, unknown>>;

function parsed(raw: string): JsonObject {
  try {
    const value: unknown = JSON.parse(raw);
    return isObject(value) ? value : {};
  } catch (error) {
    // What is not JSON tells nothing; the text itself is exported all the same.
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** With a zone it would not be an address to OCSF. */
function isAddress(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 45 && !value.includes('%') && isIP(value) !== 0;
}
