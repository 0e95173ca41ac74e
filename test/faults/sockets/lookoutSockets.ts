import { type LookoutSimulator, startLookoutSimulator } from '../../../src/demo/lookout/simulator.ts';
import type { ManualClock } from '../../support/manualClock.ts';
import type { Damage, FaultyVendor } from '../faultyVendor.ts';
import type { Schedule } from '../schedule/steps.ts';
import type { Quiet } from '../world/quiet.ts';
import { FaultyWire } from './faultyWire.ts';
import { KEY, VendorSockets } from './vendorSockets.ts';

const TYPES = ['THREAT', 'DEVICE', 'AUDIT', 'SMISHING_ALERT'];

/** The real simulator behind the fault proxy, over real sockets. */
export async function startLookoutSockets(schedule: Schedule, clock: ManualClock, quiet: Quiet): Promise<FaultyVendor> {
  const simulator = await startLookoutSimulator({
    seed: 1,
    rate: 0,
    applicationKey: KEY,
    clock,
    tokenLifetime: schedule.tokenLife,
    frameSize: schedule.frameSize,
  });
  const isEvents = (path: string) => path.endsWith('/events');
  const wire = await FaultyWire.start({ port: simulator.port, clock, quiet, cuts: schedule.cuts, isEvents });
  return new LookoutSockets(simulator, wire, clock);
}

class LookoutSockets extends VendorSockets<LookoutSimulator> {
  #count = 0;

  override get heard(): number {
    return Math.max(...this.lines.map(({ lastSent }) => lastSent));
  }

  positionOf(cursor: string): number | undefined {
    const index = this.entries.findIndex(({ id }) => id === cursor);
    return index < 0 ? undefined : index + 1;
  }

  emit(skews: readonly number[], together: boolean): void {
    if (together) this.#emit(skews.map((skew) => this.#event(skew)));
    else for (const skew of skews) this.#emit([this.#event(skew)]);
  }

  /** The simulator knows an id at one place only; frames that come again are what repeats here. */
  repeat(back: number): void {
    for (const line of this.lines) line.replay(1 + (back % 3));
  }

  malformed(): void {
    this.#emit([{ note: this.#note(), created_time: 17, type: '', id: '' }]);
  }

  goodbye(event: 'reconnect' | 'end', data: boolean, retry: number | undefined): void {
    if (event === 'reconnect') this.simulator.sendReconnect(retry, { withData: data });
    else this.simulator.sendEnd({ withData: data });
  }

  revokeKey(): void {
    this.simulator.revokeKey();
  }

  /** With the types named and without. */
  rejectCursors(): void {
    this.meet('events', { kind: 'status', status: 400 }, 2);
  }

  override knowFewerTypes(): void {
    this.meet('events', { kind: 'status', status: 400 }, 1);
  }

  protected accept(key: string): void {
    this.simulator.replaceKey(key);
  }

  protected damaged(text: string, damage: Damage): string | undefined {
    if (!text.includes('\ndata:{"events"')) return undefined;
    const start = text.indexOf('id:');
    const end = text.indexOf('\n\n', start) + 2;
    return text.slice(0, start) + damage(text.slice(start, end)) + text.slice(end);
  }

  #note(): string {
    return `ä😀#${this.#count++}#`;
  }

  #event(skew: number): Readonly<Record<string, unknown>> {
    const created = new Date(this.clock.now() + skew).toISOString();
    return {
      type: TYPES[this.#count % TYPES.length],
      change_type: 'CREATED',
      created_time: created,
      note: this.#note(),
    };
  }

  #emit(events: readonly Readonly<Record<string, unknown>>[]): void {
    const now = this.clock.now();
    const ids = this.simulator.emit(events);
    for (const [index, key] of ids.entries()) {
      const malformed = events[index]?.id === '';
      const mark = malformed ? `"note":"${String(events[index]?.note)}"` : `"id":"${key}"`;
      // The simulator files an event under the second that has just passed.
      this.entries.push({ mark, ...(!malformed && { id: key }), time: now - 1_000, emitted: now });
    }
  }
}
