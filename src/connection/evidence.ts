import type { Evidence } from './state.ts';

const MINUTE = 60_000;
/** The rate is counted in slots of so many ms. */
const SLOT = 5_000;
/** An event this young says that there is nothing left to replay: a busy stream may go for long without a heartbeat. */
const YOUNG = 10_000;

/** Gathers what is known of one stream from connect to disconnect, over all its connections to the server. */
export class EvidenceLog {
  #facts: Omit<Evidence, 'rate'> = { caughtUp: false, stored: 0, duplicates: 0, quarantined: 0, reconnects: 0 };
  readonly #slots = new Map<number, number>();

  /** `hasEvents`: whether any is stored. */
  connecting(resumedFrom: NonNullable<Evidence['resumedFrom']>, hasEvents: boolean): void {
    const { connectedSince: _, empty: __, ...rest } = this.#facts;
    const empty = !hasEvents && rest.lastEvent === undefined && rest.skipped === undefined;
    this.#facts = { ...rest, caughtUp: false, resumedFrom, ...(empty && { empty }) };
  }

  open(now: number): void {
    this.#facts = { ...this.#facts, connectedSince: now, lastByte: now };
  }

  alive(now: number, heartbeat: boolean, caughtUp: boolean, next?: number): void {
    this.#facts = {
      ...this.#facts,
      ...(next !== undefined && { nextPoll: next }),
      lastByte: now,
      ...(heartbeat && { lastHeartbeat: now }),
      caughtUp: this.#facts.caughtUp || caughtUp,
    };
  }

  events(now: number, count: number, newest: number | undefined): void {
    this.#facts = { ...this.#facts, lastByte: now };
    if (count === 0) return;
    const { empty: _, ...rest } = this.#facts;
    this.#facts = {
      ...rest,
      lastEvent: now,
      ...(newest !== undefined && { lastEventTime: newest }),
      caughtUp: this.#facts.caughtUp || (newest !== undefined && now - newest < YOUNG),
    };
    const slot = Math.floor(now / SLOT);
    this.#slots.set(slot, (this.#slots.get(slot) ?? 0) + count);
    for (const old of this.#slots.keys()) {
      if (old > slot - MINUTE / SLOT) break;
      this.#slots.delete(old);
    }
  }

  /** `time`: how far they go. */
  skipped(count: number, time: number): void {
    const { empty: _, ...rest } = this.#facts;
    const before = rest.skipped;
    this.#facts = {
      ...rest,
      skipped: { count: (before?.count ?? 0) + count, time: Math.max(before?.time ?? time, time) },
    };
  }

  committed(stored: number, duplicates: number, quarantined: number): void {
    const { stored: s, duplicates: d, quarantined: q } = this.#facts;
    this.#facts = { ...this.#facts, stored: s + stored, duplicates: d + duplicates, quarantined: q + quarantined };
  }

  ended(): void {
    const { connectedSince, nextPoll: _, ...rest } = this.#facts;
    this.#facts = { ...rest, caughtUp: false, reconnects: rest.reconnects + (connectedSince === undefined ? 0 : 1) };
  }

  /** ms since the stream opened; 0 when it is not open. */
  openFor(now: number): number {
    return this.#facts.connectedSince === undefined ? 0 : now - this.#facts.connectedSince;
  }

  snapshot(now: number): Evidence {
    const oldest = Math.floor(now / SLOT) - MINUTE / SLOT;
    let rate = 0;
    for (const [slot, count] of this.#slots) if (slot > oldest) rate += count;
    return { ...this.#facts, rate };
  }
}
