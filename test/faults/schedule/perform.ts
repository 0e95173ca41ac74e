import type { World } from '../world/world.ts';
import type { Schedule, Step } from './steps.ts';

/** Longer than the longest wait of all: a probe, and a back-off. */
const PATIENCE = 640_000;

/** Runs a schedule, heals everything, and wants nothing lost, nothing twice. */
export async function perform(world: World, schedule: Schedule): Promise<void> {
  await world.open();
  await world.connect(0);
  if (schedule.settled) await world.firstRun();
  for (const step of schedule.steps) {
    await take(world, step);
    await world.settle();
  }
  await heal(world, schedule.patient);
}

async function heal(world: World, patient: boolean): Promise<void> {
  const { vendor } = world;
  vendor.heal();
  for (const window of world.windows) {
    window.dieAfter(Number.POSITIVE_INFINITY);
    window.hang(false);
  }
  if (world.windows.length === 0) await world.open();
  world.mendDisk();
  await world.settle();
  const [first] = world.windows;
  if (!first) throw new Error('The last window has died while all was well.');
  if (!patient || !first.connections.get('a')?.wanted) await world.connect(0);
  await completed(world);
  // It is a stream, not a replay alone.
  vendor.emit([0], true);
  await completed(world);
  while (world.windows.length > 0) await world.close(0);
}

/** Time passes until everything is stored, and the connection is live. */
async function completed(world: World): Promise<void> {
  const { clock } = world;
  const end = clock.now() + PATIENCE;
  await world.settle();
  while (!world.complete) {
    if (world.needsPerson) world.enterCredential();
    if (clock.now() >= end) throw new Error(`Not complete though all is well: ${world.describe()}`);
    await clock.advance(1_000);
    await world.check();
  }
}

async function take(world: World, step: Step): Promise<void> {
  const { vendor, clock } = world;
  switch (step.do) {
    case 'wait':
      return clock.advance(step.ms);
    case 'sleep':
      if (step.ms > 60_000) for (const line of vendor.lines) line.mute();
      return clock.sleep(step.ms);
    case 'away':
      return away(world, step);
    case 'emit':
      return vendor.emit(step.skews, step.together);
    case 'burst':
      return vendor.emit(Array(step.events).fill(0), true);
    case 'repeat':
      return vendor.repeat(step.back);
    case 'malformed':
      return vendor.malformed();
    case 'replay':
      return vendor.lines.forEach((line) => void line.replay(step.frames));
    case 'damage':
      return vendor.damageNext((frame) => damaged(frame, step));
    case 'garble':
      return vendor.garble();
    case 'noise':
      return vendor.lines.forEach((line) => void line.send(step.text));
    case 'choke':
      return vendor.lines.forEach((line) => void line.choke());
    case 'trickle':
      return vendor.lines.forEach((line) => void line.trickle(step.bytes));
    case 'stall':
      return vendor.lines.forEach((line) => void line.stall(step.ms));
    case 'fin':
      return vendor.lines.forEach((line) => void line.fin());
    case 'rst':
      return vendor.lines.forEach((line) => void line.reset());
    case 'mute':
      return vendor.lines.forEach((line) => void line.mute());
    case 'reconnect':
    case 'end':
      return vendor.goodbye(step.do, step.data, step.retry);
    case 'status': {
      const headers = step.retryAfter === undefined ? {} : { 'retry-after': retryAfter(step.retryAfter, clock.now()) };
      return vendor.meet(step.on, { kind: 'status', status: step.status, headers }, step.times);
    }
    case 'moved':
      return vendor.meet(step.on, { kind: 'moved', status: step.status, to: step.to }, step.to === 'circle' ? 5 : 1);
    case 'refuse':
      return vendor.meet(step.on, { kind: 'refused' }, step.times);
    case 'brief':
      return vendor.meet(step.on, { kind: 'brief' }, step.times);
    case 'wrongType':
      return vendor.meet('events', { kind: 'wrongType' }, step.times);
    case 'late':
      return vendor.meet(step.on, { kind: 'late', ms: step.ms }, 1);
    case 'expireTokens':
      return vendor.expireTokens();
    case 'revokeKey':
      return vendor.revokeKey();
    case 'newKey':
      vendor.replaceKey(`key-of-${clock.now()}`);
      return world.enterCredential();
    case 'rejectCursors':
      vendor.rejectCursors();
      return vendor.lines.forEach((line) => void line.reset());
    case 'restartServer':
      vendor.expireTokens();
      return vendor.lines.forEach((line) => void line.reset());
    case 'fewerTypes':
      return vendor.knowFewerTypes();
    case 'connect':
      return world.connect(step.window);
    case 'disconnect':
      return world.disconnect(step.window);
    case 'close':
      return world.close(step.window);
    case 'open':
      return world.open();
    case 'crash':
      return world.windows[step.window]?.dieAfter(step.after);
    case 'hang':
      return world.hang(step.window, step.now);
    case 'clear':
      return world.clear();
    case 'retain':
      return world.retain(step.events);
    case 'breakDisk':
      return world.breakDisk(step.ahead);
    case 'mendDisk':
      return world.mendDisk();
  }
}

async function away(world: World, { ms, crash }: Extract<Step, { do: 'away' }>): Promise<void> {
  while (world.windows.length > 0) {
    if (!crash) await world.close(0);
    else {
      world.windows[0]?.dieAfter(0);
      await world.settle();
    }
  }
  await world.clock.sleep(ms);
  await world.open();
}

/** Seconds, or an HTTP date. */
function retryAfter(seconds: number, now: number): string {
  return seconds % 2 === 0 ? String(seconds) : new Date(now + seconds * 1_000).toUTCString();
}

/** What names an event, and its time, stays: nobody could tell others from the right ones. They stand beside each other, and first. */
const SPARED =
  /"(?:id|event_id|enterprise_guid|created_time|created_at|timestamp|timeStamp|tracker|nextPageToken)":"[^"]*",?|"(?:broken|id|productID)":\d+,|"next_stream_position":"?\d+"?|"details":\{|"eventID":"?\d+"?,/g;

function damaged(frame: string, { what, at, by }: Extract<Step, { do: 'damage' }>): string {
  if (what === 'id') return frame.replace(/^id:c/, 'id:X');
  const start = frame.lastIndexOf('data:') + 5;
  const length = frame.length - 2 - start;
  let place = start + (at % length);
  for (const spared of frame.matchAll(SPARED)) {
    if (place >= spared.index && place < spared.index + spared[0].length) place = spared.index + spared[0].length;
  }
  if (place >= frame.length - 2) return frame;
  return frame.slice(0, place) + by + frame.slice(place + 1);
}
