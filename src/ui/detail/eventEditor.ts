import * as vscode from 'vscode';
import { assertNever } from '../../base/assertNever.ts';
import type { Clock } from '../../base/clock.ts';
import { Disposables } from '../../base/emitter.ts';
import type { EventStore, StoreChange } from '../../store/contract.ts';
import type { DetailView, HostMessage, ViewMessage } from '../../webview/protocol.ts';
import { Latest } from '../latest.ts';
import type { OutputLog } from '../log.ts';
import { sentenceOf } from '../text/failure.ts';
import { Throttle } from '../throttle.ts';
import { type DetailSources, detailView, related } from './detailView.ts';
import { eventOfUri } from './eventUri.ts';
import { pageHtml, resourceRoots, translations } from './page.ts';
import { PageLoad } from './pageLoad.ts';
import type { EventRef } from './uri.ts';
import { decodeViewMessage } from './viewMessage.ts';

/** As in `contributes.customEditors`. */
export const EVENT_VIEW_TYPE = 'securityEvents.event';

/** How often what relates to an open event is looked up again while events stream in, ms. */
const REFRESH = 1_000;

/** What the view asks for and the commands do. */
export interface EventActions {
  open(event: EventRef): Promise<void>;
  openText(event: EventRef): Promise<void>;
  comparePrevious(event: EventRef): Promise<void>;
  copyJson(event: EventRef): Promise<void>;
}

export interface EventEditorDeps extends DetailSources {
  readonly store: EventStore;
  readonly extensionUri: vscode.Uri;
  readonly clock: Clock;
  readonly log: OutputLog;
}

/** Opens events in the webview. Nothing is kept while a tab is hidden: the view comes back from its own state and a new `show`. */
export class EventEditorProvider implements vscode.CustomReadonlyEditorProvider {
  readonly #deps: EventEditorDeps;
  readonly #actions: EventActions;

  constructor(deps: EventEditorDeps, actions: EventActions) {
    this.#deps = deps;
    this.#actions = actions;
  }

  openCustomDocument(uri: vscode.Uri): vscode.CustomDocument {
    return { uri, dispose: () => undefined };
  }

  resolveCustomEditor(document: vscode.CustomDocument, panel: vscode.WebviewPanel): void {
    const editor = new EventEditor(this.#deps, this.#actions, document.uri, panel);
    panel.onDidDispose(() => editor.dispose());
  }
}

/** One open tab. */
class EventEditor {
  readonly #deps: EventEditorDeps;
  readonly #actions: EventActions;
  readonly #panel: vscode.WebviewPanel;
  readonly #ref: EventRef | undefined;
  readonly #owned = new Disposables();
  readonly #refresh: Throttle;
  readonly #showing = new Latest(() => this.#answerReady());
  readonly #loading: PageLoad;
  #disposed = false;
  #removed = false;

  constructor(deps: EventEditorDeps, actions: EventActions, uri: vscode.Uri, panel: vscode.WebviewPanel) {
    this.#deps = deps;
    this.#actions = actions;
    this.#panel = panel;
    this.#ref = eventOfUri(uri);
    this.#refresh = this.#owned.add(new Throttle(deps.clock, REFRESH, () => this.#run(this.#update())));
    this.#owned.add(deps.store.onDidChange((change) => this.#changed(change)));
    const { webview } = panel;
    this.#owned.add(
      webview.onDidReceiveMessage((value: unknown) => this.#run(this.#receive(decodeViewMessage(value)))),
    );
    webview.options = { enableScripts: true, localResourceRoots: resourceRoots(deps.extensionUri) };
    this.#loading = this.#owned.add(
      new PageLoad(deps.clock, () => {
        webview.html = pageHtml(webview, deps.extensionUri);
      }),
    );
    this.#owned.add(panel.onDidChangeViewState(() => this.#loading.setVisible(panel.visible)));
    this.#loading.setVisible(panel.visible);
  }

  dispose(): void {
    this.#disposed = true;
    this.#owned.dispose();
  }

  /** Hidden tabs have no view: it asks anew when it is shown. */
  #changed(change: StoreChange): void {
    this.#removed ||= change.removed;
    if (this.#panel.visible) this.#refresh.request();
  }

  async #receive(message: ViewMessage | undefined): Promise<void> {
    if (message?.kind === 'ready') {
      this.#loading.loaded();
      return this.#showing.run();
    }
    if (message?.kind === 'showLog') return this.#deps.log.show();
    if (message === undefined || this.#ref === undefined) return;
    switch (message.kind) {
      case 'copy':
        return vscode.env.clipboard.writeText(message.text);
      case 'copyJson':
        return this.#actions.copyJson(this.#ref);
      case 'open':
        return this.#actions.open(message);
      case 'comparePrevious':
        return this.#actions.comparePrevious(this.#ref);
      case 'openText':
        return this.#actions.openText(this.#ref);
      default:
        return assertNever(message);
    }
  }

  async #answerReady(): Promise<void> {
    const detail = this.#ref && (await this.#read(this.#ref));
    if (detail === undefined) return this.#sayGone();
    if ('failure' in detail) {
      return this.#post({ kind: 'gone', message: detail.failure, showLog: vscode.l10n.t('Show Log') });
    }
    await this.#post({ kind: 'show', detail, l10n: translations(), locale: vscode.env.language });
  }

  /** A failure is told on the page: an empty one would say nothing. */
  async #read(ref: EventRef): Promise<DetailView | { readonly failure: string } | undefined> {
    try {
      return await detailView(this.#deps, ref);
    } catch (error) {
      this.#deps.log.error(`Event editor: ${sentenceOf(error)}`);
      return { failure: vscode.l10n.t('The event cannot be shown. The log tells why.') };
    }
  }

  async #update(): Promise<void> {
    const ref = this.#ref;
    if (ref === undefined || !this.#panel.visible) return;
    if (this.#removed) {
      this.#removed = false;
      if ((await this.#deps.store.document(ref.connection, ref.id)) === undefined) return this.#sayGone();
    }
    await this.#post({ kind: 'related', ...(await related(this.#deps, ref)) });
  }

  #sayGone(): Promise<void> {
    return this.#post({ kind: 'gone', message: vscode.l10n.t('This event is not stored any more.') });
  }

  async #post(message: HostMessage): Promise<void> {
    if (!this.#disposed) await this.#panel.webview.postMessage(message);
  }

  #run(work: Promise<void>): void {
    work.catch((error: unknown) => {
      this.#deps.log.error(`Event editor: ${sentenceOf(error)}`);
      if (!this.#disposed) void this.#deps.log.tell(vscode.l10n.t('The event cannot be shown. The log tells why.'));
    });
  }
}
