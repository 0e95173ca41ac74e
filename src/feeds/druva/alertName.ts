import { type Facts, fact } from './facts.ts';
import { pairValue } from './pairs.ts';

/** What an alert is called: "Unusual Data Activity"; the flat record has it in its text. */
export function alertNameOf(facts: Facts): string | undefined {
  const name = fact(facts, 'alertName') ?? pairValue(facts.pairs, 'alert') ?? pairValue(facts.pairs, 'alert name');
  return name?.slice(0, 200);
}
