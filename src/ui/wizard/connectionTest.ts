import * as vscode from 'vscode';
import type { ConnectionService } from '../../connection/contract.ts';
import type { Logger } from '../../feeds/feed.ts';
import type { ConnectionConfig } from '../../model/connection.ts';
import { vscodeLocalizer } from '../localizerOfVscode.ts';
import { escapeLinks } from '../text/escape.ts';
import { isFeedError, sentenceOf } from '../text/failure.ts';
import { localSentence } from '../text/localSentence.ts';

const TIMEOUT_MS = 30_000;

export type TestOutcome =
  | { readonly kind: 'ok' }
  | { readonly kind: 'cancelled' }
  /** `why`: the feed error's kind, where it was one. `message`: a sentence for people. */
  | { readonly kind: 'failed'; readonly why: string; readonly message: string };

/** Proves endpoint and credential, with progress that can be cancelled; see `ConnectionService.test`. */
export function testConnection(
  service: ConnectionService,
  config: ConnectionConfig,
  secret: string | undefined,
  log: Logger,
  onRenewed?: (secret: string) => void,
): Promise<TestOutcome> {
  const title = vscode.l10n.t('Testing "{0}"…', escapeLinks(config.name));
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return Promise.resolve(
    vscode.window.withProgress(options, (_, token) =>
      run((signal) => service.test(config, secret, signal, onRenewed), config, log, token),
    ),
  );
}

async function run(
  test: (signal: AbortSignal) => Promise<void>,
  config: ConnectionConfig,
  log: Logger,
  token: vscode.CancellationToken,
): Promise<TestOutcome> {
  const cancelled = new AbortController();
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const listener = token.onCancellationRequested(() => cancelled.abort());
  try {
    await test(AbortSignal.any([cancelled.signal, timeout]));
    // An aborted test may just end.
    return outcomeOfAbort(cancelled.signal, timeout) ?? { kind: 'ok' };
  } catch (error) {
    const aborted = outcomeOfAbort(cancelled.signal, timeout);
    if (aborted) return aborted;
    log.warn(`Test of connection ${config.id} failed: ${sentenceOf(error)}`);
    return {
      kind: 'failed',
      why: isFeedError(error) ? error.kind : 'unknown',
      message: localSentence(sentenceOf(error), vscodeLocalizer),
    };
  } finally {
    listener.dispose();
  }
}

function outcomeOfAbort(cancelled: AbortSignal, timeout: AbortSignal): TestOutcome | undefined {
  if (cancelled.aborted) return { kind: 'cancelled' };
  if (!timeout.aborted) return undefined;
  return {
    kind: 'failed',
    why: 'network',
    message: vscode.l10n.t('The server did not answer within {0} seconds.', TIMEOUT_MS / 1000),
  };
}
