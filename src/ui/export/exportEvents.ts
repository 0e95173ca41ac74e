import { randomBytes } from 'node:crypto';
import type { Clock } from '../../base/clock.ts';
import { encoderOf } from '../../export/encoder.ts';
import type { Files } from '../../export/fileWriter.ts';
import type { Format, Origin } from '../../export/form.ts';
import { Redactor } from '../../export/redact/redactor.ts';
import { type Exported, runExport } from '../../export/run.ts';
import { timeRangeOf } from '../../filter/editFilter.ts';
import type { Expression } from '../../model/expression.ts';
import type { EventStore } from '../../store/contract.ts';
import { knownGaps } from './knownGaps.ts';
import { searchedThrough, viewSource } from './viewSource.ts';

export interface Wish {
  readonly file: string;
  readonly format: Format;
  readonly redacted: boolean;
  readonly expression: Expression;
  /** The expression as a person wrote it; empty for everything. */
  readonly filter: string;
}

/** Where an export stands: looking for events, or writing them. `part`: 0 to 1. */
export interface ExportProgress {
  readonly stage: 'searching' | 'writing';
  readonly part: number;
  readonly events: number;
}

/** What an export is made from. */
export interface ExportSources {
  readonly store: Pick<EventStore, 'search' | 'gaps'>;
  /** The connections, by id. */
  readonly origins: () => ReadonlyMap<string, Origin>;
  readonly clock: Clock;
  /** Of the extension. */
  readonly version: string;
  readonly files?: Files;
}

/** Exports what the store holds. */
export class EventExport {
  readonly #store: Pick<EventStore, 'search' | 'gaps'>;
  readonly #origins: () => ReadonlyMap<string, Origin>;
  readonly #clock: Clock;
  readonly #version: string;
  readonly #files: Files | undefined;

  constructor(deps: ExportSources) {
    this.#store = deps.store;
    this.#origins = deps.origins;
    this.#clock = deps.clock;
    this.#version = deps.version;
    this.#files = deps.files;
  }

  /** `undefined`: cancelled. Rejects with an ExportError or a StoreError; then, as when it is cancelled, there is no file. */
  async run(
    { file, format, redacted, expression, filter }: Wish,
    progress: (now: ExportProgress) => void,
    signal: AbortSignal,
  ): Promise<Exported | undefined> {
    const key = randomBytes(32);
    const redactor = redacted ? new Redactor(key) : undefined;
    const clean = (text: string) => redactor?.text(text) ?? text;
    // People name connections, and ask for addresses.
    const origins = new Map(
      [...this.#origins()].map(([id, origin]) => [id, { ...origin, name: clean(origin.name) }] as const),
    );
    const form = { format, origins, ...(redacted && { redactionKey: key }) };
    const encoder = encoderOf(form);
    const exported = this.#clock.now();
    const view = await this.#store.search.open(expression);
    try {
      const searched = await searchedThrough(view, this.#clock, signal, (part) =>
        progress({ stage: 'searching', part, events: 0 }),
      );
      if (signal.aborted) return undefined;
      const { total } = view.state;
      return await runExport(
        {
          file,
          source: viewSource(view, form),
          encoder,
          beginning: { format, version: this.#version, exported, filter: clean(filter), redacted, origins, searched },
          gaps: () => knownGaps(this.#store, origins.keys(), timeRangeOf(expression)),
          ...(this.#files && { files: this.#files }),
        },
        (events) => progress({ stage: 'writing', part: total === 0 ? 1 : events / total, events }),
        signal,
      );
    } finally {
      view.dispose();
    }
  }
}
