/** So many ids are remembered: ten of Box's largest pages. */
const MOST = 5_000;

/** The ids seen last, so that pages which bring nothing new are told from others. */
export class RecentIds {
  readonly #ids = new Set<string>();

  /** Whether the id is new. */
  add(id: string): boolean {
    const isNew = !this.#ids.delete(id);
    this.#ids.add(id);
    if (this.#ids.size > MOST) for (const oldest of this.#ids) return this.#ids.delete(oldest) && isNew;
    return isNew;
  }
}
