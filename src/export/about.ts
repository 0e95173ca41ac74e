import type { Gap } from '../model/event.ts';
import type { Format, Origin } from './form.ts';

/** A hole in what a connection delivered, within the time that the export covers. */
export interface KnownGap extends Gap {
  readonly connection: string;
  readonly noticed: number;
}

/** What is known before the first event is written. */
export interface Beginning {
  readonly format: Format;
  /** Version of the extension. */
  readonly version: string;
  /** ms since the epoch. */
  readonly exported: number;
  /** As a person wrote it; empty for everything. */
  readonly filter: string;
  readonly redacted: boolean;
  readonly origins: ReadonlyMap<string, Origin>;
  /** Share of the stored events that was searched, 0 to 1: of a very large store the oldest are not. */
  readonly searched: number;
}

export interface Counts {
  readonly events: number;
  /** Events that were removed (retention, Clear) between the search and their writing. */
  readonly removed: number;
}

export interface About extends Beginning, Counts {
  readonly gaps: readonly KnownGap[];
}

const iso = (time: number | undefined) => (time === undefined ? null : timeText(time));

/** ISO 8601 in UTC; a time that no calendar has stays a number. */
export function timeText(time: number): string {
  return Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : String(time);
}

export function beginningJson({ format, version, exported, filter, redacted, origins }: Beginning): object {
  return {
    product: 'Security Event Streams',
    version,
    format,
    exported: timeText(exported),
    filter: filter === '' ? null : filter,
    redacted,
    note: redacted
      ? 'E-mail addresses, IP addresses, GUIDs and device identifiers were replaced by tokens, also inside of raw texts, which are therefore not exact. Names of people stay. The id of each event stays.'
      : 'Raw texts are exact.',
    connections: [...origins].map(([id, { name, system }]) => ({ id, name, system: system ?? null })),
  };
}

function gapJson({ connection, from, to, reason, noticed }: KnownGap): object {
  return { connection, from: iso(from), to: iso(to), reason, noticed: timeText(noticed) };
}

export function endJson({ events, removed, gaps, searched }: About): object {
  return { complete: searched === 1, searched, events, removedMeanwhile: removed, knownGaps: gaps.map(gapJson) };
}

/** The file beside an export whose format has no place for it: see {@link isAboutText}. */
export function aboutText(about: About): string {
  return `${JSON.stringify({ export: beginningJson(about), end: endJson(about) }, undefined, 2)}\n`;
}

export function isAboutText(text: string): boolean {
  return /^\{\s*"export": \{\s*"product": "Security Event Streams"/.test(text);
}
