import { ADMIN_NAMES, DEPARTMENTS, emailOf, type Person, staffMember } from '../people.ts';
import { Random } from '../random.ts';
import { FOLDER_NAMES, STANDING_FILES } from './texts.ts';
import type { UserMini } from './wire.ts';

/** The same people as in the other systems of the demo: six to a department. */
export const DEPARTMENT_SIZE = 6;

export interface Member extends Person {
  readonly id: string;
  /** Undefined: no department, as for administrators. */
  readonly department: number | undefined;
  readonly ip: string;
  readonly phone: string;
  /** In which period of a train the person is promoted. */
  readonly turn: number;
}

export interface Item {
  readonly type: 'file' | 'folder' | 'web_link';
  readonly id: string;
  readonly name: string;
  readonly parent: { readonly id: string; readonly name: string };
  readonly owner: Member;
  readonly department: number;
  readonly size: number;
  readonly classification?: string;
}

export interface Department {
  readonly number: number;
  readonly name: string;
  readonly members: readonly [Member, ...Member[]];
  readonly root: { readonly id: string; readonly name: string };
  /** One of each member, in their order: nobody else changes it. */
  readonly folders: readonly [Item, ...Item[]];
  /** Read by all, changed by none. */
  readonly files: readonly [Item, ...Item[]];
}

/** The made-up company: the same seed gives the same people and ids. */
export interface Company {
  readonly seed: number;
  readonly enterpriseId: string;
  readonly departments: readonly [Department, ...Department[]];
  readonly admins: readonly [Member, ...Member[]];
  /** The account that acts for the application. */
  readonly service: Member;
}

/** A person is promoted once in this many periods. */
export const PROMOTION_TRAIN = 160;

export const ALL_FILES = { id: '0', name: 'All Files' };

export function createCompany(seed: number, departments: number): Company {
  const [first, ...rest] = ADMIN_NAMES;
  const admin = (name: string) => member(seed, `admin ${name}`, { name, email: emailOf(name) }, undefined);
  const robot = { name: 'Security Event Streams', email: 'AutomationUser_2046_kq1@boxdevedition.example.com' };
  return {
    seed,
    enterpriseId: String(new Random(seed, 'box enterprise').between(1_000_000, 99_999_999)),
    departments: [
      createDepartment(seed, 0),
      ...Array.from({ length: Math.max(0, departments - 1) }, (_, index) => createDepartment(seed, index + 1)),
    ],
    admins: [admin(first), ...rest.map(admin)],
    service: member(seed, 'service account', robot, undefined),
  };
}

export function mini({ id, name, email }: Member): UserMini {
  return { type: 'user', id, name, login: email };
}

/** Ids of items and users have ten to thirteen digits. */
export function numericId(random: Random, digits: number): string {
  return String(random.between(1, 9)) + String(random.integer(10 ** (digits - 1))).padStart(digits - 1, '0');
}

function member(seed: number, key: string, person: Person, department: number | undefined): Member {
  const random = new Random(seed, 'box member', key);
  return {
    ...person,
    id: numericId(random, random.between(10, 11)),
    department,
    ip: `198.51.100.${random.between(2, 250)}`,
    phone: `+1 555 01${random.between(10, 99)}`,
    turn: random.integer(PROMOTION_TRAIN),
  };
}

export function createMember(seed: number, number: number): Member {
  const department = Math.floor(number / DEPARTMENT_SIZE);
  return member(seed, `staff ${number}`, staffMember(seed, number), department);
}

function createDepartment(seed: number, number: number): Department {
  const random = new Random(seed, 'box department', number);
  const round = Math.floor(number / DEPARTMENTS.length);
  const plain = DEPARTMENTS[number % DEPARTMENTS.length] ?? DEPARTMENTS[0];
  const name = round === 0 ? plain : `${plain} ${round + 1}`;
  const lead = createMember(seed, number * DEPARTMENT_SIZE);
  const others = Array.from({ length: DEPARTMENT_SIZE - 1 }, (_, place) =>
    createMember(seed, number * DEPARTMENT_SIZE + place + 1),
  );
  const root = { id: numericId(random, 12), name };
  const folder = (owner: Member, place: number): Item => ({
    type: 'folder',
    id: numericId(random, 12),
    name: FOLDER_NAMES[(place + number) % FOLDER_NAMES.length] ?? FOLDER_NAMES[0],
    parent: root,
    owner,
    department: number,
    size: random.between(1_000, 90_000_000),
    ...(place === 1 && { classification: 'Confidential' }),
  });
  const file = (fileName: string, owner: Member): Item => ({
    type: 'file',
    id: numericId(random, 13),
    name: fileName,
    parent: root,
    owner,
    department: number,
    size: random.between(2_000, 9_000_000),
  });
  const [firstFile, ...files] = STANDING_FILES;
  return {
    number,
    name,
    members: [lead, ...others],
    root,
    folders: [folder(lead, 0), ...others.map((owner, place) => folder(owner, place + 1))],
    files: [file(firstFile, lead), ...files.map((each) => file(each, lead))],
  };
}
