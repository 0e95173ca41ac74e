/** A screen reader is told something at most so often, ms. */
const INTERVAL = 5_000;

/** Says what happens, politely: only the latest of what came within the interval. */
export class Announcer {
  readonly #region: HTMLElement;
  #next: string | undefined;
  #waiting = false;

  constructor(region: HTMLElement) {
    this.#region = region;
    region.className = 'hidden';
    region.setAttribute('role', 'status');
  }

  say(text: string): void {
    if (this.#waiting) {
      this.#next = text;
      return;
    }
    this.#region.textContent = text;
    this.#waiting = true;
    setTimeout(() => {
      this.#waiting = false;
      const next = this.#next;
      this.#next = undefined;
      if (next !== undefined) this.say(next);
    }, INTERVAL);
  }
}
