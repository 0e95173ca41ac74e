import { isObject, type JsonObject, list, object, text } from '../json.ts';
import { type Facts, factsOf } from './facts.ts';
import { personOf } from './person.ts';
import { segmentsOf } from './source.ts';
import { subjectOf } from './subject.ts';

type State = Map<string, string>;

/** Of a user in full. Space used and times of change differ always, so that a comparison would never come out empty. */
const USER = [
  'name',
  'login',
  'status',
  'role',
  'job_title',
  'phone',
  'address',
  'language',
  'timezone',
  'space_amount',
  'max_upload_size',
  'is_sync_enabled',
  'is_external_collab_restricted',
  'is_exempt_from_device_limits',
  'is_exempt_from_login_verification',
  'is_platform_access_only',
] as const;
/** Of an item in full, as the user feeds send it. */
const ITEM = [
  'name',
  'description',
  'item_status',
  'size',
  'sha1',
  'synced',
  'sync_state',
  'is_externally_owned',
  'has_collaborations',
] as const;
const LONGEST = 4_096;

/**
 * The attributes of an event's subject, flat. What an event leaves out would look as if it had been removed: so an event that tells only part of what others tell of
 * the same subject (a user with nothing but the name, an item without its folder) has no state, and is passed over.
 */
export function stateOf(raw: unknown): ReadonlyMap<string, string> | undefined {
  if (!isObject(raw)) return undefined;
  const facts = factsOf(raw);
  const subject = subjectOf(facts);
  const source = object(raw, 'source');
  switch (subject?.kind) {
    case undefined:
      return undefined;
    case 'shield_alert':
      return taken(facts.alert, ['priority', 'risk_score', 'rule_name', 'rule_category']);
    case 'collaboration':
      return collaboration(facts);
    case 'sign_request':
      return told(taken(object(facts.details, 'sign_request'), ['status']));
    case 'barrier':
      return barrier(source);
    case 'user':
      // The short form is all that most events have.
      return 'status' in source ? taken(source, USER) : undefined;
    case 'group':
      return told(taken(source, ['group_name', 'name']));
    case 'application':
      return told(taken(source, ['name']));
    default:
      return 'item_type' in source ? enterpriseItem(source) : userItem(source);
  }
}

/** Plain values only: what is deeper is not compared. */
function taken(of: JsonObject, names: readonly string[]): State {
  const state: State = new Map();
  for (const name of names) put(state, name, text(of, name));
  return state;
}

function put(state: State, name: string, value: string | undefined): void {
  if (value !== undefined) state.set(name, value.slice(0, LONGEST));
}

function told(state: State): State | undefined {
  return state.size === 0 ? undefined : state;
}

/** A person's role on an item. */
function collaboration({ event, details, item }: Facts): State | undefined {
  const state = taken(details, ['role', 'status', 'expires_at']);
  if (!state.has('role')) return undefined;
  put(state, 'item', item?.name);
  put(state, 'parent', parentOf(object(event, 'source')));
  return state;
}

function barrier(source: JsonObject): State {
  const state = taken(source, ['barrier_status']);
  const segments = segmentsOf(source);
  if (segments.length > 0) put(state, 'barrier_segments', JSON.stringify(segments));
  return state;
}

/** The classification of an item is left out when it has none. */
function enterpriseItem(source: JsonObject): State | undefined {
  const parent = parentOf(source);
  const name = text(source, 'item_name');
  if (name === undefined || parent === undefined) return undefined;
  const state: State = new Map();
  put(state, 'name', name);
  put(state, 'parent', parent);
  place(state, source);
  return state;
}

function userItem(source: JsonObject): State | undefined {
  if (!('parent' in source) || text(source, 'name') === undefined) return undefined;
  const state = taken(source, ITEM);
  put(state, 'parent', parentOf(source));
  const path = list(object(source, 'path_collection'), 'entries').flatMap((one) =>
    isObject(one) ? (text(one, 'name') ?? []) : [],
  );
  if (path.length > 0) put(state, 'path', path.join('/'));
  const tags = list(source, 'tags').filter((tag) => typeof tag === 'string');
  if (tags.length > 0) put(state, 'tags', JSON.stringify(tags));
  const shared = object(source, 'shared_link');
  for (const name of ['access', 'effective_access', 'is_password_enabled', 'unshared_at']) {
    put(state, `shared_link.${name}`, text(shared, name));
  }
  place(state, source);
  return state;
}

/** Whose it is, and how it is classified. */
function place(state: State, source: JsonObject): void {
  const owner = personOf(source.owned_by);
  put(state, 'owned_by', owner?.login ?? owner?.name ?? owner?.id);
  put(state, 'classification', text(object(source, 'classification'), 'name'));
}

/** The folder, with its id: two folders may have one name. */
function parentOf(source: JsonObject): string | undefined {
  const parent = object(source, 'parent');
  const name = text(parent, 'name');
  const id = text(parent, 'id');
  return name === undefined || id === undefined ? (name ?? id) : `${name} (${id})`;
}
