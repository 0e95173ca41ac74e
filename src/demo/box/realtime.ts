import { randomBytes } from 'node:crypto';
import { type Clock, pause } from '../../base/clock.ts';
import { type Answer, json } from '../answer.ts';
import { apiError } from './answers.ts';
import type { Directory } from './directory.ts';
import type { Journal } from './journal.ts';
import type { RealtimeOptions } from './options.ts';
import { decodePosition } from './position.ts';
import type { Tricks } from './tricks.ts';

export const REALTIME_PATH = '/realtime/subscribe';

interface Channel {
  readonly userId: string;
  /** ms since the epoch. */
  readonly born: number;
  polls: number;
  /** Place up to which changes were announced. */
  announced: number;
}

/** The long-poll server: it says that something changed, never what. */
export class Realtime {
  /** Polls that wait for their answer. */
  openPolls = 0;
  readonly #journal: Journal;
  readonly #directory: Directory;
  readonly #clock: Clock;
  readonly #tricks: Tricks;
  readonly #options: Required<RealtimeOptions>;
  readonly #channels = new Map<string, Channel>();
  #wake = new AbortController();

  constructor(journal: Journal, directory: Directory, clock: Clock, tricks: Tricks, options: RealtimeOptions = {}) {
    this.#journal = journal;
    this.#directory = directory;
    this.#clock = clock;
    this.#tricks = tricks;
    const defaults = { wire: 'text', ttl: 10, maxRetries: 10, retryTimeout: 610, reconnectAfterMs: 120_000 } as const;
    this.#options = { ...defaults, ...options };
  }

  /** Looks at once whether there is something to say. */
  wake(): void {
    this.#wake.abort();
    this.#wake = new AbortController();
  }

  /** The answer to OPTIONS, with a channel of its own. */
  servers(userId: string, endpoint: string): Answer {
    const id = randomBytes(10).toString('hex');
    const now = this.#clock.now();
    this.#channels.set(id, { userId, born: now, polls: 0, announced: this.#journal.head('user') });
    const { wire, ttl, maxRetries, retryTimeout } = this.#options;
    const shown = (value: number) => (wire === 'text' ? String(value) : value);
    const server = {
      type: 'realtime_server',
      url: this.#url(endpoint, id),
      ttl: shown(ttl),
      max_retries: shown(maxRetries),
      retry_timeout: retryTimeout,
    };
    const other = { type: 'push_server', url: 'https://push.example/', ttl: shown(ttl) };
    const { realtime } = this.#tricks;
    const entries = realtime === 'none' ? [] : realtime === 'not-first' ? [other, server] : [server];
    return json(200, { chunk_size: entries.length, entries });
  }

  /** Waits until there is an answer. Undefined: `gone`. */
  async poll(query: URLSearchParams, gone: AbortSignal): Promise<Answer | undefined> {
    const channel = this.#channels.get(query.get('channel') ?? '');
    const { ttl, maxRetries, reconnectAfterMs } = this.#options;
    const started = this.#clock.now();
    if (channel === undefined || started > channel.born + ttl * 60_000) return apiError(404, 'not_found', 'No channel');
    channel.polls++;
    if (channel.polls > maxRetries) return this.#maxRetries();
    const sent = this.#tricks.ignorePollPosition ? null : query.get('stream_position');
    const known = sent === null ? undefined : decodePosition('personal', sent);
    this.openPolls++;
    try {
      while (!gone.aborted) {
        const now = this.#clock.now();
        const next = this.#next(channel, known ?? channel.announced, now + reconnectAfterMs);
        if (!this.#tricks.hangPolls) {
          if (next <= this.#journal.head('user')) {
            channel.announced = this.#journal.head('user');
            return json(
              200,
              channel.polls % 2 === 0 ? { version: 1, message: 'new_change' } : { message: 'new_change' },
            );
          }
          if (now >= started + reconnectAfterMs) return json(200, { version: 1, message: 'reconnect' });
        }
        const until = this.#tricks.hangPolls ? now + reconnectAfterMs : Math.min(next, started + reconnectAfterMs);
        await pause(this.#clock, Math.max(1, until - now), AbortSignal.any([this.#wake.signal, gone]));
      }
      return undefined;
    } finally {
      this.openPolls--;
    }
  }

  /** The place of the next change for this person. The future is known: it is a function of time. */
  #next({ userId }: Channel, after: number, upTo: number): number {
    for (const { place, audience } of this.#journal.events('user', after, upTo)) {
      if (this.#directory.concerns(userId, audience)) return place;
    }
    return Number.POSITIVE_INFINITY;
  }

  #url(endpoint: string, channel: string): string {
    const query = `?channel=${channel}&stream_type=all`;
    switch (this.#tricks.realtime) {
      case 'off-domain':
        return `https://realtime.services.box.net.attacker.example/subscribe${query}`;
      case 'http':
        return `http://2.realtime.services.box.net/subscribe${query}`;
      case 'unparsable':
        return `//:realtime ${query}`;
      default:
        return `${endpoint}${REALTIME_PATH}${query}`;
    }
  }

  #maxRetries(): Answer {
    switch (this.#tricks.maxRetriesAnswer) {
      case 'message':
        return json(200, { message: 'max_retries' });
      case 'error':
        return apiError(400, 'max_retries', 'Maximum number of retries reached');
      case 'text':
        return { status: 200, headers: { 'Content-Type': 'text/plain' }, body: 'max_retries' };
    }
  }
}
