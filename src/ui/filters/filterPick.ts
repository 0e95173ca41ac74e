import * as vscode from 'vscode';
import type { Clock } from '../../base/clock.ts';
import { Disposables } from '../../base/emitter.ts';
import type { Localizer } from '../localizer.ts';
import type { SavedFilters } from '../settings/savedFilters.ts';
import { type FilterItem, filterItems } from './filterItems.ts';

export interface FilterPickDeps {
  readonly saved: SavedFilters;
  /** Filters used before, latest first. */
  readonly used: () => readonly string[];
  readonly clock: Clock;
  readonly l10n: Localizer;
}

type Item = vscode.QuickPickItem & { readonly of: FilterItem };

/** Asks for a filter: typed, saved or used before. `undefined`: nothing was chosen. A text with problems says so while it is typed, and cannot be chosen. */
export function pickFilter(current: string, { saved, used, clock, l10n }: FilterPickDeps): Promise<string | undefined> {
  const own = new Disposables();
  const pick = own.add(vscode.window.createQuickPick<Item>());
  const save: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('save'),
    tooltip: vscode.l10n.t('Save Filter'),
  };
  const remove: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('trash'),
    tooltip: vscode.l10n.t('Delete Saved Filter'),
  };
  const buttons = ({ kind }: FilterItem) =>
    kind === 'saved' ? [remove] : kind === 'typed' || kind === 'used' ? [save] : [];
  const write = () => {
    const known = { saved: saved.list(), used: used() };
    pick.items = filterItems(pick.value, known, clock.now(), l10n).map((of) => {
      const { kind: _kind, ...look } = of;
      // VS Code would hide what it does not find the typed text in.
      return { ...look, of, alwaysShow: true, buttons: 'filter' in of && of.filter !== '' ? buttons(of) : [] };
    });
  };
  pick.title = vscode.l10n.t('Filter Events');
  pick.placeholder = vscode.l10n.t('Words, or fields as in severity:>=high actor:ann after:-24h');
  pick.value = current;
  // A glance at an event must not cost what was typed.
  pick.ignoreFocusOut = true;
  write();
  own.add(pick.onDidChangeValue(write));
  return new Promise((resolve) => {
    const finish = (filter: string | undefined) => {
      resolve(filter);
      own.dispose();
    };
    own.add(
      pick.onDidAccept(() => {
        const [item] = pick.selectedItems;
        if (item && 'filter' in item.of) finish(item.of.filter);
      }),
    );
    own.add(
      pick.onDidTriggerItemButton(async ({ item: { of }, button }) => {
        if (button === remove && of.kind === 'saved') {
          await saved.remove(of.name);
          write();
        } else if ('filter' in of) {
          // Asking for a name takes the place of this list; the filter is used as well.
          finish(of.filter);
          await saved.save(of.filter);
        }
      }),
    );
    own.add(pick.onDidHide(() => finish(undefined)));
    pick.show();
  });
}
