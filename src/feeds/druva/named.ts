import { clip } from '../clip.ts';
import { type Facts, fact } from './facts.ts';
import type { Known } from './party.ts';

/** Of one name in a summary. */
export const MAX_NAME = 100;

/** Who and what, as far as an event tells it, each as a short text. */
export interface Named {
  readonly who: string | undefined;
  /** The device, cloud app or user. */
  readonly what: string | undefined;
  readonly status: string | undefined;
}

export function shown(party: Known | undefined): string | undefined {
  // Administrators are told apart by their addresses.
  const name = party?.kind === 'admin' ? (party.email ?? party.name) : (party?.name ?? party?.email);
  if (name !== undefined) return clip(name, MAX_NAME);
  return party?.id === undefined ? undefined : clip(`${party.kind.replaceAll('_', ' ')} ${party.id}`, MAX_NAME);
}

/** " from 192.0.2.1 (Pune, India)", with as much of it as is told. */
export function origin(facts: Facts): string {
  const ip = fact(facts, 'sourceIP') ?? fact(facts, 'adminIPAddress') ?? fact(facts, 'ip');
  const place = fact(facts, 'location');
  if (ip === undefined) return place === undefined ? '' : ` from ${clip(place, MAX_NAME)}`;
  return ` from ${clip(ip, 50)}${place === undefined ? '' : ` (${clip(place, MAX_NAME)})`}`;
}
