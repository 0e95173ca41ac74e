import type { Company, Member } from './company.ts';
import type { Audience } from './placed.ts';
import type { Subject } from './tokens.ts';

/** Who exists and what they may do. */
export class Directory {
  readonly company: Company;
  /** Whether the application has the scope to manage enterprise properties. */
  managesEnterprise = true;
  readonly #byId: ReadonlyMap<string, Member>;
  readonly #admins: ReadonlySet<string>;

  constructor(company: Company) {
    this.company = company;
    const members = company.departments.flatMap((department) => department.members);
    this.#byId = new Map([...members, ...company.admins, company.service].map((member) => [member.id, member]));
    this.#admins = new Set([...company.admins, company.service].map(({ id }) => id));
  }

  /** An administrator. */
  get admin(): Member {
    return this.company.admins[0];
  }

  /** Somebody without rights. */
  get user(): Member {
    return this.company.departments[0].members[0];
  }

  find(id: string): Member | undefined {
    return this.#byId.get(id);
  }

  isAdmin({ userId }: Subject): boolean {
    return this.#admins.has(userId);
  }

  /** Whether the streams of this person have the event. */
  concerns(userId: string, audience: Audience | undefined): boolean {
    if (audience === undefined || audience.people.includes(userId)) return true;
    return audience.department !== undefined && audience.department === this.find(userId)?.department;
  }
}
