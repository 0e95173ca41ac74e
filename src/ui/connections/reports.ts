import * as vscode from 'vscode';
import { Disposables } from '../../base/emitter.ts';

const SCHEME = 'security-event-report';
/** Reports kept for tabs that are open; the oldest goes first. */
const MOST = 20;

/** Shows JSON made for a person in a read-only editor, which never asks to be saved. */
export class Reports implements vscode.Disposable {
  readonly #own = new Disposables();
  readonly #changed = this.#own.add(new vscode.EventEmitter<vscode.Uri>());
  readonly #texts = new Map<string, string>();

  constructor() {
    const provider: vscode.TextDocumentContentProvider = {
      onDidChange: this.#changed.event,
      provideTextDocumentContent: (uri) =>
        this.#texts.get(uri.path) ??
        vscode.l10n.t('This report was made by an earlier session. Open it again from the Connections view.'),
    };
    this.#own.add(vscode.workspace.registerTextDocumentContentProvider(SCHEME, provider));
  }

  async show(title: string, json: string): Promise<void> {
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${title.replace(/[\\/:*?"<>|]+/g, ' ').trim()}.json` });
    this.#texts.delete(uri.path);
    this.#texts.set(uri.path, json);
    for (const oldest of this.#texts.keys()) {
      if (this.#texts.size <= MOST) break;
      this.#texts.delete(oldest);
    }
    this.#changed.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(await vscode.languages.setTextDocumentLanguage(document, 'json'), {
      preview: true,
    });
  }

  dispose(): void {
    this.#own.dispose();
  }
}
