import type { DirectoryEntry } from '../../model/event.ts';
import { object } from '../json.ts';
import { type Facts, targetOf } from './facts.ts';
import { type Person, personOf } from './person.ts';

/** Who is who: persons with their logins; items with the address of their owner, so that views can say whose they are. */
export function learnedOf(facts: Facts): readonly DirectoryEntry[] {
  const { event, actor, behalf, whom, group, item } = facts;
  const entries: DirectoryEntry[] = [];
  const learn = (of: Person | undefined) => {
    if (of?.id === undefined || (of.name === undefined && of.login === undefined)) return;
    if (entries.some(({ kind, id }) => kind === of.kind && id === of.id)) return;
    const { kind, id, name, login } = of;
    entries.push({ kind, id, ...(name !== undefined && { name }), ...(login !== undefined && { email: login }) });
  };
  const owner = personOf(object(event, 'source').owned_by);
  learn(whom);
  learn(actor);
  learn(behalf);
  learn(group);
  learn(owner);
  if (item && item === targetOf(facts)) {
    learn({ ...item, ...(owner?.login !== undefined && { login: owner.login }) });
  }
  return entries;
}
