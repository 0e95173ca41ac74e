import type { Page } from 'playwright-core';

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds. */
  readonly ts: number;
  readonly dur?: number;
  /** Of it, what the thread itself had of the processor. */
  readonly tdur?: number;
  readonly args?: {
    readonly name?: string;
    readonly chrome_mojo_event_info?: { readonly mojo_interface_tag?: string };
  };
}

const CATEGORIES = ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline', '__metadata'];

/** The main thread hands a frame over to be drawn. */
const FRAME = 'Commit';
/** Brings what the test sends to the page. */
const TOOLS = 'blink.mojom.DevToolsSession';

/**
 * Work of a page's main thread from one frame to the next while something happens, ms a frame: scripts, style, layout and painting, as the browser traces them.
 * It is the processor's time, so that what else runs on the machine does not count, and without what the test has the page do through the developer tools:
 * they play the host, which is another process.
 */
export async function frameWork(page: Page, happen: () => Promise<void>): Promise<readonly number[]> {
  const browser = page.context().browser();
  if (browser === null) throw new Error('The page has no browser.');
  await browser.startTracing(page, { categories: CATEGORIES });
  await happen();
  const { traceEvents }: { readonly traceEvents: readonly TraceEvent[] } = JSON.parse(
    (await browser.stopTracing()).toString('utf8'),
  );
  const main = mainThread(traceEvents);
  const own = traceEvents.filter(({ pid, tid }) => pid === main?.pid && tid === main.tid).sort((a, b) => a.ts - b.ts);
  const drawn = own.filter(({ name }) => name === FRAME).map(({ ts }) => ts);
  const told = own.filter(isFromTools).map(({ ts }) => ts);
  const work = drawn.map(() => 0);
  let frame = 0;
  let message = 0;
  for (const { name, ph, ts, dur = 0, tdur = 0 } of own) {
    if (name !== 'RunTask' || ph !== 'X') continue;
    while (frame < drawn.length && (drawn[frame] ?? 0) < ts) frame++;
    while (message < told.length && (told[message] ?? 0) < ts) message++;
    const fromTools = (told[message] ?? Number.POSITIVE_INFINITY) <= ts + dur;
    if (frame < drawn.length && !fromTools) work[frame] = (work[frame] ?? 0) + tdur / 1_000;
  }
  return work;
}

function isFromTools({ ph, args }: TraceEvent): boolean {
  return ph === 'X' && args?.chrome_mojo_event_info?.mojo_interface_tag === TOOLS;
}

/** The one that draws most frames: the page's. */
function mainThread(events: readonly TraceEvent[]): Pick<TraceEvent, 'pid' | 'tid'> | undefined {
  const threads = events.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain');
  const drawn = ({ pid, tid }: TraceEvent) =>
    events.filter((each) => each.pid === pid && each.tid === tid && each.name === FRAME).length;
  return threads.toSorted((a, b) => drawn(b) - drawn(a))[0];
}
