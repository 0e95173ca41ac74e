import * as vscode from 'vscode';
import type { SavedFilter } from '../../webview/explorerProtocol.ts';
import { SECTION, SettingKeys } from '../ids.ts';
import { decodeSavedFilters, LONGEST_NAME, withSavedFilter } from './decodeSavedFilters.ts';

/**
 * Filters with names, in the user's settings. The user's own value only: a folder that was opened must not decide what a name that somebody trusts finds.
 */
export class SavedFilters {
  readonly list = (): readonly SavedFilter[] => decodeSavedFilters(this.#value());

  /** Asks for a name; one that is taken gets this filter instead of its own. */
  readonly save = async (filter: string): Promise<void> => {
    const taken = new Set(this.list().map(({ name }) => name));
    const name = await vscode.window.showInputBox({
      title: vscode.l10n.t('Save Filter'),
      prompt: vscode.l10n.t('Name of the filter'),
      value: this.list().find((saved) => saved.filter === filter)?.name ?? '',
      validateInput: (text) => {
        if (text.trim() === '') return vscode.l10n.t('Enter a name.');
        if (text.trim().length > LONGEST_NAME)
          return vscode.l10n.t('The name is longer than {0} characters.', LONGEST_NAME);
        if (!taken.has(text.trim())) return undefined;
        const message = vscode.l10n.t('There is a filter with this name. It will be replaced.');
        return { message, severity: vscode.InputBoxValidationSeverity.Info };
      },
    });
    if (name !== undefined) await this.#write(withSavedFilter(this.#value(), name.trim(), filter));
  };

  async remove(name: string): Promise<void> {
    await this.#write(withSavedFilter(this.#value(), name, undefined));
  }

  #value(): unknown {
    return vscode.workspace.getConfiguration(SECTION).inspect<unknown>(SettingKeys.SavedFilters)?.globalValue;
  }

  async #write(value: Readonly<Record<string, unknown>>): Promise<void> {
    const target = vscode.ConfigurationTarget.Global;
    await vscode.workspace.getConfiguration(SECTION).update(SettingKeys.SavedFilters, value, target);
  }
}
