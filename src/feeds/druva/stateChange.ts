import { isDeepStrictEqual } from 'node:util';
import { computeChanges } from '../../model/changes.ts';
import type { AttributeChange } from '../../model/event.ts';
import { isObject, type JsonObject, parseExact, valueText } from '../json.ts';

const MOST_CHANGES = 500;

/** Whether an event brings both sides of a change itself, as those of managed service providers do. */
export function bringsStates(details: JsonObject): boolean {
  return isObject(stateOf(details.oldState)) || isObject(stateOf(details.newState));
}

/** `oldState` and `newState`, compared as structures; either is `null` for what was not there. */
export function changesOf(details: JsonObject): readonly AttributeChange[] {
  const before = stateOf(details.oldState);
  const after = stateOf(details.newState);
  if (before === undefined && after === undefined) return [];
  const same = (name: string) => before !== undefined && after !== undefined && alike(before[name], after[name]);
  return computeChanges(texts(before), texts(after))
    .filter(({ name }) => !same(name))
    .slice(0, MOST_CHANGES);
}

/** An object, or one as JSON in a text. */
function stateOf(value: unknown): JsonObject | undefined {
  if (typeof value !== 'string' || !/^\s*\{/.test(value)) return isObject(value) ? value : undefined;
  try {
    return stateOf(parseExact(value));
  } catch {
    return undefined; // A text that only looks like a state is told with the event.
  }
}

function texts(state: JsonObject | undefined): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of Object.entries(state ?? {})) {
    const text = shown(value);
    if (text !== undefined) found.set(name, text);
  }
  return found;
}

/** Values that are nested too deeply to be written or compared (thousands of levels) are told by the JSON. */
function shown(value: unknown): string | undefined {
  try {
    return valueText(value);
  } catch (error) {
    if (error instanceof RangeError) return '…';
    throw error;
  }
}

function alike(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object') return false;
  try {
    return isDeepStrictEqual(one, other);
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
