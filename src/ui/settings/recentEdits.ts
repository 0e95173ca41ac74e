import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../../base/clock.ts';
import { entryOf } from './decodeConnections.ts';

/** A window that has not heard of an edit may still write the setting without it for so long, ms. */
const RECENT = 5_000;

/** Makes the setting's value with one change in it. */
export type Edit = (value: unknown) => readonly unknown[];

interface Recent {
  readonly id: string;
  readonly edit: Edit;
  /** The entry before the edit. */
  readonly before: unknown;
  readonly until: number;
}

/**
 * VS Code writes a setting as a whole: of two windows that change it at the same time the later one takes back what the earlier one did. An entry that shortly after an
 * edit is what it was before was taken back so, and is edited again. One that became something else is what somebody wanted.
 */
export class RecentEdits {
  readonly #clock: Clock;
  #edits: readonly Recent[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  note(id: string, edit: Edit, value: unknown): void {
    const others = this.#edits.filter((recent) => recent.id !== id);
    this.#edits = [...others, { id, edit, before: entryOf(value, id), until: this.#clock.now() + RECENT }];
  }

  /** The value with the edits in it that it has lost; `undefined` when it has all of them. */
  mend(value: unknown): readonly unknown[] | undefined {
    const now = this.#clock.now();
    this.#edits = this.#edits.filter(({ until }) => until > now);
    let mended: readonly unknown[] | undefined;
    for (const { id, edit, before } of this.#edits) {
      if (!isDeepStrictEqual(entryOf(value, id), before)) continue;
      const next = edit(mended ?? value);
      if (!isDeepStrictEqual(entryOf(next, id), before)) mended = next;
    }
    return mended;
  }
}
