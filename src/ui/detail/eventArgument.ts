import * as vscode from 'vscode';
import { EVENT_VIEW_TYPE } from './eventEditor.ts';
import { eventOfUri } from './eventUri.ts';
import type { EventRef } from './uri.ts';

/** The event that a command is about: a tree item's row, an event or row itself, a URI, or nothing for the active editor. */
export function eventOfArgument(argument: unknown): EventRef | undefined {
  if (argument === undefined || argument === null) return activeEvent();
  if (argument instanceof vscode.Uri) return eventOfUri(argument);
  if (typeof argument !== 'object') return undefined;
  if ('row' in argument) return refOf(argument.row);
  return refOf(argument);
}

function refOf(value: unknown): EventRef | undefined {
  if (typeof value !== 'object' || value === null || !('connection' in value) || !('id' in value)) return undefined;
  const { connection, id } = value;
  return typeof connection === 'string' && typeof id === 'string' ? { connection, id } : undefined;
}

function activeEvent(): EventRef | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  if (input instanceof vscode.TabInputCustom && input.viewType === EVENT_VIEW_TYPE) return eventOfUri(input.uri);
  if (input instanceof vscode.TabInputText) return eventOfUri(input.uri);
  if (input instanceof vscode.TabInputTextDiff) return eventOfUri(input.modified);
  return undefined;
}
