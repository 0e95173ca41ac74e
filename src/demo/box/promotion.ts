import { type Member, PROMOTION_TRAIN } from './company.ts';
import { JOB_TITLES } from './texts.ts';

export function isPromoted(person: Member, period: number): boolean {
  return (((period - person.turn) % PROMOTION_TRAIN) + PROMOTION_TRAIN) % PROMOTION_TRAIN === 0;
}

/** The title when `period` begins. Whoever is at the top begins again. */
export function jobTitle(person: Member, period: number): string {
  const steps = Math.floor((period - 1 - person.turn) / PROMOTION_TRAIN);
  const place = ((steps % JOB_TITLES.length) + JOB_TITLES.length) % JOB_TITLES.length;
  return JOB_TITLES[place] ?? JOB_TITLES[0];
}
