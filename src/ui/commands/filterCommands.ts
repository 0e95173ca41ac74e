import * as vscode from 'vscode';
import type { Clock } from '../../base/clock.ts';
import type { EventsModel } from '../events/eventsModel.ts';
import type { ShownEvents } from '../events/shownEvents.ts';
import type { ViewState } from '../events/viewState.ts';
import { pickFilter } from '../filters/filterPick.ts';
import { readFilter } from '../filters/readFilter.ts';
import { Commands, Views } from '../ids.ts';
import type { Localizer } from '../localizer.ts';
import type { SavedFilters } from '../settings/savedFilters.ts';
import type { CommandRunner } from './runner.ts';

/** Filters that are used before, shared with the explorer. */
export interface FilterHistory {
  readonly history: readonly string[];
  remember(filter: string): Promise<void>;
}

export interface FilterCommandsDeps {
  readonly model: EventsModel;
  readonly shown: ShownEvents;
  readonly kept: ViewState;
  readonly saved: SavedFilters;
  readonly used: FilterHistory;
  readonly names: () => ReadonlyMap<string, string>;
  readonly redrawn: () => void;
  readonly clock: Clock;
  readonly l10n: Localizer;
}

/** The filter of the Events view that is written in the filter language. */
export class FilterCommands {
  readonly #deps: FilterCommandsDeps;

  constructor(deps: FilterCommandsDeps) {
    this.#deps = deps;
  }

  register(runner: CommandRunner): void {
    runner.register(Commands.FilterEvents, (argument) =>
      typeof argument === 'string' ? this.apply(argument) : this.#ask(),
    );
  }

  /** Shows what matches. A filter with problems changes nothing, and that is said. Empty: everything. Rejects with a StoreError. */
  async apply(text: string): Promise<void> {
    const { clock, kept, model, names, redrawn, shown, used } = this.#deps;
    const expression = readFilter(text, names(), clock.now());
    if (!expression) return;
    const all = expression.kind === 'all';
    // Until then the tree shows what it showed before.
    const isLatest = await vscode.window.withProgress({ location: { viewId: Views.Events } }, () =>
      shown.show(all ? undefined : expression),
    );
    if (!isLatest) return;
    model.replaced(shown.tallies);
    await kept.keepText(all ? '' : text);
    redrawn();
    await used.remember(text);
  }

  async #ask(): Promise<void> {
    const { clock, kept, l10n, saved, used } = this.#deps;
    const filter = await pickFilter(kept.text, { saved, used: () => used.history, clock, l10n });
    if (filter !== undefined) await this.apply(filter);
  }
}
