import type { DirectoryEntry } from '../../model/event.ts';
import type { Facts } from './facts.ts';
import { type Known, userOf } from './party.ts';

/** Who is who: users with their addresses, data sources with that of their owner, so that views can say whose they are. */
export function learnedOf(
  facts: Facts,
  actor: Known | undefined,
  target: Known | undefined,
): readonly DirectoryEntry[] {
  const entries: DirectoryEntry[] = [];
  const learn = (of: Known | undefined) => {
    if (of?.id === undefined || (of.name === undefined && (of.email === undefined || of.email === of.id))) return;
    if (entries.some(({ kind, id }) => kind === of.kind && id === of.id)) return;
    const { kind, id, name, email } = of;
    entries.push({ kind, id, ...(name !== undefined && { name }), ...(email !== undefined && { email }) });
  };
  learn(target);
  learn(userOf(facts));
  learn(actor);
  return entries;
}
