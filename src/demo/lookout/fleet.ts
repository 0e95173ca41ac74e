import { ADMIN_NAMES, DEPARTMENTS, emailOf, staffMember } from '../people.ts';
import { Random, type SeedPart } from '../random.ts';

export const GROUP_SIZE = 6;

export interface Device {
  readonly guid: string;
  readonly owner: string;
  readonly email: string;
  readonly platform: 'ANDROID' | 'IOS';
  readonly manufacturer: string;
  readonly model: string;
  readonly profile: 'WORK' | 'PERSONAL' | undefined;
  /** Guid of the personal profile's device, for a work profile. */
  readonly parent: string | undefined;
  readonly externalId: string;
  readonly groupGuid: string;
  /** In which period of a release train the device takes the new operating system. */
  readonly osTurn: number;
}

export interface Group {
  readonly guid: string;
  readonly name: string;
  readonly devices: readonly Device[];
  /** In which period of a release train the group's Lookout app is found outdated. */
  readonly agentTurn: number;
}

export interface Admin {
  readonly guid: string;
  readonly name: string;
  readonly email: string;
}

/** The made-up company: the same seed gives the same people and guids. */
export interface Fleet {
  readonly seed: number;
  readonly enterprise: string;
  readonly travelGroup: string;
  readonly mdmConnector: string;
  readonly groups: readonly Group[];
  readonly admins: readonly [Admin, ...Admin[]];
}

/** A release of the operating systems reaches the fleet in this many periods; so does one of the Lookout app. */
export const OS_TRAIN = 144;
export const AGENT_TRAIN = 36;

const MODELS = [
  { platform: 'ANDROID', manufacturer: 'samsung', model: 'sm-s921b' },
  { platform: 'ANDROID', manufacturer: 'samsung', model: 'sm-a556b' },
  { platform: 'ANDROID', manufacturer: 'google', model: 'pixel 9' },
  { platform: 'ANDROID', manufacturer: 'motorola', model: 'moto g85 5g' },
  { platform: 'ANDROID', manufacturer: 'xiaomi', model: '23127pn0cg' },
  { platform: 'IOS', manufacturer: 'apple', model: 'iphone17,1' },
  { platform: 'IOS', manufacturer: 'apple', model: 'iphone16,2' },
  { platform: 'IOS', manufacturer: 'apple', model: 'iphone14,5' },
  { platform: 'IOS', manufacturer: 'apple', model: 'ipad14,3' },
] as const;

export function createFleet(seed: number, groupCount: number): Fleet {
  const random = new Random(seed, 'fleet');
  const [first, ...rest] = ADMIN_NAMES;
  const admin = (name: string): Admin => ({ guid: new Random(seed, 'admin', name).guid(), name, email: emailOf(name) });
  return {
    seed,
    enterprise: random.guid(),
    travelGroup: random.guid(),
    mdmConnector: String(random.between(100_000, 999_999)),
    groups: Array.from({ length: groupCount }, (_, index) => createGroup(seed, index)),
    admins: [admin(first), ...rest.map(admin)],
  };
}

function createGroup(seed: number, index: number): Group {
  const random = new Random(seed, 'group', index);
  const guid = random.guid();
  const round = Math.floor(index / DEPARTMENTS.length);
  const department = DEPARTMENTS[index % DEPARTMENTS.length] ?? DEPARTMENTS[0];
  return {
    guid,
    name: round === 0 ? department : `${department} ${round + 1}`,
    devices: Array.from({ length: GROUP_SIZE }, (_, place) =>
      createDevice(seed, index * GROUP_SIZE + place, index * GROUP_SIZE + place, guid),
    ),
    agentTurn: (index * 7) % AGENT_TRAIN,
  };
}

/** `key` makes the device unique among those of the seed; `person` picks its owner. */
export function createDevice(seed: number, key: SeedPart, person: number, groupGuid: string): Device {
  const random = new Random(seed, 'device', key);
  const owner = staffMember(seed, person);
  const hardware = random.pick(MODELS);
  const profile =
    hardware.platform === 'IOS' ? undefined : random.chance(0.6) ? ('WORK' as const) : ('PERSONAL' as const);
  return {
    guid: random.guid(),
    owner: owner.name,
    email: owner.email,
    ...hardware,
    profile,
    parent: profile === 'WORK' ? random.guid() : undefined,
    externalId: random.guid(),
    groupGuid,
    osTurn: random.integer(OS_TRAIN),
  };
}

/** How many releases the device has taken when `period` begins. */
export function osRelease(device: Device, period: number): number {
  return Math.floor((period - 1 - device.osTurn) / OS_TRAIN);
}

export function agentRelease(group: Group, period: number): number {
  return Math.floor((period - 1 - group.agentTurn) / AGENT_TRAIN);
}
