import type { Step as TimedStep } from '../periods.ts';
import type { Random } from '../random.ts';
import type { Admin, Company, Department, Member } from './company.ts';
import { type Body, INSYNC, type InSyncBody, type Json, type PlatformBody } from './wire.ts';

/** Who plays in a story of one person, and when. */
export interface Cast {
  readonly random: Random;
  readonly company: Company;
  readonly department: Department;
  readonly person: Member;
  readonly colleague: Member;
  readonly admin: Admin;
  /** Number of the period in which the whole story happens. */
  readonly period: number;
}

/** An event, or how to make one that tells times (ms since the epoch) of its own. */
export type Scene = Body | ((time: number) => Body);

export type Step = TimedStep<Scene>;

/** Tells one story from beginning to end; nothing of it lasts. So any moment of the history can be told without knowing what came before. */
export type Story = (cast: Cast) => readonly Step[];

export function step(after: number, scene: Scene): Step {
  return { after, scene };
}

type Told = Pick<InSyncBody, 'feature' | 'identity' | 'type' | 'state' | 'severity'> & Partial<InSyncBody>;

export function inSync(told: Told): InSyncBody {
  return { product: INSYNC, text: '', ...told };
}

/** Of a person's device or account: Druva names the service as the actor where nobody began it. */
export function ofSource({ person }: Cast, told: Told): InSyncBody {
  const laptop = told.source === undefined || told.source === person.laptop;
  return inSync({ user: person, source: person.laptop, ...(laptop && { ip: person.ip }), ...told });
}

/** What an administrator did in the console. */
export function byAdmin({ admin }: Cast, told: Partial<InSyncBody> & Pick<InSyncBody, 'text'>): InSyncBody {
  return inSync({
    feature: 'Admin Event',
    identity: 'ADMIN',
    type: 'Admin Audit Trail',
    state: 'Admin event',
    severity: 6,
    initiator: admin.email,
    ip: admin.ip,
    ...told,
  });
}

export function ofPlatform(
  product: number,
  category: string,
  feature: string,
  type: string,
  severity: number,
  details: Json | string,
): PlatformBody {
  return { product, category, feature, type, severity, details };
}

/** `Key:Value, Key:Value` */
export function pairs(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}:${value}`)
    .join(', ');
}

/** Groups the events of one activity. */
export function groupId(random: Random): number {
  return random.between(30_000_000, 49_999_999);
}
