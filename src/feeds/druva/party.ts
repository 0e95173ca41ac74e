import type { Party } from '../../model/event.ts';
import { object } from '../json.ts';
import { type Facts, fact, idFact } from './facts.ts';
import { idIn, nameIn } from './fields.ts';

/** A party, and the address by which people know it. */
export interface Known extends Party {
  readonly email?: string;
}

/** Who did it; `undefined` where that was the service itself and it has no name. */
export function actorOf(facts: Facts): Known | undefined {
  return administrator(facts) ?? initiator(facts) ?? identity(facts) ?? self(facts);
}

/** What was acted on: the device or cloud app, else the user, else what a platform record is about. */
export function targetOf(facts: Facts): Known | undefined {
  return dataSourceOf(facts) ?? userOf(facts) ?? other(facts);
}

/** A device or a cloud app: to inSync both are data sources. Its owner's address tells on whose device something happened. */
function dataSourceOf(facts: Facts): Known | undefined {
  const id = idFact(facts, 'inSyncDataSourceID');
  const name = fact(facts, 'inSyncDataSourceName');
  return known('data_source', id, name, fact(facts, 'inSyncUserEmail'));
}

export function userOf(facts: Facts): Known | undefined {
  const email = fact(facts, 'inSyncUserEmail');
  return known('user', idFact(facts, 'inSyncUserID'), fact(facts, 'inSyncUserName') ?? email, email);
}

/** As the security events of the platform and of Cyber Resilience name one. */
function administrator(facts: Facts): Known | undefined {
  const email = fact(facts, 'adminEmail') ?? (facts.type.kind === 'login' ? fact(facts, 'email') : undefined);
  return known('admin', email, fact(facts, 'adminName'), email);
}

/** An address, or the name of a system. Druva gives it no id but on the platform: so that all shapes tell of the same person, an address is the id. */
function initiator(facts: Facts): Known | undefined {
  const name = fact(facts, 'initiatorName') ?? fact(facts, 'initiator');
  const id = idFact(facts, 'initiatorId') ?? idFact(facts, 'initiatorID');
  if (name === undefined && id === undefined) return undefined;
  const email = name?.includes('@') ? name : undefined;
  if (email !== undefined && email.toLowerCase() === fact(facts, 'inSyncUserEmail')?.toLowerCase())
    return userOf(facts);
  const kind = fact(facts, 'initiatorType')?.slice(0, 40).toLowerCase() ?? kindOf(facts, email !== undefined);
  return known(kind, email ?? id, email === undefined ? name : undefined, email);
}

/** For whom Druva documents a type; a service has no address. */
function kindOf({ type }: Facts, address: boolean): string {
  const [first = 'initiator'] = type.identities;
  return address && (first === 'service' || first === 'api') ? 'admin' : first;
}

/** As the envelope of the vendor page names one. */
function identity({ event, type }: Facts): Known | undefined {
  const kind = nameIn(event, 'identityType')?.slice(0, 40).toLowerCase() ?? type.identities[0] ?? 'initiator';
  const id = idIn(event, 'identityID');
  if (id?.includes('@')) return known(kind, id, undefined, id);
  // A word is a name, as elsewhere; a number or UUID is not.
  return id === undefined || /^[\da-f-]*$/i.test(id)
    ? known(kind, id, undefined, undefined)
    : known(kind, undefined, id, undefined);
}

/** What users do is told of them alone. */
function self(facts: Facts): Known | undefined {
  return facts.type.identities[0] === 'user' || facts.type.kind === 'login' ? userOf(facts) : undefined;
}

/** What the records of managed service providers and of other products are about. */
function other(facts: Facts): Known | undefined {
  const { details } = facts;
  const email = nameIn(object(details, 'newState'), 'email') ?? nameIn(object(details, 'oldState'), 'email');
  return (
    known('admin', idIn(details, 'adminId') ?? idIn(details, 'adminID'), email, email) ??
    known('tenant', idIn(details, 'tenantId'), nameIn(details, 'customerName'), undefined) ??
    known('customer', idIn(details, 'customerGlobalId'), nameIn(details, 'customerName'), undefined) ??
    known(
      'resource',
      idIn(details, 'resourceID') ?? idIn(details, 'resourceId'),
      nameIn(details, 'resourceName'),
      undefined,
    )
  );
}

function known(
  kind: string,
  id: string | undefined,
  name: string | undefined,
  email: string | undefined,
): Known | undefined {
  if (id === undefined && name === undefined) return undefined;
  return {
    kind,
    ...(id !== undefined && { id }),
    ...(name !== undefined && { name }),
    ...(email !== undefined && { email }),
  };
}

/** Without what only we want to know. */
export function partyOf({ kind, id, name }: Known): Party {
  return { kind, ...(id !== undefined && { id }), ...(name !== undefined && { name }) };
}
