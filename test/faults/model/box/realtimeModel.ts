import type { Clock } from '../../../../src/base/clock.ts';
import type { Quirks } from '../../schedule/steps.ts';
import { ModelPoll } from './modelPoll.ts';

const POLLS = 10;
/** ms */
const TTL = 600_000;

interface Channel {
  readonly born: number;
  polls: number;
  /** How many entries were announced on it. */
  announced: number;
}

export interface RealtimeModelOptions {
  readonly clock: Clock;
  readonly quirks: Quirks;
  /** How many entries there are. */
  readonly head: () => number;
  readonly positionOf: (digits: string) => number | undefined;
  /** A sign of life. */
  readonly note: () => void;
  /** A poll ended without news. */
  readonly onVain: () => void;
}

export const REALTIME_ORIGIN = 'https://2.realtime.services.box.net';

/** Box's long-poll server. */
export class RealtimeModel {
  readonly origin = REALTIME_ORIGIN;
  readonly path = '/subscribe';
  readonly #options: RealtimeModelOptions;
  readonly #channels: Channel[] = [];
  readonly #polls = new Set<ModelPoll>();

  constructor(options: RealtimeModelOptions) {
    this.#options = options;
  }

  get polls(): readonly ModelPoll[] {
    for (const poll of this.#polls) if (!poll.open) this.#polls.delete(poll);
    return [...this.#polls];
  }

  /** What OPTIONS says, with a channel of its own: numbers as numbers and as texts. */
  servers(): object {
    const { clock, head } = this.#options;
    const channel = this.#channels.push({ born: clock.now(), polls: 0, announced: head() }) - 1;
    const shown = (value: number) => (channel % 2 === 0 ? String(value) : value);
    const url = `http://2.realtime.services.box.net${this.path}?channel=${channel}&stream_type=all`;
    const server = {
      type: 'realtime_server',
      url,
      ttl: shown(TTL / 60_000),
      max_retries: shown(POLLS),
      retry_timeout: 610,
    };
    return { chunk_size: 1, entries: [server] };
  }

  poll(url: URL, signal: AbortSignal): Response | Promise<Response> {
    const { clock, head, quirks, positionOf, note, onVain } = this.#options;
    const channel = this.#channels[Number(url.searchParams.get('channel'))];
    if (channel === undefined || clock.now() > channel.born + TTL) {
      onVain();
      return Response.json({ type: 'error', status: 404 }, { status: 404 });
    }
    if (++channel.polls > POLLS) {
      onVain();
      return Response.json({ message: 'max_retries' });
    }
    const sent = quirks.deaf ? null : url.searchParams.get('stream_position');
    const known = (sent === null ? undefined : positionOf(sent)) ?? channel.announced;
    const poll = new ModelPoll({
      ...{ clock, signal, known },
      onOver: (message) => {
        if (message === 'new_change') channel.announced = head();
        else onVain();
        note();
      },
    });
    this.#polls.add(poll);
    this.news();
    if (quirks.hasty) poll.say('reconnect');
    return poll.response;
  }

  /** Tells the polls that do not know of the latest entries. */
  news(): void {
    for (const poll of this.polls) if (poll.known < this.#options.head()) poll.say('new_change');
  }
}
