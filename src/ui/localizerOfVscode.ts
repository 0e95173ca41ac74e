import * as vscode from 'vscode';
import type { Localizer } from './localizer.ts';

/** Translations of the user's display language. */
export const vscodeLocalizer: Localizer = { t: (message, ...args) => vscode.l10n.t(message, ...args) };
