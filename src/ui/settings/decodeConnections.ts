import * as v from 'valibot';
import type { ConnectionConfig } from '../../model/connection.ts';
import { parseEndpoint } from '../../net/endpoint.ts';
import { oneLine } from '../text/escape.ts';

const Entry = v.object({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,64}$/, 'id must be 1 to 64 of a-z, 0-9 and -')),
  name: v.pipe(
    v.string(),
    v.transform((name) => oneLine(name)),
    v.trim(),
    v.minLength(1, 'name is empty'),
    v.maxLength(200, 'name is too long'),
  ),
  system: v.picklist(['lookout', 'box', 'druva'], 'system is not one of: lookout, box, druva'),
  endpoint: v.optional(v.string('endpoint is not a text')),
  demo: v.optional(v.boolean('demo is not true or false')),
  options: v.optional(
    v.record(v.string(), v.string('options holds something other than texts'), 'options is not an object'),
  ),
  types: v.optional(v.array(v.string('types holds something other than texts'), 'types is not a list')),
});

export interface DecodedConnections {
  readonly configs: readonly ConnectionConfig[];
  /** One English sentence for each entry that was skipped. */
  readonly problems: readonly string[];
}

/** Reads the setting leniently: an entry that cannot be used is skipped and told, the others count. Entries are numbered from 1. */
export function decodeConnections(value: unknown): DecodedConnections {
  if (value === undefined || value === null) return { configs: [], problems: [] };
  if (!Array.isArray(value)) return { configs: [], problems: ['The setting is not a list.'] };
  const configs: ConnectionConfig[] = [];
  const problems: string[] = [];
  value.forEach((raw: unknown, index) => {
    const decoded = decodeEntry(raw);
    if (typeof decoded === 'string') problems.push(`Entry ${index + 1} is skipped: ${decoded}.`);
    else if (configs.some(({ id }) => id === decoded.id))
      problems.push(`Entry ${index + 1} is skipped: its id "${decoded.id}" was used before.`);
    else configs.push(decoded);
  });
  return { configs, problems };
}

function decodeEntry(raw: unknown): ConnectionConfig | string {
  const result = v.safeParse(Entry, raw);
  if (!result.success) return oneLine(result.issues.map(({ message }) => message.replace(/\.$/, '')).join('; '));
  const { id, name, system, endpoint, demo, options, types } = result.output;
  const config = { id, name, system, ...(options ? { options } : {}), ...(types && types.length > 0 ? { types } : {}) };
  if (demo) return { ...config, demo };
  if (endpoint === undefined) return 'endpoint is missing';
  const checked = parseEndpoint(endpoint);
  return 'error' in checked
    ? `its endpoint cannot be used. ${checked.error.replace(/\.$/, '')}`
    : { ...config, endpoint: checked.endpoint };
}

/** The id of a raw entry, whatever else is wrong with it. */
function idOf(raw: unknown): unknown {
  return typeof raw === 'object' && raw !== null && 'id' in raw ? raw.id : undefined;
}

function entriesOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The raw entry with this id; `undefined` when there is none. */
export function entryOf(value: unknown, id: string): unknown {
  return entriesOf(value).find((raw) => idOf(raw) === id);
}

/** The setting with `config` added, or in the place of the entry with its id. Entries that we do not understand stay as they are. */
export function withConnection(value: unknown, config: ConnectionConfig): readonly unknown[] {
  const entries = entriesOf(value);
  const known = entries.some((raw) => idOf(raw) === config.id);
  return known ? entries.map((raw) => (idOf(raw) === config.id ? config : raw)) : [...entries, config];
}

export function withoutConnection(value: unknown, id: string): readonly unknown[] {
  return entriesOf(value).filter((raw) => idOf(raw) !== id);
}
