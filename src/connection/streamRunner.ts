import { type Clock, pause } from '../base/clock.ts';
import { type Feed, FeedError, type FeedSignal, type Logger } from '../feeds/feed.ts';
import { Backoff, clampServerDelay } from '../net/backoff.ts';
import { type EventStore, StoreError } from '../store/contract.ts';
import { CommitWindow } from './commitWindow.ts';
import { EvidenceLog } from './evidence.ts';
import { type ResumePoint, ResumePoints } from './resumePoint.ts';
import type { ConnectionState, ConnectionStatus, Reason } from './state.ts';

/** A refusal that may heal by itself is tried again this often, ms. */
const PROBE = 300_000;
/** After the server asked for a reconnect, or closed a healthy stream, the next request comes this soon, ms. */
const PROMPT = 1_000;
/** A stream that lived this long before the server closed it is not a failure, ms. */
const SETTLED = 10_000;

export interface StreamRunnerOptions {
  readonly connection: string;
  readonly stream: string;
  readonly feed: Feed;
  readonly store: EventStore;
  readonly clock: Clock;
  readonly log: Logger;
  /** How far back a first run begins, ms. */
  readonly initialHistory: () => number;
  /** How far back the vendor can replay, ms. */
  readonly replayDepth: number;
  /** How much older than one before it an event may be, ms; a minute when missing. */
  readonly disorder?: number | undefined;
  readonly random: () => number;
  readonly onChange: () => void;
}

type End = Extract<FeedSignal, { kind: 'end' }>;

/** `delay`: ms that the server asked to wait, also where the failure is another one's. */
type Outcome =
  | { readonly kind: 'again'; readonly wait: number }
  | { readonly kind: 'failed'; readonly error: FeedError | StoreError; readonly delay: number | undefined };

/** Supervises one stream: reads, commits, and when it ends decides when and from where to read again. */
export class StreamRunner {
  readonly #options: StreamRunnerOptions;
  readonly #backoff: Backoff;
  readonly #evidence = new EvidenceLog();
  readonly #resume: ResumePoints;
  readonly #stop = new AbortController();
  #state: ConnectionState = { kind: 'connecting', attempt: 0 };

  constructor(options: StreamRunnerOptions) {
    this.#options = options;
    this.#backoff = new Backoff(options.random);
    const { store, connection, stream, replayDepth, disorder } = options;
    this.#resume = new ResumePoints(store, connection, stream, replayDepth, disorder);
  }

  get status(): ConnectionStatus {
    return { state: this.#state, evidence: this.#evidence.snapshot(this.#options.clock.now()) };
  }

  stop(): void {
    this.#stop.abort();
  }

  /** Resolves when stopped and nothing is under way, or when only a person can help. */
  async run(): Promise<void> {
    const { clock } = this.#options;
    const { signal } = this.#stop;
    while (!signal.aborted) {
      this.#enter({ kind: 'connecting', attempt: this.#backoff.attempt });
      const outcome = await this.#once(signal);
      if (signal.aborted) return;
      this.#evidence.ended();
      const wait =
        outcome.kind === 'again' ? this.#ended(outcome.wait) : await this.#failed(outcome.error, outcome.delay);
      if (wait === undefined) return;
      await pause(clock, wait, signal);
    }
  }

  /** One connection, from request to end. */
  async #once(signal: AbortSignal): Promise<Outcome> {
    const { clock, store, feed } = this.#options;
    const commits = new CommitWindow(store, (request, result) => {
      this.#evidence.committed(result.stored, result.duplicates, request.quarantined?.length ?? 0);
      this.#options.onChange();
    });
    let end: End = { kind: 'end', why: 'closed' };
    try {
      const point = await this.#resume.current(this.#firstSince(), clock.now());
      this.#evidence.connecting(
        point.kind === 'cursor' ? { kind: 'cursor', stored: point.stored } : { kind: 'time', time: point.since },
        this.#resume.hasEvents,
      );
      const reading = feed.read({ ...position(point), signal });
      let heard = clock.now();
      for await (const item of reading) {
        if (signal.aborted) break; // Of a large frame the rest comes again: only its last part carries the cursor.
        if (clock.now() - heard > this.#options.replayDepth) {
          // The machine slept. What the vendor has let go of meanwhile is looked for at the beginning of a reading.
          this.#options.log.info('The stream stood still for longer than the vendor keeps events. It is read anew.');
          end = { kind: 'end', why: 'slept' };
          break;
        }
        heard = clock.now();
        if (item.kind === 'end') {
          end = item;
          this.#options.log.info(`The stream ended (${item.why}).`);
        } else await this.#take(item, commits);
      }
      const lived = this.#evidence.openFor(clock.now());
      this.#backoff.ended(lived);
      await commits.settled();
      return { kind: 'again', wait: this.#waitAfterEnd(end, lived) };
    } catch (error) {
      this.#backoff.ended(this.#evidence.openFor(clock.now()));
      await commits.settled().catch(() => undefined); // The failure that counts is already in hand.
      const failure = expected(error);
      return { kind: 'failed', error: failure, delay: failure instanceof FeedError ? failure.delay : end.delay };
    }
  }

  async #take(item: Exclude<FeedSignal, End>, commits: CommitWindow): Promise<void> {
    const { clock, connection, stream } = this.#options;
    const now = clock.now();
    switch (item.kind) {
      case 'open':
        this.#evidence.open(now);
        this.#enter({ kind: 'live' });
        await this.#resume.opened(now);
        return;
      case 'alive':
        this.#evidence.alive(now, item.heartbeat, item.caughtUp, item.next);
        if (item.caughtUp) this.#resume.readToEnd(now);
        if (item.caughtUp && this.#resume.isNoteDue(now)) {
          await commits.settled();
          await this.#resume.caughtUp(now);
        }
        this.#options.onChange();
        return;
      case 'batch': {
        const { events, quarantined, cursor, skipped, gap } = item.batch;
        if (skipped) this.#evidence.skipped(skipped.count, skipped.time);
        if (gap !== undefined) this.#options.log.warn(gap);
        this.#evidence.events(now, events.length, events.at(-1)?.time);
        if (quarantined[0]) this.#options.log.warn(`Quarantined ${quarantined.length}: ${quarantined[0].reason}`);
        await commits.add({
          connection,
          stream,
          events,
          quarantined,
          receivedTime: now,
          ...(gap !== undefined && { gaps: [this.#resume.gap(gap, now)] }),
          ...(cursor !== undefined && { cursor }),
        });
      }
    }
  }

  /** A reconnect that the server asked for is prompt; a server that ends every stream at once meets the back-off. */
  #waitAfterEnd({ why, delay }: End, lived: number): number {
    if (why === 'slept') return PROMPT;
    if (lived >= SETTLED) return delay === undefined ? PROMPT : clampServerDelay(delay);
    return this.#backoff.next(delay);
  }

  #ended(wait: number): number {
    const { attempt } = this.#backoff;
    if (wait <= PROMPT) this.#enter({ kind: 'connecting', attempt });
    else {
      const reason: Reason = {
        kind: 'busy',
        message: 'The server closed the stream and is given time before the next try.',
      };
      this.#enter({ kind: 'waiting', until: this.#options.clock.now() + wait, attempt, reason });
    }
    return wait;
  }

  /** Enters the state that fits the failure. Returns the wait before the next try, ms; `undefined` when a person is needed. */
  async #failed(error: FeedError | StoreError, delay: number | undefined): Promise<number | undefined> {
    const { clock, log } = this.#options;
    const reason = reasonOf(error);
    log.warn(`${reason.kind}: ${reason.message}`);
    switch (reason.kind) {
      case 'credential':
        this.#enter({ kind: 'refused', reason });
        return undefined;
      case 'forbidden':
        this.#enter({ kind: 'refused', reason, probe: clock.now() + PROBE });
        return PROBE;
      case 'cursor':
        await this.#resume
          .cursorRejected(this.#firstSince(), clock.now())
          .catch((failure: unknown) => log.error(String(failure)));
        break;
    }
    const wait = this.#backoff.next(delay);
    this.#enter({ kind: 'waiting', until: clock.now() + wait, attempt: this.#backoff.attempt, reason });
    return wait;
  }

  /** Where a first run begins, ms since the epoch: 0 for all that there is. */
  #firstSince(): number {
    return Math.max(0, this.#options.clock.now() - this.#options.initialHistory());
  }

  #enter(state: ConnectionState): void {
    if (state.kind !== this.#state.kind) this.#options.log.debug(`${this.#state.kind} → ${state.kind}`);
    this.#state = state;
    this.#options.onChange();
  }
}

function position(point: ResumePoint): { readonly cursor: string } | { readonly since: number } {
  return point.kind === 'cursor' ? { cursor: point.cursor } : { since: point.since };
}

function expected(error: unknown): FeedError | StoreError {
  if (error instanceof FeedError || error instanceof StoreError) return error;
  return new FeedError(
    'protocol',
    `Something unexpected happened: ${error instanceof Error ? error.name : typeof error}.`,
    { cause: error },
  );
}

function reasonOf(error: FeedError | StoreError): Reason {
  return { kind: error instanceof FeedError ? error.kind : 'store', message: error.message };
}
