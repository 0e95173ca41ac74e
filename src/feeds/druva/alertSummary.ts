import { clip } from '../clip.ts';
import { alertNameOf } from './alertName.ts';
import type { Facts } from './facts.ts';
import { type Named, origin } from './named.ts';
import { pairValue } from './pairs.ts';
import { keyOf } from './words.ts';

const MAX_MORE = 150;

/** "Unusual Data Activity on LAPTOP-7 (alert): 1,200 files were encrypted". */
export function alertSummary(facts: Facts, { who, what }: Named): string {
  const { type, pairs, text } = facts;
  const name = alertNameOf(facts);
  // An alert that is not made of facts is a sentence.
  const title = name ?? (pairs.length === 0 && text !== '' ? clip(text, MAX_MORE) : undefined);
  if (title === undefined) return `${type.name}${about(what)}`;
  const more = name === undefined ? undefined : moreOf(facts);
  const tail = `${what === undefined && who !== undefined ? `: ${who}${origin(facts)}` : ''}${more === undefined ? '' : `: ${more}`}`;
  switch (type.kind) {
    case 'resolution':
      return `Resolved: ${title}${about(what)}${tail}`;
    case 'notification':
      return `Notification: ${title}${about(what)}${tail}`;
    default:
      return `${title}${about(what)} (alert)${tail}`;
  }
}

function about(what: string | undefined): string {
  return what === undefined ? '' : ` on ${what}`;
}

/** What was seen; Druva says "NA." where it has nothing to say. */
function moreOf({ pairs }: Facts): string | undefined {
  for (const name of ['anomaly detected', 'alert description']) {
    const value = pairValue(pairs, name);
    if (value !== undefined && keyOf(value) !== 'na') return clip(value, MAX_MORE);
  }
  return undefined;
}
