import type { DatabaseSync } from 'node:sqlite';
import { isDamage } from '../failure.ts';
import { markSuspect } from '../files.ts';
import { indexFile, readIndex } from './searchDatabase.ts';
import { type Segment, segmentsAfter } from './segments.ts';
import { TextIndex } from './textIndex.ts';

/** ms between two looks whether there is another file. */
const LOOK = 500;

/** The search index as it is read. Whatever is wrong with it, the search goes on without: it is slower then, not wrong. */
export class Library {
  readonly #directory: string;
  readonly #log: (message: string) => void;
  #db: DatabaseSync | undefined;
  #file: string | undefined;
  #lookAgain = 0;

  constructor(directory: string, log: (message: string) => void) {
    this.#directory = directory;
    this.#log = log;
  }

  /** Opens it anew; `undefined`: there is none yet. */
  open(): TextIndex | undefined {
    this.close();
    try {
      this.#file = indexFile(this.#directory);
      this.#db = readIndex(this.#directory);
      return this.#db && new TextIndex(this.#db);
    } catch (error) {
      this.failed(error);
      return undefined;
    }
  }

  /** True when there is another one than the one that was opened, or one at last. */
  get isAnother(): boolean {
    const now = performance.now();
    if (now < this.#lookAgain) return false;
    this.#lookAgain = now + LOOK;
    const file = indexFile(this.#directory);
    return file !== undefined && (file !== this.#file || !this.#db);
  }

  *segments(after: number): Generator<Segment, void, undefined> {
    if (!this.#db) return;
    try {
      yield* segmentsAfter(this.#db, after);
    } catch (error) {
      this.failed(error);
    }
  }

  /** It is let go of; when it is damaged, the window that writes it makes it anew. */
  readonly failed = (error: unknown): void => {
    this.#log(`Search index: cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    this.close();
    if (isDamage(error)) markSuspect(this.#directory, 'searchSuspect');
  };

  close(): void {
    this.#db?.close();
    this.#db = undefined;
  }
}
