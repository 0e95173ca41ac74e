import { ADMIN_NAMES, DEPARTMENTS, emailOf, type Person, staffMember } from '../people.ts';
import { Random } from '../random.ts';
import { CLIENT_VERSIONS, HOSTILE_NAMES, LAPTOP_MODELS, OWN_DEVICE_NAMES, PROFILES } from './texts.ts';

/** The same people as in the other systems of the demo: six to a department. */
export const DEPARTMENT_SIZE = 6;

/** A device or an account in a cloud application that is backed up. */
export interface DataSource {
  readonly id: number;
  readonly name: string;
  readonly clientOS: string;
  readonly clientVersion: string;
}

export interface Member extends Person {
  readonly id: number;
  readonly profile: { readonly id: number; readonly name: string };
  readonly ip: string;
  readonly laptop: DataSource;
  readonly cloud: readonly [DataSource, ...DataSource[]];
}

export interface Admin extends Person {
  readonly ip: string;
}

export interface Department {
  readonly name: string;
  readonly members: readonly Member[];
}

/** The made-up company: the same seed gives the same people and ids. */
export interface Company {
  readonly seed: number;
  /** The customer's global id. */
  readonly tenant: string;
  readonly departments: readonly [Department, ...Department[]];
  readonly admins: readonly [Admin, ...Admin[]];
}

/** Its name, and what the vendor calls its system. */
type Application = readonly [string, string];

const MICROSOFT: readonly [Application, ...Application[]] = [
  ['OneDrive', 'Office 365 OneDrive'],
  ['Exchange Online', 'Office 365 Exchange Online'],
  ['SharePoint', 'Office 365 SharePoint'],
];
const GOOGLE: readonly [Application, ...Application[]] = [
  ['Gmail', 'G Suite Gmail'],
  ['Google Drive', 'G Suite Google Drive'],
  ['Team Drive', 'G Suite Team Drive'],
  ['Box', 'Box Box'],
];

export function createCompany(seed: number, departments: number): Company {
  const random = new Random(seed, 'druva company');
  const [first, ...rest] = ADMIN_NAMES;
  const admin = (name: string): Admin => ({ name, email: emailOf(name), ip: `203.0.113.${random.between(2, 60)}` });
  return {
    seed,
    tenant: `${random.guid()}-${random.between(10_000, 99_999)}`,
    departments: [
      createDepartment(seed, 0),
      ...Array.from({ length: Math.max(0, departments - 1) }, (_, index) => createDepartment(seed, index + 1)),
    ],
    admins: [admin(first), ...rest.map(admin)],
  };
}

function createDepartment(seed: number, number: number): Department {
  const round = Math.floor(number / DEPARTMENTS.length);
  const plain = DEPARTMENTS[number % DEPARTMENTS.length] ?? DEPARTMENTS[0];
  const members = Array.from({ length: DEPARTMENT_SIZE }, (_, place) =>
    createMember(seed, number * DEPARTMENT_SIZE + place, number),
  );
  return { name: round === 0 ? plain : `${plain} ${round + 1}`, members };
}

function createMember(seed: number, number: number, department: number): Member {
  const random = new Random(seed, 'druva member', number);
  const person = staffMember(seed, number);
  // Numbers apart by person: ids of users and data sources are unique.
  const id = 4_600_000 + number * 13 + random.integer(13);
  const version = random.pick(CLIENT_VERSIONS);
  const profile = department % PROFILES.length;
  const source = (place: number, [name, clientOS]: Application): DataSource => ({
    id: 6_700_000 + number * 16 + place,
    name,
    clientOS,
    clientVersion: version,
  });
  const [app, ...apps] = department % 3 === 2 ? GOOGLE : MICROSOFT;
  const model = random.pick(LAPTOP_MODELS);
  return {
    ...person,
    id,
    profile: { id: 44_420 + profile, name: PROFILES[profile] ?? PROFILES[0] },
    ip: random.chance(0.2) ? `2001:db8:42::${random.hex(4)}` : `198.51.100.${random.between(2, 250)}`,
    laptop: source(0, [laptopName(random, model, number), model === 'MacBook' ? 'darwin' : 'win32']),
    cloud: [source(1, app), ...apps.map((each, place) => source(place + 2, each))],
  };
}

function laptopName(random: Random, model: string, number: number): string {
  if (random.chance(0.08)) return random.pick(OWN_DEVICE_NAMES);
  return random.chance(0.05) ? random.pick(HOSTILE_NAMES) : `${model.toUpperCase()}-${String(number).padStart(4, '0')}`;
}
