import * as vscode from 'vscode';
import type { EventRow } from '../../model/event.ts';
import { EVENT_SCHEME, type EventRef, eventPath, parseEventPath } from './uri.ts';

/** The document of an event; its summary is the label of the tab. */
export function eventUri(event: Pick<EventRow, 'connection' | 'id' | 'summary'>): vscode.Uri {
  return vscode.Uri.from({ scheme: EVENT_SCHEME, path: eventPath(event, event.summary) });
}

/** The event that a URI names; undefined for a URI of something else. */
export function eventOfUri(uri: vscode.Uri): EventRef | undefined {
  return uri.scheme === EVENT_SCHEME ? parseEventPath(uri.path) : undefined;
}

/**
 * What a tree item runs when it is clicked. VS Code's own command rather than ours: only for it does a tree tell a click (preview tab) from a
 * double click (a tab that stays).
 */
export function openEventCommand(event: Pick<EventRow, 'connection' | 'id' | 'summary'>): vscode.Command {
  return {
    command: 'vscode.open',
    title: vscode.l10n.t('Open Event'),
    arguments: [eventUri(event), { preview: true }],
  };
}
