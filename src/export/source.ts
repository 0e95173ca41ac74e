/** Of what was being exported nothing is sure any more. */
export const REOPENED = 'The event store was opened anew meanwhile. Nothing was exported.';

/** Events as they are written, UTF-8: each behind what stands between two events. */
export interface Portion {
  readonly bytes: Uint8Array;
  readonly events: number;
  /** Of those that were asked for, how many are not stored any more. */
  readonly removed: number;
  /** From where to go on. */
  readonly next: number;
}

/** What is exported, in the order of the file. */
export interface Source {
  readonly total: number;
  /** `count` of them from there on, or fewer where they are large; `next` is behind `from`. May be called again before it has answered. */
  read(from: number, count: number): Promise<Portion>;
}
