import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import type { TextMatch } from '../../model/expression.ts';
import { textTest } from '../../model/textTest.ts';
import { fold } from '../../model/words.ts';
import { integer, text } from '../columns.ts';
import { SameParty } from '../sameParty.ts';
import { needles } from './needles.ts';
import type { Parties } from './parties.ts';

/** Rows read at a time: a few ms. */
const CHUNK = 2_048;
/** Between two of them, ms: who searches goes first. */
const PAUSE = 10;
/** What is known of owners may be so old, ms. */
const FRESH = 10_000;

/** Of so few the parties are looked up, instead of the owners of all parties. */
const FEW = 500;

interface Owner {
  readonly object: readonly [connection: number, kind: string, id: string];
  readonly email: string;
}

interface Chunk {
  readonly owners: readonly Owner[];
  /** All their addresses, folded. */
  readonly folded: string;
}

/** The e-mail addresses of people behind parties, in memory: asking for that of each party takes far longer than judging all. */
export class Owners {
  readonly #read: StatementSync;
  readonly #sameParty: SameParty;
  readonly #dataVersion: StatementSync;
  readonly #parties: Parties;
  #chunks: readonly Chunk[] = [];
  #readAt = Number.NEGATIVE_INFINITY;
  /** What the database was when they were read. */
  #version: number | undefined;
  #reading = false;

  constructor(db: DatabaseSync, parties: Parties) {
    this.#parties = parties;
    this.#sameParty = new SameParty(db);
    this.#dataVersion = db.prepare('PRAGMA data_version');
    this.#read = db.prepare(`SELECT connection, kind, id, email FROM directory
      WHERE (connection, kind, id) > (?, ?, ?) AND email IS NOT NULL ORDER BY connection, kind, id LIMIT ${CHUNK}`);
  }

  /** Tells parties, by their numbers, by their owner, as far as it is known by now; `undefined`: nobody is like that. */
  like(match: TextMatch): ((party: number) => boolean) | undefined {
    if (this.#readAt === Number.NEGATIVE_INFINITY) for (const _ of this.#readAll());
    const matching = this.#matching(match);
    if (matching.length === 0) return undefined;
    const keys = new Set(matching.map(({ object }) => keyOf(...object)));
    const isOwned = (id: number) => {
      const party = this.#parties.get(id);
      return party?.id !== undefined && keys.has(keyOf(party.connection, party.kind, party.id));
    };
    if (matching.length > FEW) return isOwned;
    const upTo = this.#sameParty.upTo();
    const ids = new Set(matching.flatMap(({ object }) => this.#sameParty.indexed(...object)));
    return (id) => ids.has(id) || (id > upTo && isOwned(id));
  }

  #matching(match: TextMatch): readonly Owner[] {
    const needed = needles(match);
    const test = textTest(match, false);
    // Nearly always no address has the word.
    const chunks = this.#chunks.filter(({ folded }) => needed.every((text) => folded.includes(text)));
    return chunks.flatMap(({ owners }) => owners.filter(({ email }) => test(email)));
  }

  /** Reads them anew, a few at a time, when what is known is old. */
  async warm(signal: AbortSignal): Promise<void> {
    if (signal.aborted || this.#reading || performance.now() - this.#readAt < FRESH) return;
    if (this.#version === this.#versionNow()) return;
    this.#reading = true;
    try {
      for (const _ of this.#readAll()) {
        await setTimeout(PAUSE);
        if (signal.aborted) return;
      }
    } finally {
      this.#reading = false;
    }
  }

  *#readAll(): Generator<void, void, undefined> {
    const version = this.#versionNow();
    const chunks: Chunk[] = [];
    let last: readonly [number, string, string] = [-1, '', ''];
    for (;;) {
      const rows = this.#read.all(...last);
      const owners: Owner[] = [];
      for (const row of rows) {
        last = [integer(row.connection), text(row.kind), text(row.id)];
        owners.push({ object: last, email: text(row.email) });
      }
      chunks.push({ owners, folded: fold(owners.map(({ email }) => email).join('\n')) });
      if (rows.length < CHUNK) break;
      yield;
    }
    this.#chunks = chunks;
    this.#readAt = performance.now();
    this.#version = version;
  }

  /** Another one after each write of others. */
  #versionNow(): number {
    return integer(this.#dataVersion.get()?.data_version);
  }
}

function keyOf(connection: number, kind: string, id: string): string {
  return `${connection} ${kind.length} ${kind}${id}`;
}
