/** One request as the simulator answered it. Holds no credential: neither headers nor bodies, and of the query only known parameters. */
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

const SHOWN = new Set(['id', 'start_time', 'types']);
const LIMIT = 2_000;

export class RequestLog {
  readonly entries: SimulatorRequest[] = [];
  readonly #listener: ((request: SimulatorRequest) => void) | undefined;

  constructor(listener?: (request: SimulatorRequest) => void) {
    this.#listener = listener;
  }

  add(request: SimulatorRequest): void {
    this.entries.push(request);
    if (this.entries.length > LIMIT) this.entries.shift();
    this.#listener?.(request);
  }
}

export function shownQuery(parameters: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...parameters].map(([name, value]) => [name, SHOWN.has(name) ? value : '?']));
}
