import type { Feed, FeedContext, FeedSignal, ReadOptions, Vendor } from '../../src/feeds/feed.ts';
import type { DecodedEvent } from '../../src/model/event.ts';

/** One connection as a test wants it to go: signals, errors to throw, or promises to wait for. It stays open at its end unless it was ended. */
export type Script = readonly (FeedSignal | Error | Promise<unknown>)[];

/** A vendor whose feed plays scripts, one a request; the last one again and again. */
export class ScriptedVendor implements Vendor {
  readonly system = 'lookout';
  readonly label = 'Scripted';
  readonly defaultEndpoint = 'https://scripted.example';
  readonly questions = [];
  readonly replayDepth = 864_000_000;
  /** What was asked for, in order. */
  readonly reads: Omit<ReadOptions, 'signal'>[] = [];
  readonly contexts: FeedContext[] = [];
  readonly scripts: Script[];

  constructor(...scripts: Script[]) {
    this.scripts = scripts;
  }

  credentialParts() {
    return [{ id: 'key', kind: 'line', label: 'key' }] as const;
  }

  types() {
    return [];
  }

  open(context: FeedContext): ReadonlyMap<string, Feed> {
    this.contexts.push(context);
    return new Map([['events', { read: (options: ReadOptions) => this.#read(options) }]]);
  }

  async test(): Promise<void> {}

  stateOf(): undefined {
    return undefined;
  }

  async *#read({ signal, ...asked }: ReadOptions): AsyncGenerator<FeedSignal, void, void> {
    this.reads.push(asked);
    const script = this.scripts[Math.min(this.reads.length, this.scripts.length) - 1] ?? [];
    for (const step of script) {
      if (signal.aborted) return;
      if (step instanceof Error) throw step;
      if (step instanceof Promise) await step;
      else {
        yield step;
        if (step.kind === 'end') return;
      }
    }
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      else signal.addEventListener('abort', () => resolve(), { once: true });
    });
  }
}

export const OPEN: FeedSignal = { kind: 'open' };
export const CLOSED: FeedSignal = { kind: 'end', why: 'closed' };

export function sampleEvent(id: string, time: number): DecodedEvent {
  return {
    id,
    time,
    type: 'Threat',
    activity: 'CREATED',
    severity: 4,
    summary: `Threat ${id}`,
    changes: [],
    raw: JSON.stringify({ id }),
    target: { kind: 'device', id: 'd1' },
    subject: { kind: 'threat', id: `t-${id}` },
  };
}

export function batchOf(cursor: string | undefined, ...events: DecodedEvent[]): FeedSignal {
  return { kind: 'batch', batch: { events, quarantined: [], ...(cursor !== undefined && { cursor }) } };
}
