import * as vscode from 'vscode';
import { assertNever } from '../../base/assertNever.ts';
import type { Clock } from '../../base/clock.ts';
import { Disposables } from '../../base/emitter.ts';
import type { ConnectionService } from '../../connection/contract.ts';
import { withConnectionIds } from '../../filter/connectionNames.ts';
import { parseFilter } from '../../filter/parseFilter.ts';
import type { Expression } from '../../model/expression.ts';
import type { EventStore } from '../../store/contract.ts';
import type { ExplorerConfig } from '../../webview/explorer/config.ts';
import type { HostMessage, SavedFilter, ViewMessage } from '../../webview/explorerProtocol.ts';
import { pageHtml, resourceRoots, translations } from '../detail/page.ts';
import { PageLoad } from '../detail/pageLoad.ts';
import type { EventRef } from '../detail/uri.ts';
import type { Localizer } from '../localizer.ts';
import type { OutputLog } from '../log.ts';
import { sentenceOf } from '../text/failure.ts';
import { localSentence } from '../text/localSentence.ts';
import { severityWord } from '../text/severityText.ts';
import { Throttle } from '../throttle.ts';
import { ExplorerSession } from './explorerSession.ts';
import type { KeptLook } from './keptLook.ts';
import type { KeptTabs } from './keptTabs.ts';
import { surroundings } from './surroundings.ts';
import { TEXTS } from './texts.ts';
import { decodeViewMessage } from './viewMessage.ts';

/** How often what is around the events (names, gaps, how many are stored) is looked up anew, ms. */
const REFRESH = 5_000;

/** What the view asks for beside events. */
export interface ExplorerActions {
  /** Beside the explorer. */
  open(event: EventRef, focus: boolean): Promise<void>;
  copyLink(filter: string): Promise<void>;
  save(filter: string): Promise<void>;
  addConnection(): Promise<void>;
}

export interface ExplorerDeps {
  readonly store: EventStore;
  readonly connections: Pick<ConnectionService, 'list' | 'onDidChange'>;
  readonly saved: () => readonly SavedFilter[];
  readonly kept: KeptLook;
  readonly tabs: KeptTabs;
  readonly actions: ExplorerActions;
  readonly extensionUri: vscode.Uri;
  readonly clock: Clock;
  readonly log: OutputLog;
  readonly l10n: Localizer;
}

/** One tab. While it is hidden it has no page and no search: it comes back from its configuration. */
export class ExplorerPanel implements vscode.Disposable {
  readonly panel: vscode.WebviewPanel;
  readonly #deps: ExplorerDeps;
  readonly #owned = new Disposables();
  readonly #session: ExplorerSession;
  readonly #loading: PageLoad;
  readonly #refresh: Throttle;
  #config: ExplorerConfig;
  /** The page has the configuration. */
  #shown = false;
  #disposed = false;

  constructor(deps: ExplorerDeps, panel: vscode.WebviewPanel, config: ExplorerConfig) {
    this.#deps = deps;
    this.panel = panel;
    this.#config = config;
    const { webview } = panel;
    this.#session = this.#owned.add(
      new ExplorerSession({
        search: deps.store.search,
        parse: (text) => this.#parse(text),
        unreadable: vscode.l10n.t('This filter cannot be read.'),
        clock: deps.clock,
        post: (message) => this.#post(message),
        sentence: (error) => {
          deps.log.error(`Event Explorer: ${sentenceOf(error)}`);
          return localSentence(sentenceOf(error), deps.l10n);
        },
      }),
    );
    this.#refresh = this.#owned.add(new Throttle(deps.clock, REFRESH, () => this.#run(this.#tellSurroundings())));
    this.#owned.add(deps.store.onDidChange(() => this.#look()));
    this.#owned.add(deps.connections.onDidChange(() => this.#look()));
    this.#owned.add(webview.onDidReceiveMessage((value: unknown) => this.#receive(decodeViewMessage(value))));
    webview.options = { enableScripts: true, localResourceRoots: [...resourceRoots(deps.extensionUri)] };
    this.#loading = this.#owned.add(
      new PageLoad(deps.clock, () => {
        this.#shown = false;
        webview.html = pageHtml(webview, deps.extensionUri, 'explorer');
      }),
    );
    this.#owned.add(panel.onDidChangeViewState(() => this.#setVisible()));
    this.#setVisible();
  }

  get config(): ExplorerConfig {
    return this.#config;
  }

  /** Shows what matches, from the newest on. A filter that cannot be read is for the page to tell, which goes on with the one before. */
  setFilter(filter: string): void {
    if (this.#shown) this.#post({ kind: 'filter', text: filter });
    if (this.#shown && this.#parse(filter) === undefined) return;
    const { anchor: _, ...others } = this.#config;
    this.#config = { ...others, filter };
  }

  focus(part: 'filter' | 'grid'): void {
    this.#post({ kind: 'focus', part });
  }

  /** Saved or recent filters changed. */
  refresh(): void {
    if (this.#shown) this.#run(this.#tellSurroundings());
  }

  dispose(): void {
    this.#disposed = true;
    this.#owned.dispose();
  }

  #setVisible(): void {
    const { visible } = this.panel;
    if (!visible) {
      this.#session.stop();
      this.#shown = false;
    }
    this.#loading.setVisible(visible);
  }

  #look(): void {
    if (this.#shown) this.#refresh.request();
  }

  #receive(message: ViewMessage | undefined): void {
    if (message !== undefined) this.#run(this.#answer(message));
  }

  async #answer(message: ViewMessage): Promise<void> {
    const { actions, kept, tabs } = this.#deps;
    switch (message.kind) {
      case 'ready':
        return this.#answerReady();
      case 'config':
        this.#config = { ...message.config, key: this.#config.key };
        await tabs.keep(this.#config);
        return kept.keepColumns(message.config);
      case 'open':
        return actions.open(message, message.focus);
      case 'copy':
        return vscode.env.clipboard.writeText(message.text);
      case 'copyLink':
        return actions.copyLink(message.text);
      case 'remember':
        await kept.remember(message.text);
        return this.refresh();
      case 'save':
        await actions.save(message.text);
        return this.refresh();
      case 'addConnection':
        return actions.addConnection();
      case 'showLog':
        return this.#deps.log.show();
      case 'search':
        // Commands narrow what is shown now; the whole configuration comes later.
        this.#config = { ...this.#config, filter: message.text };
        return this.#session.receive(message);
      case 'rows':
      case 'wanted':
      case 'follow':
      case 'refresh':
        return this.#session.receive(message);
      default:
        return assertNever(message);
    }
  }

  async #answerReady(): Promise<void> {
    this.#loading.loaded();
    const { l10n } = this.#deps;
    const around = await surroundings(this.#sources());
    if (this.#disposed || !this.panel.visible) return;
    this.#shown = true;
    this.#post({
      kind: 'show',
      config: this.#config,
      surroundings: around,
      severities: ([0, 1, 2, 3, 4, 5, 6] as const).map((severity) => severityWord(severity, l10n)),
      l10n: translations(TEXTS),
      locale: vscode.env.language,
    });
  }

  async #tellSurroundings(): Promise<void> {
    const around = await surroundings(this.#sources());
    if (this.#shown) this.#post({ kind: 'surroundings', surroundings: around });
  }

  #sources(): Parameters<typeof surroundings>[0] {
    const { store, connections, saved, kept, l10n } = this.#deps;
    return { store, connections, saved, history: () => kept.history, l10n };
  }

  #parse(text: string): Expression | undefined {
    const { expression, problems } = parseFilter(text, this.#deps.clock.now());
    return problems.length === 0 ? withConnectionIds(expression, this.#names()) : undefined;
  }

  #names(): ReadonlyMap<string, string> {
    return new Map(this.#deps.connections.list().map(({ config }) => [config.id, config.name]));
  }

  #post(message: HostMessage): void {
    if (!this.#disposed) void this.panel.webview.postMessage(message);
  }

  #run(work: Promise<void>): void {
    work.catch((error: unknown) => {
      this.#deps.log.error(
        `Event Explorer: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
      const sentence = vscode.l10n.t('The Event Explorer could not do that. The log tells why.');
      if (!this.#disposed) void this.#deps.log.tell(sentence);
    });
  }
}
