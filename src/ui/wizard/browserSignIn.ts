import * as vscode from 'vscode';
import type { ConnectionService } from '../../connection/contract.ts';
import type { CredentialPart, Logger } from '../../feeds/feed.ts';
import type { Answers, System } from '../../model/connection.ts';
import { vscodeLocalizer } from '../localizerOfVscode.ts';
import { sentenceOf } from '../text/failure.ts';
import { localSentence } from '../text/localSentence.ts';
import { type Answer, askChoice, type StepFrame } from './quickInput.ts';

/** For which connection somebody signs in, as far as it is known. */
export interface SignInFor {
  readonly system: System;
  readonly endpoint: string;
  readonly options: Answers;
}

type Outcome =
  | { readonly kind: 'signedIn'; readonly parts: Answers }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly message: string };

/** The parts of a credential that come from a sign-in in the browser. */
export class BrowserSignIn {
  readonly #service: Pick<ConnectionService, 'signIn'>;
  readonly #log: Logger;

  constructor(service: Pick<ConnectionService, 'signIn'>, log: Logger) {
    this.#service = service;
    this.#log = log;
  }

  /** With a click before the browser opens: a way back leads here too. After a failure, which it shows, it goes back a step. */
  async ask(frame: StepFrame, part: CredentialPart, who: SignInFor, entered: Answers): Promise<Answer<Answers>> {
    const choice = {
      label: vscode.l10n.t('Sign In With the Browser'),
      detail: vscode.l10n.t('Opens the page of {0}. What it gives is kept in the system keyring.', part.label),
      value: 'open',
      iconPath: new vscode.ThemeIcon('link-external'),
    };
    const placeholder = vscode.l10n.t('Sign in to {0}', part.label);
    const answer = await askChoice(frame, [choice], { placeholder });
    if (answer.kind !== 'value') return answer;
    const outcome = await this.#signIn(who, entered);
    if (outcome.kind === 'signedIn') return { kind: 'value', value: outcome.parts };
    if (outcome.kind === 'cancelled') return this.ask(frame, part, who, entered);
    const message = vscode.l10n.t('The sign-in failed.');
    await vscode.window.showWarningMessage(message, { modal: true, detail: outcome.message });
    return { kind: frame.back ? 'back' : 'cancel' };
  }

  #signIn(who: SignInFor, entered: Answers): Promise<Outcome> {
    const title = vscode.l10n.t('Waiting for the sign-in in the browser');
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    return Promise.resolve(vscode.window.withProgress(options, (_, token) => this.#run(who, entered, token)));
  }

  async #run(who: SignInFor, entered: Answers, token: vscode.CancellationToken): Promise<Outcome> {
    const cancelled = new AbortController();
    const listener = token.onCancellationRequested(() => cancelled.abort());
    // Somebody may copy the address instead and open it elsewhere: whether it was opened says nothing.
    const open = async (url: string) => void (await vscode.env.openExternal(vscode.Uri.parse(url, true)));
    const closing = vscode.l10n.t('You can close this page.');
    try {
      const parts = await this.#service.signIn({ ...who, entered, closing, open }, cancelled.signal);
      return { kind: 'signedIn', parts };
    } catch (error) {
      if (cancelled.signal.aborted) return { kind: 'cancelled' };
      this.#log.warn(`Sign-in with the browser failed: ${sentenceOf(error)}`);
      return { kind: 'failed', message: localSentence(sentenceOf(error), vscodeLocalizer) };
    } finally {
      listener.dispose();
    }
  }
}
