/** The systems that this extension can stream from. */
export type System = 'lookout' | 'box' | 'druva';

/** Texts by the id of the question that they answer. */
export type Answers = Readonly<Record<string, string>>;

/**
 * A connection as it stands in the settings. It holds no secret: settings are synced and readable by other extensions.
 */
export interface ConnectionConfig {
  /** Stable and unique, `[a-z0-9-]{1,64}`; part of event URIs and the key of stored events and of the secret. */
  readonly id: string;
  readonly name: string;
  readonly system: System;
  /** Base URL from which every other URL derives. Missing for a demo, whose simulator has a port of its own each time. */
  readonly endpoint?: string;
  /** A demo connection talks to the built-in simulator on loopback. */
  readonly demo?: boolean;
  /** Answers to the vendor's own questions by their ids (see `Vendor.questions`), as in `{ "stream": "enterprise" }`. */
  readonly options?: Answers;
  /** Vendor event types to ask for; all when missing. */
  readonly types?: readonly string[];
}
