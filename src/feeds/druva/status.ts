import { type Facts, fact } from './facts.ts';
import { outcomeInText } from './outcomeInText.ts';
import { keyOf } from './words.ts';

/** Ends of states, of which Druva makes many: "Backup Paused", "Backed up with errors". `failure` and `with errors` count as failures everywhere. */
const ENDS: readonly (readonly [string, string])[] = [
  ['witherrors', 'with errors'],
  // They end as successes do.
  ['unsuccessful', 'failure'],
  ['unsuccessfully', 'failure'],
  ['success', 'success'],
  ['successful', 'success'],
  ['successfully', 'success'],
  ['succeeded', 'success'],
  ['completed', 'success'],
  ['failed', 'failure'],
  ['failure', 'failure'],
  ['canceled', 'canceled'],
  ['cancelled', 'canceled'],
  ['paused', 'paused'],
  ['resumed', 'resumed'],
];

/** States that say nothing of an outcome. */
const NO_OUTCOME: ReadonlySet<string> = new Set(['adminevent', 'na', 'none']);

const LONGEST = 40;

/** How it ended: success, failure, … in lower case; of alerts whether they are open or resolved. A state that we do not know is kept. */
export function statusOf(facts: Facts): string | undefined {
  switch (facts.type.kind) {
    case 'alert':
      return 'open';
    case 'resolution':
      return 'resolved';
    case 'notification':
      return undefined;
    default:
      return outcome(stateIn(facts)) ?? flag(facts);
  }
}

/** The vendor's own word. */
export function stateIn(facts: Facts): string | undefined {
  return (
    fact(facts, 'eventState') ??
    fact(facts, 'status') ??
    fact(facts, 'state') ??
    fact(facts, 'loginResult') ??
    outcomeInText(facts)
  );
}

function outcome(state: string | undefined): string | undefined {
  if (state === undefined) return undefined;
  const key = keyOf(state.slice(0, LONGEST));
  for (const [end, status] of ENDS) if (key.endsWith(end)) return status;
  return NO_OUTCOME.has(key) ? undefined : state.slice(0, LONGEST).toLowerCase();
}

/** Cyber Resilience has it as a truth value. */
function flag({ details }: Facts): string | undefined {
  const value = details.Successful ?? details.successful;
  return typeof value === 'boolean' ? (value ? 'success' : 'failure') : undefined;
}
