/** Which requests a fault meets. */
export interface FaultTarget {
  /** Of the request, without its query. */
  readonly path: string;
  /** Any when missing. */
  readonly method?: string;
  /** How many requests it meets; 1 when missing. */
  readonly times?: number;
}

/** An answer that a test puts in place of the right one. */
export interface Fault extends FaultTarget {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export class Faults<F extends FaultTarget = Fault> {
  readonly #left: { readonly fault: F; times: number }[] = [];

  add(fault: F): void {
    this.#left.push({ fault, times: fault.times ?? 1 });
  }

  /** The fault that this request meets, which it uses up. */
  take(path: string, method?: string, fits: (fault: F) => boolean = () => true): F | undefined {
    const found = this.#left.find(
      ({ fault, times }) =>
        times > 0 && fault.path === path && (fault.method === undefined || fault.method === method) && fits(fault),
    );
    if (found === undefined) return undefined;
    found.times--;
    return found.fault;
  }
}
