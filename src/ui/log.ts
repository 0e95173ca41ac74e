import * as vscode from 'vscode';
import type { Disposable } from '../base/emitter.ts';
import type { Logger } from '../feeds/feed.ts';
import { escapeLinks } from './text/escape.ts';
import { logLine } from './text/logLine.ts';

/** The output channel "Security Event Streams". English; every message becomes one clean line. */
export class OutputLog implements Logger, Disposable {
  readonly #channel: vscode.LogOutputChannel;

  constructor() {
    this.#channel = vscode.window.createOutputChannel('Security Event Streams', { log: true });
  }

  trace(message: string): void {
    this.#channel.trace(logLine(message));
  }
  debug(message: string): void {
    this.#channel.debug(logLine(message));
  }
  info(message: string): void {
    this.#channel.info(logLine(message));
  }
  warn(message: string): void {
    this.#channel.warn(logLine(message));
  }
  error(message: string): void {
    this.#channel.error(logLine(message));
  }

  show(): void {
    this.#channel.show(true);
  }

  /** Tells what went wrong in a sentence, with this log one click away. Resolves when the user has answered. */
  async tell(sentence: string): Promise<void> {
    const showLog = vscode.l10n.t('Show Log');
    if ((await vscode.window.showErrorMessage(escapeLinks(sentence), showLog)) === showLog) this.show();
  }

  dispose(): void {
    this.#channel.dispose();
  }
}
