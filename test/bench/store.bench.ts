import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DecodedEvent } from '../../src/model/event.ts';
import { SEVERITIES_WORST_FIRST } from '../../src/model/severity.ts';
import type { CommitRequest } from '../../src/store/contract.ts';
import { openStore } from '../../src/store/open.ts';

const REQUEST = 100;
const EVENTS = 100_000;
const ROUNDS = 5;
/** Requests under way at a time: what a connection does that reads on while the last batches are being committed. */
const IN_FLIGHT = 8;

const quiet = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/** Durable commits through the whole store (clone to the worker, intern, insert, COMMIT) of events with about 0.6 KB of raw text. */
export async function storeCommit(inFlight = IN_FLIGHT): Promise<{ value: number; unit: string }> {
  const requests = corpus();
  const rates: number[] = [];
  for (let round = 0; round < ROUNDS; round++) rates.push(await once(requests, inFlight));
  rates.sort((a, b) => a - b);
  return { value: Math.round(rates[Math.floor(ROUNDS / 2)] ?? 0), unit: 'events/s' };
}

async function once(requests: readonly CommitRequest[], inFlight: number): Promise<number> {
  const directory = await mkdtemp(join(tmpdir(), 'store-bench-'));
  const store = await openStore({
    directory,
    worker: new URL('../../src/store/worker.ts', import.meta.url),
    log: quiet,
    retention: { maxEvents: 1_000_000, maxBytes: 2 ** 31, maxAge: Number.MAX_SAFE_INTEGER },
  });
  try {
    const start = performance.now();
    let next = 0;
    const lane = async () => {
      for (let request = requests[next++]; request; request = requests[next++]) await store.commit(request);
    };
    await Promise.all(Array.from({ length: inFlight }, lane));
    return (EVENTS / (performance.now() - start)) * 1000;
  } finally {
    await store.close();
    await rm(directory, { recursive: true });
  }
}

function corpus(): CommitRequest[] {
  const random = seeded(7);
  const events = Array.from({ length: EVENTS }, (_, index) => event(index, random));
  return Array.from({ length: EVENTS / REQUEST }, (_, index) => ({
    connection: 'bench',
    stream: 'events',
    events: events.slice(index * REQUEST, (index + 1) * REQUEST),
    cursor: `cursor-${index}`,
    receivedTime: 1_760_000_000_000 + index,
  }));
}

/** A fleet of 5,000 devices; half of the events are about threats (each seen about five times), the rest about devices and audits. */
function event(index: number, random: () => number): DecodedEvent {
  const time = 1_760_000_000_000 + index * 10;
  const number = random() % 5_000;
  const device = { kind: 'device', id: uuid(number, 1), name: `Pixel ${number}` };
  const kind = random() % 4;
  const type = kind < 2 ? 'Threat' : kind === 2 ? 'Device' : 'Audit';
  const id = uuid(index, time);
  const raw = JSON.stringify({
    id,
    type: type.toUpperCase(),
    created_time: new Date(time).toISOString(),
    change_type: 'UPDATED',
    enterprise_guid: uuid(1, 1),
    target: { type: 'DEVICE', guid: device.id },
    actor: { type: 'SYSTEM', guid: 'system' },
    threat: {
      type: 'APPLICATION',
      classifications: ['TROJAN'],
      severity: 'HIGH',
      package: `com.example.app${random() % 1000}`,
    },
    details: 'The application asks for more than it needs. '.repeat(5),
  });
  return {
    id,
    time,
    type,
    activity: 'UPDATED',
    severity: SEVERITIES_WORST_FIRST[random() % 5] ?? 0,
    vendorSeverity: 'HIGH',
    status: random() % 2 ? 'open' : 'resolved',
    actor: { kind: 'system', id: 'system', name: 'Lookout' },
    target: device,
    subject: type === 'Threat' ? { kind: 'threat', id: uuid(random() % (EVENTS / 10), 2), name: 'Trojan' } : device,
    summary: `Trojan on ${device.name}, open, High`,
    changes: type === 'Audit' ? [{ name: 'policy', from: 'medium', to: 'high' }] : [],
    raw,
    ...(type === 'Device' ? { learned: [{ ...device, email: `user${device.id.slice(-4)}@example.com` }] } : {}),
  };
}

function uuid(low: number, high: number): string {
  const text = high.toString(16).padStart(12, '0');
  return `${text.slice(0, 8)}-${text.slice(8)}-7000-8000-${low.toString(16).padStart(12, '0')}`;
}

/** Mulberry32, as integers. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  };
}
