import { homedir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Clock } from '../../base/clock.ts';
import { CSV_HEADINGS, csvRow } from '../../export/csv.ts';
import { EXTENSIONS, FORMATS, type Format } from '../../export/form.ts';
import type { EventStore } from '../../store/contract.ts';
import { eventOfArgument } from '../detail/eventArgument.ts';
import { readFilter } from '../filters/readFilter.ts';
import { vscodeLocalizer } from '../localizerOfVscode.ts';
import { escapeIcons, escapeLinks } from '../text/escape.ts';
import type { Times } from '../text/times.ts';
import { EventExport, type ExportSources, type Wish } from './exportEvents.ts';
import { formatText, outcomeText, progressText } from './exportText.ts';
import { filterArgument } from './filterArgument.ts';

/** A glance elsewhere must not cost the answers that were given. */
const LASTING = { ignoreFocusOut: true };

/** "Export Events…", and an event as a row of CSV for the clipboard. */
export class ExportCommands {
  readonly #exporting: EventExport;
  readonly #store: Pick<EventStore, 'event'>;
  readonly #current: () => string;
  readonly #names: () => ReadonlyMap<string, string>;
  readonly #clock: Clock;
  readonly #times: Times;

  /** `current`: the filter of what the user sees at the moment; empty for everything. `names`: of connections, by id. */
  constructor(
    deps: ExportSources & {
      readonly store: Pick<EventStore, 'event'>;
      readonly current: () => string;
      readonly names: () => ReadonlyMap<string, string>;
      readonly times: Times;
    },
  ) {
    this.#exporting = new EventExport(deps);
    this.#store = deps.store;
    this.#current = deps.current;
    this.#names = deps.names;
    this.#clock = deps.clock;
    this.#times = deps.times;
  }

  /** `argument`: a text of the filter language, or `{ filter }` with one; else what is filtered at the moment, if the user wants that. */
  async export(argument: unknown): Promise<void> {
    const filter = filterArgument(argument) ?? (await this.#pickScope());
    if (filter === undefined) return;
    const expression = readFilter(filter, this.#names(), this.#clock.now());
    if (!expression) return;
    const format = await pickFormat();
    const redacted = format && (await pickRedaction());
    if (redacted === undefined || format === undefined) return;
    const file = await this.#pickFile(format);
    if (file) await this.#run({ expression, filter, format, redacted, file });
  }

  /** With the headings, so that it can be pasted into an empty sheet. */
  async copyAsCsv(argument: unknown): Promise<void> {
    const ref = eventOfArgument(argument);
    const event = ref && (await this.#store.event(ref.connection, ref.id));
    if (event === undefined) {
      const message = ref
        ? vscode.l10n.t('This event is not stored any more.')
        : vscode.l10n.t('Open an event, or choose one in the Events view, first.');
      void vscode.window.showInformationMessage(message);
      return;
    }
    await vscode.env.clipboard.writeText(CSV_HEADINGS + csvRow(event));
    vscode.window.setStatusBarMessage(vscode.l10n.t('CSV row copied'), 2_000);
  }

  /** `undefined`: neither. */
  async #pickScope(): Promise<string | undefined> {
    const current = this.#current().trim();
    if (current === '') return '';
    const items = [
      { label: vscode.l10n.t('The filtered events'), detail: escapeIcons(current), filter: current },
      { label: vscode.l10n.t('All stored events'), detail: '', filter: '' },
    ];
    const title = vscode.l10n.t('Export Events');
    const placeHolder = vscode.l10n.t('Which events to export');
    return (await vscode.window.showQuickPick(items, { ...LASTING, title, placeHolder }))?.filter;
  }

  async #pickFile(format: Format): Promise<string | undefined> {
    const day = new Date(this.#clock.now()).toISOString().slice(0, 10);
    const name = `security-events-${day}.${EXTENSIONS[format]}`;
    // A path of this machine: the dialog of a remote window would else be about that machine, whose files are out of reach here. Not the workspace, from where events
    // would be committed.
    const ending = EXTENSIONS[format].split('.').at(-1) ?? '';
    const uri = await vscode.window.showSaveDialog({
      defaultUri: vscode.Uri.file(path.join(homedir(), name)),
      filters: { [formatText(format, vscodeLocalizer).label]: [ending] },
      saveLabel: vscode.l10n.t('Export'),
      title: vscode.l10n.t('Export Events'),
    });
    if (uri === undefined || uri.scheme === 'file') return uri?.fsPath;
    void vscode.window.showErrorMessage(
      vscode.l10n.t('Events can be exported to a folder of this machine only. Choose another place.'),
    );
    return undefined;
  }

  async #run(wish: Wish): Promise<void> {
    const title = vscode.l10n.t('Exporting events');
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    const done = await vscode.window.withProgress(options, (progress, token) => {
      const cancelled = new AbortController();
      token.onCancellationRequested(() => cancelled.abort());
      let shown = 0;
      let told = Number.NEGATIVE_INFINITY;
      return this.#exporting.run(
        wish,
        (now) => {
          if (this.#clock.now() - told < 100) return;
          told = this.#clock.now();
          const percent = now.stage === 'writing' ? Math.floor(now.part * 100) : 0;
          progress.report({ message: progressText(now, this.#times, vscodeLocalizer), increment: percent - shown });
          shown = percent;
        },
        cancelled.signal,
      );
    });
    if (!done) {
      void vscode.window.showInformationMessage(vscode.l10n.t('The export was cancelled. No file was written.'));
      return;
    }
    const file = escapeLinks(path.basename(wish.file));
    const reveal = vscode.l10n.t('Reveal');
    const open = vscode.l10n.t('Open');
    const message = outcomeText(done, file, this.#times, vscodeLocalizer);
    const show = done.searched < 1 ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
    const choice = await show(message, reveal, open);
    const uri = vscode.Uri.file(wish.file);
    if (choice === reveal) await vscode.commands.executeCommand('revealFileInOS', uri);
    if (choice === open) await vscode.commands.executeCommand('vscode.open', uri);
  }
}

async function pickFormat(): Promise<Format | undefined> {
  const items = FORMATS.map((format) => ({ ...formatText(format, vscodeLocalizer), format }));
  const title = vscode.l10n.t('Export Events');
  const placeHolder = vscode.l10n.t('Format');
  return (await vscode.window.showQuickPick(items, { ...LASTING, title, placeHolder, matchOnDetail: true }))?.format;
}

async function pickRedaction(): Promise<boolean | undefined> {
  const items = [
    {
      label: vscode.l10n.t('As they are'),
      detail: vscode.l10n.t('Nothing is replaced; raw texts are exact.'),
      redacted: false,
    },
    {
      label: vscode.l10n.t('Redacted'),
      detail: vscode.l10n.t('E-mail and IP addresses, GUIDs and devices become tokens. Names of people stay.'),
      redacted: true,
    },
  ];
  const title = vscode.l10n.t('Export Events');
  const placeHolder = vscode.l10n.t('Persons and devices in the export');
  return (await vscode.window.showQuickPick(items, { ...LASTING, title, placeHolder }))?.redacted;
}
