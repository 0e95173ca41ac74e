import { isDeepStrictEqual } from 'node:util';
import { computeChanges } from '../../model/changes.ts';
import type { AttributeChange } from '../../model/event.ts';
import type { JsonObject } from '../json.ts';
import { objectOf, shownText } from './fields.ts';

const MOST_CHANGES = 500;

/** Whether an event brings both sides of a change itself, as those of managed service providers do. */
export function bringsStates(details: JsonObject): boolean {
  return objectOf(details.oldState) !== undefined || objectOf(details.newState) !== undefined;
}

/** `oldState` and `newState`, compared as structures; either is `null` for what was not there. */
export function changesOf(details: JsonObject): readonly AttributeChange[] {
  const before = objectOf(details.oldState);
  const after = objectOf(details.newState);
  if (before === undefined && after === undefined) return [];
  const same = (name: string) => before !== undefined && after !== undefined && alike(before[name], after[name]);
  return computeChanges(texts(before), texts(after))
    .filter(({ name }) => !same(name))
    .slice(0, MOST_CHANGES);
}

function texts(state: JsonObject | undefined): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of Object.entries(state ?? {})) {
    const text = shownText(value);
    if (text !== undefined) found.set(name, text);
  }
  return found;
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
