/** One request as a simulator answered it. Holds no credential: neither headers nor bodies, and of the query only known parameters. */
export interface SimulatorRequest {
  /** ms since the epoch. */
  readonly time: number;
  readonly method: string;
  readonly path: string;
  /** Values of the protocol's own parameters; any other shows as `?`. */
  readonly query: Readonly<Record<string, string>>;
  /** The header of that name, where one came. */
  readonly lastEventId?: string;
  readonly status: number;
}

const LIMIT = 2_000;

export class RequestLog<R extends SimulatorRequest = SimulatorRequest> {
  readonly entries: R[] = [];
  readonly #listener: ((request: R) => void) | undefined;

  constructor(listener?: (request: R) => void) {
    this.#listener = listener;
  }

  add(request: R): void {
    this.entries.push(request);
    if (this.entries.length > LIMIT) this.entries.shift();
    this.#listener?.(request);
  }
}

/** `shown`: the parameters that may be seen. */
export function shownQuery(parameters: URLSearchParams, shown: ReadonlySet<string>): Record<string, string> {
  return Object.fromEntries([...parameters].map(([name, value]) => [name, shown.has(name) ? value : '?']));
}
