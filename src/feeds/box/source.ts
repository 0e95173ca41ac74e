import type { Party } from '../../model/event.ts';
import { isObject, type JsonObject, list, text } from '../json.ts';
import { kindOf, type Person, person, personOf } from './person.ts';

/** What an event's `source` tells, in whichever of its shapes it came. */
export interface Source {
  /** A file, folder, web link, application, barrier, … */
  readonly item?: Party;
  /** The user, or for collaborations the user with whom the item is shared. */
  readonly user?: Person;
  readonly group?: Person;
}

/** Prefixes of the members that name the item of a collaboration: `file_id`, `file_name`. */
const ITEMS = ['file', 'folder', 'web_link'] as const;

export function sourceOf(event: JsonObject): Source {
  const { source } = event;
  if (!isObject(source)) return {};
  if (source.barrier_id !== undefined) return { item: barrier(source) };
  const user = person('user', text(source, 'user_id'), text(source, 'user_name'), text(source, 'user_email'));
  const group = person('group', text(source, 'group_id'), text(source, 'group_name'), undefined);
  if (user || group) {
    const item = itemOf(source);
    return { ...(item && { item }), ...(user && { user }), ...(group && { group }) };
  }
  const kind = kindOf(source, 'item');
  if (kind === 'user') return own('user', personOf(source));
  if (kind === 'group') return own('group', person('group', text(source, 'id'), text(source, 'name'), undefined));
  return own('item', itemOf(source));
}

function own(member: keyof Source, value: Person | undefined): Source {
  return value === undefined ? {} : { [member]: value };
}

function itemOf(source: JsonObject): Party | undefined {
  if ('item_id' in source || 'item_name' in source || 'item_type' in source) {
    return item(kindOf(source, 'item', 'item_type'), text(source, 'item_id'), text(source, 'item_name'));
  }
  for (const kind of ITEMS) {
    const found = item(kind, text(source, `${kind}_id`), text(source, `${kind}_name`));
    if (found) return found;
  }
  return itemOfMini(source);
}

/** `{ type, id, name }`, which also items inside of details have; of an application the key is the id, and an item of an app has no name but its type. */
export function itemOfMini(value: unknown): Party | undefined {
  if (!isObject(value)) return undefined;
  const id = text(value, 'id') ?? text(value, 'api_key');
  return item(kindOf(value, 'item'), id, text(value, 'name') ?? text(value, 'app_item_type'));
}

function item(kind: string, id: string | undefined, name: string | undefined): Party | undefined {
  if (id === undefined && name === undefined) return undefined;
  return { kind, ...(id !== undefined && { id }), ...(name !== undefined && { name }) };
}

/** Named by whom it keeps apart. */
function barrier(source: JsonObject): Party {
  const id = text(source, 'barrier_id');
  const segments = segmentsOf(source);
  return {
    kind: 'barrier',
    ...(id !== undefined && { id }),
    ...(segments.length > 0 && { name: segments.slice(0, 5).join(' / ').slice(0, 200) }),
  };
}

export function segmentsOf(source: JsonObject): readonly string[] {
  return list(source, 'barrier_segments').flatMap((segment) =>
    isObject(segment) ? (text(segment, 'name') ?? []) : [],
  );
}
