import type { SecurityEvent } from '../../model/event.ts';
import type { ClassName, Kind } from './classes.ts';
import { OTHER } from './classes.ts';
import type { Facts } from './facts.ts';
import { device, entity, file, identity, isDevice, isPerson, user } from './parties.ts';

/** What a class has beyond what all have. */
export interface Body {
  /** Another than was asked for where the event lacks what the class requires. */
  readonly kind: Kind;
  readonly attributes: object;
  readonly profiles: readonly string[];
}

interface Product {
  readonly name: string;
  readonly vendor_name: string;
}

/** What a class has of these by itself, and what only with the profile "host"; the rest stands in `unmapped`. */
const OWN: Readonly<Record<ClassName, readonly ('actor' | 'device')[]>> = {
  base: [],
  finding: ['device'],
  account: ['actor'],
  authentication: ['actor'],
  entity: ['actor'],
  group: [],
  lifecycle: [],
  api: ['actor'],
  files: ['actor'],
};
const BY_HOST: Readonly<Record<ClassName, readonly ('actor' | 'device')[]>> = {
  base: [],
  finding: ['actor'],
  account: ['device'],
  authentication: ['device'],
  entity: ['device'],
  group: ['actor', 'device'],
  lifecycle: ['actor', 'device'],
  api: [],
  files: [],
};

export function bodyOf(wanted: Kind, event: SecurityEvent, facts: Facts, product: Product): Body {
  const own = required(wanted, event, facts, product);
  if (own === undefined) return bodyOf({ as: 'entity', activity: OTHER }, event, facts, product);
  const { as } = wanted;
  const has = [...OWN[as], ...BY_HOST[as]];
  const actor = has.includes('actor') && event.actor;
  // Of an entity that is a device it says nothing more.
  const target = has.includes('device') && as !== 'entity' && event.target && isDevice(event.target) && event.target;
  const parties = {
    ...(actor && { actor: { user: user(actor) } }),
    ...(target && { device: device(target, event.owner) }),
  };
  const host = BY_HOST[as].some((name) => name in parties);
  return { kind: wanted, attributes: { ...parties, ...own }, profiles: host ? ['host'] : [] };
}

/** `undefined`: the event lacks something. */
function required(
  { as }: Kind,
  event: SecurityEvent,
  { ip, group, member }: Facts,
  product: Product,
): object | undefined {
  const source = ip === undefined ? {} : { src_endpoint: { ip } };
  // Both classes require to know from where and by whom it was done.
  const fromSomewhere = {
    src_endpoint: ip === undefined ? { name: 'Unknown' } : { ip },
    actor: event.actor ? { user: user(event.actor) } : { app_name: product.name },
  };
  const concerned = [event.target, event.subject].filter((party) => party !== undefined);
  const actor = event.actor && isPerson(event.actor) ? event.actor : undefined;
  const person = concerned.find(isPerson) ?? actor;
  switch (as) {
    case 'base':
    case 'finding':
      return as === 'base' ? {} : finding(event);
    case 'entity':
      return { ...source, entity: entity(event) };
    case 'account':
      return person && { ...source, user: user(person) };
    case 'authentication': {
      const who = actor ?? person;
      return who && { ...source, user: user(who), service: { name: product.name } };
    }
    case 'group':
      return group && member && { ...source, group: identity(group), user: user(member) };
    case 'lifecycle':
      return { app: product };
    case 'api':
      return { ...fromSomewhere, api: { operation: event.activity }, ...resources(event) };
    case 'files':
      return { ...fromSomewhere, file: file(event) };
  }
}

function finding(event: SecurityEvent): object {
  const { subject, link } = event;
  return {
    finding_info: {
      uid: subject?.id ?? event.id,
      title: event.summary,
      types: [event.type],
      ...(subject?.name !== undefined && { desc: subject.name }),
      ...(link !== undefined && { src_url: link }),
    },
    ...(event.target && isDevice(event.target) ? {} : resources(event)),
  };
}

function resources({ target }: SecurityEvent): object {
  return target === undefined ? {} : { resources: [{ ...identity(target), type: target.kind }] };
}
