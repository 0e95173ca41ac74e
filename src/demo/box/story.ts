import type { Step as TimedStep } from '../periods.ts';
import type { Random } from '../random.ts';
import type { Company, Department, Member } from './company.ts';
import type { EventBody } from './wire.ts';

/** Who plays in a story of one person, and when. */
export interface Cast {
  readonly random: Random;
  readonly company: Company;
  readonly department: Department;
  readonly person: Member;
  readonly colleague: Member;
  readonly admin: Member;
  /** Number of the period in which the whole story happens. */
  readonly period: number;
}

/** An event, or how to make one that tells times (ms since the epoch) of its own. */
export type Scene = EventBody | ((time: number) => EventBody);

export type Step = TimedStep<Scene>;

/**
 * Tells one story from beginning to end. A person plays in one story at a time, and a story that changes something lasting puts it back or
 * works on things of its own: so any moment of the history can be told without knowing what came before.
 */
export type Story = (cast: Cast) => readonly Step[];

export function step(after: number, scene: Scene): Step {
  return { after, scene };
}
