import type { EventState } from './expression.ts';
import { FAILURES } from './outcome.ts';

/**
 * The values of `DecodedEvent.status` behind each state, in lower case. Lookout's `ignored` is neither open nor resolved: somebody decided to leave the threat there. Box's
 * `blocked` is no failure: a policy did what it is for.
 */
const STATUSES: Readonly<Record<Exclude<EventState, 'changed'>, readonly string[]>> = {
  open: ['open', 'detected', 'pending'],
  resolved: ['resolved'],
  success: ['success', 'accepted', 'allowed', 'completed', 'signed'],
  failure: FAILURES,
};

export function stateTest(state: Exclude<EventState, 'changed'>): (status: string | undefined) => boolean {
  const statuses = STATUSES[state];
  return (status) => status !== undefined && statuses.includes(status.toLowerCase());
}
