import type { System } from '../model/connection.ts';

export const FORMATS = ['ndjson', 'json', 'csv', 'ocsf'] as const;
export type Format = (typeof FORMATS)[number];

/** Endings of file names, without the dot. */
export const EXTENSIONS: Readonly<Record<Format, string>> = {
  ndjson: 'ndjson',
  json: 'json',
  csv: 'csv',
  ocsf: 'ocsf.ndjson',
};

/** Whether the format itself has a place for what is known of the export; else that goes to a file beside it. */
export const TELLS_ITSELF: Readonly<Record<Format, boolean>> = { ndjson: false, json: true, csv: false, ocsf: true };

/** The connection that brought an event. */
export interface Origin {
  readonly name: string;
  /** Missing: the connection is not known any more. */
  readonly system?: System;
}

/** How events are to be written. Plain data, so that a worker can be told. */
export interface Form {
  readonly format: Format;
  /** By id of connection. */
  readonly origins: ReadonlyMap<string, Origin>;
  /** Missing: nothing is redacted. 32 random bytes that nobody keeps: tokens of different exports do not match, and lead back to nobody. */
  readonly redactionKey?: Uint8Array;
}
