/** So many ids are remembered at least: ten of the largest pages. */
const LEAST = 5_000;

/** The ids seen last, so that pages which bring nothing new are told from others. */
export class RecentIds {
  /** Two generations: dropping the oldest id at each new one would cost more than decoding an event. */
  #young = new Set<string>();
  #old: ReadonlySet<string> = new Set();

  /** Whether the id is new. */
  add(id: string): boolean {
    const isNew = !this.#young.has(id) && !this.#old.has(id);
    this.#young.add(id);
    if (this.#young.size >= LEAST) {
      this.#old = this.#young;
      this.#young = new Set();
    }
    return isNew;
  }
}
