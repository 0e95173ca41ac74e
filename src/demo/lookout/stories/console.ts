import { DEEDS, type Desk, LOGIN, LOGOUT, purge, severityPolicy } from '../audits.ts';
import { type AuditEntry, auditEvent } from '../bodies.ts';
import { type Step, step } from '../story.ts';
import { POLICY_NAMES } from '../texts.ts';

/** What an administrator does between login and logout. */
export function session(desk: Desk): readonly Step[] {
  const { random, admin } = desk;
  const act = (after: number, entry: AuditEntry) => step(after, auditEvent(entry, admin));
  const deeds = Array.from({ length: random.between(1, 3) }, () =>
    act(random.between(8, 60), random.pick(DEEDS)(desk)),
  );
  return [
    act(0, LOGIN(desk)),
    ...deeds,
    ...(random.chance(0.3) ? exercise(desk) : []),
    act(random.between(5, 30), LOGOUT(desk)),
  ];
}

/** A severity is raised from medium to high, tried out, and put back. */
function exercise(desk: Desk): readonly Step[] {
  const { random, fleet, admin } = desk;
  const classification = random.pick(['AGENT_OUTDATED', 'NO_DEVICE_LOCK', 'ROGUE_WIFI', 'RISKWARE']);
  const policy = random.pick(POLICY_NAMES);
  return [
    step(random.between(5, 20), auditEvent(severityPolicy(fleet, classification, 'medium', 'high', policy), admin)),
    step(random.between(60, 150), auditEvent(severityPolicy(fleet, classification, 'high', 'medium', policy), admin)),
  ];
}

export function backendPurge({ fleet }: Desk): readonly Step[] {
  return [step(0, auditEvent(purge(fleet)))];
}
