/** An answer that a test puts in place of the right one. */
export interface Fault {
  /** `/oauth2/token` or `/mra/stream/v2/events`. */
  readonly path: string;
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** How many requests it meets; 1 when missing. */
  readonly times?: number;
}

export class Faults {
  readonly #left: { readonly fault: Fault; times: number }[] = [];

  add(fault: Fault): void {
    this.#left.push({ fault, times: fault.times ?? 1 });
  }

  /** The fault that this request meets, which it uses up. */
  take(path: string): Fault | undefined {
    const found = this.#left.find((each) => each.fault.path === path && each.times > 0);
    if (found === undefined) return undefined;
    found.times--;
    return found.fault;
  }
}
