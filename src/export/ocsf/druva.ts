import type { SecurityEvent } from '../../model/event.ts';
import { type Kind, OTHER, UNKNOWN_KIND } from './classes.ts';

/**
 * By words in Druva's type, without regard to case, since its pages name one type differently; the first that matches counts. A backup, restore or download is a run of
 * the backup application: Application Lifecycle, with the device beside it. Datastore and File Hosting Activity require a database or a file, which it does not name.
 */
const BY_WORDS: readonly (readonly [words: RegExp, kind: Kind])[] = [
  [/\balert resolution\b/, { as: 'finding', activity: 3 }],
  [/\balert\b|\bmalicious\b|\bransomware\b|\banomal/, { as: 'finding', activity: 1 }],
  [/\blogout\b/, { as: 'authentication', activity: 2 }],
  [/\blogin\b|\bauthentication\b/, { as: 'authentication', activity: 1 }],
  [/\baudit trail\b|\buser event\b|\buser and device\b|\bad sync\b/, { as: 'entity', activity: OTHER }],
  [/\bdevice replace\b/, { as: 'entity', activity: 3 }],
  [/\bdata source\b/, { as: 'entity', activity: OTHER }],
  [/\bclient upgrade\b/, { as: 'lifecycle', activity: 8 }],
  [/\bbackup\b|\brestore\b|\bdownload\b|\bcollection\b/, { as: 'lifecycle', activity: OTHER }],
];

export function druvaKind({ type, activity }: SecurityEvent): Kind {
  const words = `${activity} ${type}`.toLowerCase().replace(/[_-]/g, ' ').slice(0, 400);
  return BY_WORDS.find(([pattern]) => pattern.test(words))?.[1] ?? UNKNOWN_KIND;
}
