import type { DatabaseSync } from 'node:sqlite';
import type { Expression } from '../../model/expression.ts';
import { Answers } from './answers.ts';
import { Archive } from './archive.ts';
import { asksForText, compile, type Sources } from './compile.ts';
import type { ViewState } from './contract.ts';
import { EventAccess } from './eventAccess.ts';
import { EventTexts } from './eventTexts.ts';
import type { Library } from './library.ts';
import { View } from './view.ts';

/** How often a look is taken at what arrived, ms: one pragma while nothing does. */
const LOOK = 100;
/** The least time between two reports to the host about one view, ms. */
const REPORT = 250;
/** How long one view may look at what arrived, in one look and before a refresh, ms. */
const JUDGE = 15;
const REFRESH = 25;
/** What is asked for by its texts and is not indexed yet has to be read: for so many ms in one look, and not where more wait than this, which is left to the index. */
const UNINDEXED = 3;
const MANY = 1_000;
/** The least time between two counts of what retention took out of the middle, ms. */
const RECONCILE = 10_000;
/** The same while not all events are held: then every leaf differs from its tally. */
const RECONCILE_PART = 5 * 60_000;
/** Without a view the columns are let go after so long, ms. */
const IDLE = 5 * 60_000;
/** How long after the first view the rest of the dictionaries is read, ms. */
const WARM = 50;

type Tell = (view: number, state: ViewState) => void;

interface Open {
  readonly view: View;
  readonly expression: Expression;
  /** It asks for what the index of words is for. */
  readonly text: boolean;
  /** What the host heard last, and when. */
  told: ViewState | undefined;
  at: number;
}

/** Keeps the open views, and everything that they look at, in step with the store. */
export class Desk {
  readonly #db: DatabaseSync;
  readonly #library: Library;
  readonly #tell: Tell;
  readonly #failed: (error: unknown) => void;
  readonly #abort = new AbortController();
  readonly #views = new Map<number, Open>();
  /** Asked for, while the columns are still being read. */
  readonly #opening = new Set<number>();
  readonly #timer: NodeJS.Timeout;
  readonly #events: EventAccess;
  #loading: Promise<Sources> | undefined;
  #sources: Sources | undefined;
  #idleSince = performance.now();
  #looking = false;
  /** An index scan is under way, which holds on to where rows are. */
  #counting = false;
  #reconcileAt = Number.POSITIVE_INFINITY;

  constructor(db: DatabaseSync, library: Library, tell: Tell, failed: (error: unknown) => void) {
    this.#db = db;
    this.#library = library;
    this.#tell = tell;
    this.#failed = failed;
    this.#events = new EventAccess(db);
    this.#timer = setInterval(() => void this.#look(), LOOK).unref();
  }

  async open(number: number, expression: Expression): Promise<ViewState> {
    this.#opening.add(number);
    const sources = await this.#load();
    if (!this.#opening.delete(number)) throw new Error('the view is closed.');
    this.#useIndex(sources);
    this.#follow(sources);
    sources.archive.dictionaries.owners.warm(this.#abort.signal).catch(this.#failed);
    const view = new View(sources.archive, compile(expression, sources), (atOnce) => this.#report(number, atOnce));
    const open = { view, expression, text: asksForText(expression), told: undefined, at: 0 };
    this.#views.set(number, open);
    await view.search();
    return this.#state(open);
  }

  close(number: number): void {
    this.#opening.delete(number);
    this.#views.get(number)?.view.dispose();
    this.#views.delete(number);
    if (this.#views.size === 0) this.#idleSince = performance.now();
  }

  refresh(number: number): ViewState {
    const open = this.#open(number);
    if (this.#sources) this.#follow(this.#sources);
    this.#judge(open, REFRESH, REFRESH);
    open.view.refresh();
    return this.#state(open);
  }

  view(number: number): Answers {
    const { view } = this.#open(number);
    if (!this.#sources) throw new Error('nothing is loaded.');
    return new Answers(this.#sources.archive, this.#events, view);
  }

  dispose(): void {
    clearInterval(this.#timer);
    this.#abort.abort();
    for (const number of [...this.#views.keys()]) this.close(number);
    this.#library.close();
  }

  #open(number: number): Open {
    const open = this.#views.get(number);
    if (!open) throw new Error('the view is closed.');
    return open;
  }

  #load(): Promise<Sources> {
    this.#loading ??= this.#begin().catch((error: unknown) => {
      this.#loading = undefined;
      throw error;
    });
    return this.#loading;
  }

  async #begin(): Promise<Sources> {
    const archive = new Archive(this.#db);
    const index = this.#library.open();
    await archive.load((after) => this.#library.segments(after), this.#abort.signal);
    const sources = {
      archive,
      texts: new EventTexts(this.#db, archive.rows, this.#events, index, this.#library.failed),
    };
    this.#sources = sources;
    // Not now: the first screen does not need them.
    setTimeout(() => {
      this.#warm(archive);
    }, WARM).unref();
    return sources;
  }

  async #look(): Promise<void> {
    const sources = this.#sources;
    if (!sources || this.#looking) return;
    this.#looking = true;
    try {
      if (this.#views.size + this.#opening.size === 0) {
        if (performance.now() - this.#idleSince > IDLE) this.#letGo();
        return;
      }
      this.#useIndex(sources);
      this.#follow(sources);
      if (performance.now() >= this.#reconcileAt) {
        this.#reconcileAt = Number.POSITIVE_INFINITY;
        this.#counting = true;
        if (await sources.archive.reconcile()) for (const { view } of this.#views.values()) view.removed();
        this.#judgeAnew(sources);
        this.#warm(sources.archive);
      }
      for (const open of this.#views.values()) this.#judge(open, JUDGE, UNINDEXED);
      for (const number of this.#views.keys()) this.#report(number);
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#counting = false;
      this.#looking = false;
    }
  }

  /** Looks at what arrived, for so many ms; `unindexed`: at what the index will have. */
  #judge({ view, text }: Open, ms: number, unindexed: number): void {
    if (!this.#sources) return;
    const { archive, texts } = this.#sources;
    const { length } = archive.rows;
    const indexed = text ? texts.indexed(view.judged) : length;
    if (indexed !== undefined) view.judge(ms, indexed, false);
    if (indexed === undefined || length - indexed <= MANY)
      view.judge(indexed === undefined ? ms : unindexed, length, true);
  }

  /** There may be an index at last, or another one. */
  #useIndex({ archive, texts }: Sources): void {
    if (!this.#library.isAnother) return;
    texts.index = this.#library.open();
    this.#judgeAnew({ archive, texts });
  }

  #judgeAnew(sources: Sources): void {
    for (const open of this.#views.values()) open.view.predicate = compile(open.expression, sources);
  }

  /** Takes in what arrived and what went. */
  #follow({ archive, texts }: Sources): void {
    if (!archive.behind) return;
    const removed = archive.follow();
    const views = [...this.#views.values()];
    if (removed === 'leaves') {
      this.#judgeAnew({ archive, texts });
      this.#warm(archive);
    }
    if (removed !== 'nothing') {
      for (const { view } of views) view.removed();
      const pause = archive.covered < 1 ? RECONCILE_PART : RECONCILE;
      this.#reconcileAt = Math.min(this.#reconcileAt, performance.now() + pause);
    }
    const moved = removed !== 'nothing' && !this.#counting ? archive.compact() : undefined;
    if (moved) for (const { view } of views) view.move(moved);
  }

  #warm({ dictionaries }: Archive): void {
    dictionaries.parties.warm(this.#abort.signal).catch(this.#failed);
    dictionaries.owners.warm(this.#abort.signal).catch(this.#failed);
  }

  /** `atOnce`: the first screen, or the whole answer, for which somebody waits. */
  #report(number: number, atOnce = false): void {
    const open = this.#views.get(number);
    const now = performance.now();
    if (!open || (!atOnce && now - open.at < REPORT)) return;
    const state = this.#state(open);
    const { told } = open;
    if (told && told.version === state.version && told.arrived === state.arrived && told.indexed === state.indexed)
      return;
    open.at = now;
    open.told = state;
    this.#tell(number, state);
  }

  #state({ view, text }: Open): ViewState {
    return view.state(text ? (this.#sources?.texts.covered ?? 0) : 1);
  }

  #letGo(): void {
    this.#library.close();
    this.#sources = undefined;
    this.#loading = undefined;
  }
}
