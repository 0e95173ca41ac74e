import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BoxServer } from './boxServer.ts';
import { DruvaServer } from './druvaServer.ts';
import { type Found, inspect } from './inspection.ts';
import { type Kill, kill } from './plan.ts';
import type { WindowSettings } from './protocol.ts';
import { Server } from './server.ts';
import type { VendorServer } from './vendorServer.ts';
import { Victim } from './victim.ts';

/** After so many kills everything is brought to its end, and the next begin with a new store. */
const EPOCH = 20;

/** Frames and pages of any size: large ones come in parts, of which only the last carries the cursor. */
const SERVERS = {
  lookout: (seed: number, epoch: number): Promise<VendorServer> => Server.start(seed, epoch % 2 === 0 ? 1_000 : 100),
  box: (seed: number, epoch: number): Promise<VendorServer> => BoxServer.start(seed, epoch % 2 === 0 ? 500 : 60),
  druva: (seed: number, epoch: number): Promise<VendorServer> => DruvaServer.start(seed, epoch % 2 === 0 ? 500 : 200),
};

export type CrashVendor = keyof typeof SERVERS;

export const VENDORS: readonly CrashVendor[] = ['lookout', 'box', 'druva'];

export interface CrashOptions {
  readonly vendor: CrashVendor;
  readonly kills: number;
  readonly seed: number;
  readonly log: (line: string) => void;
}

export interface CrashResult {
  readonly kills: number;
  readonly events: number;
  /** Kills that found the store behind the server, with something under way. */
  readonly inTheMiddle: number;
}

/** Kills a streaming window again and again and looks at what it left; throws at the first thing that is wrong, with the seed and the kill in its message. */
export async function crash({ vendor, kills, seed, log }: CrashOptions): Promise<CrashResult> {
  let events = 0;
  let inTheMiddle = 0;
  for (let from = 0; from < kills; from += EPOCH) {
    const epoch = new Epoch(
      seed,
      await SERVERS[vendor](seed + from, from / EPOCH),
      await mkdtemp(join(tmpdir(), 'crash-')),
      log,
    );
    try {
      for (let index = from; index < Math.min(kills, from + EPOCH); index++) {
        const plan = kill(seed, index);
        try {
          if (await epoch.kill(plan)) inTheMiddle++;
        } catch (error) {
          // Reports show a message, but not what an error has as its cause.
          const what = error instanceof Error ? error.message : String(error);
          throw new Error(
            `kill ${index + 1} of ${vendor}, seed ${seed}, ${JSON.stringify(plan)}: ${what}\n${epoch.story()}`,
            {
              cause: error,
            },
          );
        }
      }
      events += await epoch.finish();
    } finally {
      await epoch.dispose();
    }
  }
  return { kills, events, inTheMiddle };
}

/** One server and one store, from the first event to "all is here". */
class Epoch {
  readonly #seed: number;
  readonly #server: VendorServer;
  readonly #directory: string;
  readonly #log: (line: string) => void;
  #victim: Victim | undefined;
  #last: Found | undefined;
  /** Everything that arrived after this `seq` must still be shown: neither Clear nor retention had cause to take it. */
  #floor = 0;

  constructor(seed: number, server: VendorServer, directory: string, log: (line: string) => void) {
    this.#seed = seed;
    this.#server = server;
    this.#directory = directory;
    this.#log = log;
  }

  /** The last lines that the window logged, for a failure. */
  story(): string {
    return this.#victim?.story() ?? '';
  }

  /** True when the window was killed with something under way. */
  async kill(plan: Kill): Promise<boolean> {
    this.#server.emit(plan.backlog);
    this.#server.busy();
    const victim = this.#start(plan.retention);
    await victim.killAt(plan.moment, plan.delay, this.#last?.seq ?? 0);
    this.#server.quiet();
    const found = this.#inspect(victim);
    if (plan.moment === 'clear') this.#floor = found.seq;
    this.#floor = Math.max(this.#floor, found.seq - plan.retention.maxEvents);
    this.#checkShown(found);
    const behind = this.#server.ids.length - found.stored;
    this.#log(
      `${plan.moment.padEnd(10)} +${plan.delay.toFixed(1).padStart(5)} ms: ${found.stored} stored, ${behind} behind, cursor ${found.stored - 1 - found.cursor} behind its data`,
    );
    return behind > 0;
  }

  /** A last window is left alone until everything is here, and closed in order. Returns how many events there were. */
  async finish(): Promise<number> {
    const { ids } = this.#server;
    const victim = this.#start({ maxEvents: 1_000_000, maxBytes: 2 ** 31, maxAge: 2 ** 40 });
    await victim.until(ids.length);
    await victim.close();
    const found = this.#inspect(victim);
    assert.equal(
      found.stored,
      ids.length,
      `seed ${this.#seed}: the store does not hold what the server made available`,
    );
    this.#checkShown(found);
    return found.stored;
  }

  async dispose(): Promise<void> {
    await this.#victim?.dispose();
    await this.#server.dispose();
    await rm(this.#directory, { recursive: true, force: true });
  }

  #start(retention: WindowSettings['retention']): Victim {
    const { config, credential } = this.#server;
    this.#victim = new Victim({ directory: this.#directory, config, credential, retention });
    return this.#victim;
  }

  #inspect(victim: Victim): Found {
    assert.equal(victim.recovered, undefined, 'the store took its file for damaged');
    const { ids, stream } = this.#server;
    const found = inspect(this.#directory, { ids, stream, covered: (cursor) => this.#server.covered(cursor) });
    assert.ok(found.seq >= victim.acknowledged, `${victim.acknowledged} were acknowledged, ${found.seq} are stored`);
    assert.ok(found.cursor >= (this.#last?.cursor ?? -1), 'the cursor went back');
    assert.ok(found.seq >= (this.#last?.seq ?? 0), 'stored events are gone');
    this.#last = found;
    return found;
  }

  #checkShown(found: Found): void {
    const shown = found.shown.filter((seq) => seq > this.#floor).length;
    assert.equal(shown, Math.max(0, found.seq - this.#floor), 'events are gone that nobody removed');
  }
}
