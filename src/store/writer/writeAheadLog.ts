import { statSync } from 'node:fs';
import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** From this size on, and each time that it has grown by as much again, the log is copied into the database by another thread, bytes. */
export const SOFT = 32 * 1024 * 1024;
/** From this size on the writer copies the little that is left itself, between two transactions: only then does SQLite begin the log anew. */
export const HARD = 64 * 1024 * 1024;

/**
 * Keeps the write-ahead log small without holding up the writer. SQLite would checkpoint inside a COMMIT (70 to 100 ms for 32 MB). Instead the checkpointer does
 * nearly all of it while commits go on; but a log that is always written to is never all copied, and so never begun anew, unless the writer does the last step.
 */
export class WriteAheadLog {
  readonly #checkpoint: StatementSync;
  readonly #path: string;
  readonly #grew: () => void;
  #next = SOFT;
  #asked = false;

  /** `grew` asks for a checkpoint by the other thread, which is followed by {@link checkpointed}. */
  constructor(db: DatabaseSync, database: string, grew: () => void) {
    this.#checkpoint = db.prepare('PRAGMA wal_checkpoint(PASSIVE)');
    this.#path = `${database}-wal`;
    this.#grew = grew;
  }

  /**
   * To be called outside transactions, now and then. True when more was written than the disk takes: nothing more must be until this says false. Throws what SQLite
   * throws, for example when the disk is full.
   */
  look(): boolean {
    const size = this.#size();
    if (size <= SOFT) this.#next = SOFT;
    if (size > this.#next && !this.#asked) {
      this.#asked = true;
      this.#next = size + SOFT;
      this.#grew();
    }
    // Unless a checkpoint is under way, this makes one: the other thread may be gone.
    return size > 2 * HARD && this.#finish() === 'under way';
  }

  /** The other thread has copied all but what was written in the last moment. */
  checkpointed(): void {
    this.#asked = false;
    if (this.#size() > HARD) this.#finish();
  }

  #finish(): 'done' | 'under way' {
    return this.#checkpoint.get()?.busy === 1 ? 'under way' : 'done';
  }

  /** SQLite cuts the file down (`journal_size_limit`) when it begins the log anew. */
  #size(): number {
    return statSync(this.#path, { throwIfNoEntry: false })?.size ?? 0;
  }
}
