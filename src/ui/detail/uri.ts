/** An event is a document: `security-event:/<connection>/<id>/<readable title>.json`; the tab shows the last segment. */
export const EVENT_SCHEME = 'security-event';

export interface EventRef {
  readonly connection: string;
  readonly id: string;
}

const TITLE_LENGTH = 60;
/** Control, bidi, zero-width and line-breaking characters, tags, lone surrogates, private and unassigned code points. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Cn}\p{Co}]/gu;

/** The path of an event's URI. The title is for people only: {@link parseEventPath} ignores it. */
export function eventPath(event: EventRef, title: string): string {
  return `/${encodeSegment(event.connection)}/${encodeSegment(event.id)}/${fileTitle(title)}.json`;
}

/** The event that a path names; undefined when it names none. */
export function parseEventPath(path: string): EventRef | undefined {
  const [root, first, second, title, ...rest] = path.split('/');
  if (root !== '' || first === undefined || second === undefined || title === undefined || rest.length > 0) {
    return undefined;
  }
  const connection = decodeSegment(first);
  const id = decodeSegment(second);
  return connection === undefined || id === undefined ? undefined : { connection, id };
}

/**
 * Keeps letters, digits, `_` and `-`; every other UTF-16 unit becomes `~hhhh`. Percent-encoding is not used: several layers of VS Code decode and
 * normalise paths (`%2F`, `..`), and would make another path of it.
 */
function encodeSegment(text: string): string {
  if (text === '') return '~';
  return text.replace(/[^A-Za-z0-9_-]/g, (unit) => `~${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function decodeSegment(segment: string): string | undefined {
  if (segment === '~') return '';
  if (!/^(?:[A-Za-z0-9_-]|~[0-9a-f]{4})+$/.test(segment)) return undefined;
  return segment.replace(/~([0-9a-f]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** At most 60 characters that are safe as a file name and honest as a tab label; cut between words where that is possible. */
function fileTitle(title: string): string {
  const clean = title
    .toWellFormed()
    .replace(/[\s/\\]+/g, ' ')
    .replace(UNSEEN, '')
    .trim();
  if (clean === '') return 'event';
  const characters = Array.from(clean);
  if (characters.length <= TITLE_LENGTH) return clean;
  const cut = characters.slice(0, TITLE_LENGTH - 1).join('');
  const words = cut.replace(/[\s\p{P}]*\s\S*$/u, '');
  return `${words.length > cut.length / 2 ? words : cut}…`;
}
