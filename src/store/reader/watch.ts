import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Disposable } from '../../base/emitter.ts';
import { integer } from '../columns.ts';
import type { Mark } from '../wire.ts';

/** ms; two polls fit well into the second within which another window's changes must show. */
const INTERVAL = 300;

/** Notices what any window committed: one pragma per poll while nothing changes. */
export class Watch implements Disposable {
  readonly #version: StatementSync;
  readonly #state: StatementSync;
  readonly #report: (mark: Mark) => void;
  readonly #timer: NodeJS.Timeout;
  #seen: number | undefined;

  constructor(db: DatabaseSync, report: (mark: Mark) => void, failed: (error: unknown) => void) {
    this.#version = db.prepare('PRAGMA data_version');
    this.#state = db.prepare('SELECT seq, removed, shared FROM state');
    this.#report = report;
    this.#timer = setInterval(() => {
      try {
        this.#poll();
      } catch (error) {
        failed(error);
      }
    }, INTERVAL).unref();
  }

  dispose(): void {
    clearInterval(this.#timer);
  }

  #poll(): void {
    const version = integer(this.#version.get()?.data_version);
    if (version === this.#seen) return;
    const row = this.#state.get() ?? {};
    this.#report({ seq: integer(row.seq), removed: integer(row.removed), shared: integer(row.shared) });
    this.#seen = version;
  }
}
