import { type Facts, fact } from './facts.ts';
import type { Named } from './named.ts';
import { pairValue } from './pairs.ts';

const VERBS: ReadonlyMap<string, string> = new Map([
  ['success', 'finished'],
  ['failure', 'failed'],
  ['with errors', 'finished with errors'],
  ['canceled', 'was canceled'],
  ['paused', 'was paused'],
  ['resumed', 'was resumed'],
]);

/** What `clientOS` calls the systems of devices; cloud apps stand under their own names. */
const DEVICES: ReadonlyMap<string, string> = new Map([
  ['win32', 'a Windows device'],
  ['darwin', 'a Mac'],
  ['linux', 'a Linux device'],
]);

/** "Backup of OneDrive finished with errors, 3 files missed". */
export function transferSummary(facts: Facts, { who, what, status }: Named): string {
  const { type, pairs } = facts;
  const system = fact(facts, 'clientOS');
  const thing = what ?? (system === undefined ? undefined : (DEVICES.get(system.toLowerCase()) ?? system));
  const verb = status === undefined ? '' : ` ${VERBS.get(status) ?? `(${status})`}`;
  const parts = [
    `${type.name}${thing === undefined ? '' : ` of ${thing}`}${verb}`,
    taken(facts, status),
    missed(pairValue(pairs, 'files missed')),
    who === undefined || who === what ? undefined : `by ${who}`,
  ];
  return parts.filter((part) => part !== undefined).join(', ');
}

/** How much a backup took is routine, where it is told how it ended; what somebody took out is not. */
function taken({ type, pairs }: Facts, status: string | undefined): string | undefined {
  if (type.name === 'Backup') return status === undefined ? files(pairValue(pairs, 'files backed up')) : undefined;
  return files(pairValue(pairs, 'files downloaded') ?? pairValue(pairs, 'files restored'));
}

function missed(value: string | undefined): string | undefined {
  const told = files(value);
  return told === undefined ? undefined : `${told} missed`;
}

function files(value: string | undefined): string | undefined {
  const count = Number(value ?? Number.NaN);
  if (!Number.isInteger(count) || count <= 0) return undefined;
  return `${count < 1_000 ? count : count.toLocaleString('en-US')} ${count === 1 ? 'file' : 'files'}`;
}
