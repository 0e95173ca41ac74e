import type { Random } from '../random.ts';
import type { Admin, Device, Fleet, Group } from './fleet.ts';
import type { EventBody } from './wire.ts';

/** Who plays in a story of one device, and when. */
export interface Cast {
  readonly random: Random;
  readonly fleet: Fleet;
  readonly group: Group;
  readonly device: Device;
  readonly admin: Admin;
  /** Number of the period in which the whole story happens. */
  readonly period: number;
}

/** An event, or how to make one where it tells its own time (`2025-02-20T09:55:18.817+00:00`). */
export type Scene = EventBody | ((time: string) => EventBody);

/** `after`: seconds since the step before, at the default pace. */
export interface Step {
  readonly after: number;
  readonly scene: Scene;
}

/**
 * Tells one story from beginning to end. A device plays in one story at a time and every story leaves the device as it found it, or as the
 * next one expects it: so any moment of the history can be told without knowing what came before.
 */
export type Story = (cast: Cast) => readonly Step[];

export function step(after: number, scene: Scene): Step {
  return { after, scene };
}
