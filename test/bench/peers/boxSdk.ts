import { BoxClient, BoxDeveloperTokenAuth } from 'box-node-sdk';
import { BaseUrls, BoxNetworkClient, type NetworkClient, NetworkSession } from 'box-node-sdk/networking';
import type { SimulatorProcess } from '../simulatorProcess.ts';

/** What a reader of all events handed on. */
export interface Reading {
  /** Distinct events a second. */
  readonly rate: number;
  readonly lost: number;
  readonly doubled: number;
}

/** An `EventStream` that hands on nothing for so long stands still, ms. */
const STILL = 2_000;

const STREAM = { streamType: 'admin_logs_streaming', streamPosition: '0' } as const;

function clientOf({ endpoint, credential }: SimulatorProcess, networkClient?: NetworkClient): BoxClient {
  const baseUrls = new BaseUrls({ baseUrl: endpoint, uploadUrl: endpoint, oauth2Url: endpoint });
  return new BoxClient({
    auth: new BoxDeveloperTokenAuth({ token: credential }),
    networkSession: new NetworkSession({ baseUrls, ...(networkClient && { networkClient }) }),
  });
}

function reading(ids: readonly string[], events: number, ms: number): Reading {
  const distinct = new Set(ids).size;
  return { rate: distinct / (ms / 1_000), lost: events - distinct, doubled: ids.length - distinct };
}

/** The SDK's events manager, page after page into an array, nothing kept. */
export async function byManager(simulator: SimulatorProcess, events: number): Promise<Reading> {
  const client = clientOf(simulator);
  const ids: string[] = [];
  const start = performance.now();
  for (let position = '0'; ; ) {
    const page = await client.events.getEvents({ ...STREAM, streamPosition: position, limit: 500 });
    for (const { eventId } of page.entries ?? []) ids.push(eventId ?? '');
    const next = String(page.nextStreamPosition);
    if ((page.entries ?? []).length === 0 || next === position) break;
    position = next;
  }
  return reading(ids, events, performance.now() - start);
}

/**
 * The SDK's `EventStream`, until it stands still. It asks for one page, then polls long, and only Box's users have a long poll: an enterprise's backlog ends for it
 * with the first page. `answered`: as if there were one that says at once, and for nothing, that there is more: the best that can happen to it.
 */
export async function byEventStream(
  simulator: SimulatorProcess,
  events: number,
  { limit, answered }: { readonly limit?: number; readonly answered: boolean },
): Promise<Reading> {
  const client = clientOf(simulator, answered ? new PollsAnswered() : undefined);
  const stream = client.events.getEventStream({ ...STREAM, ...(limit !== undefined && { limit }) });
  const ids: string[] = [];
  const start = performance.now();
  let last = start;
  stream.on('data', ({ eventId }: { readonly eventId?: string }) => {
    ids.push(eventId ?? '');
    last = performance.now();
  });
  // Ended, it tells of the request that it gave up.
  stream.on('error', (error: unknown) => {
    if (!stream.destroyed) console.error(`EventStream: ${String(error)}`);
  });
  const { promise: still, resolve } = Promise.withResolvers<void>();
  const timer = setInterval(() => {
    if (performance.now() - last > STILL) resolve();
  }, STILL / 10);
  await still;
  clearInterval(timer);
  stream.destroy();
  return reading(ids, events, last - start);
}

class PollsAnswered extends BoxNetworkClient {
  override fetch(options: Parameters<BoxNetworkClient['fetch']>[0]): ReturnType<BoxNetworkClient['fetch']> {
    return options.url?.includes('/realtime/')
      ? Promise.resolve({ url: options.url, status: 200, headers: {}, data: { message: 'new_change' } })
      : super.fetch(options);
  }
}
