import * as vscode from 'vscode';
import type { ConnectionService, ConnectionView } from '../../connection/contract.ts';
import { stateLook } from '../connections/stateText.ts';
import { themeIcon } from '../icons.ts';
import { vscodeLocalizer } from '../localizerOfVscode.ts';
import { escapeIcons } from '../text/escape.ts';
import { connectionOf } from './argument.ts';

/**
 * The connection that a command is about: its argument, or what the user picks. `undefined`: nothing to do. Those that do not fit are offered too, behind the others,
 * where `unfit` says why: what to do when one is chosen is the command's to know.
 */
export async function pickConnection(
  service: ConnectionService,
  argument: unknown,
  placeHolder: string,
  fits: (view: ConnectionView) => boolean = () => true,
  unfit?: (view: ConnectionView) => string | undefined,
): Promise<ConnectionView | undefined> {
  const given = connectionOf(argument, service);
  if (given) return given;
  const all = service.list();
  const others = unfit ? all.filter((view) => !fits(view)) : [];
  const views = [...all.filter(fits), ...others];
  if (views.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is no connection to do this with.'));
    return undefined;
  }
  const items = views.map((view) => {
    const look = stateLook(view.state, vscodeLocalizer);
    const detail = others.includes(view) ? unfit?.(view) : undefined;
    return {
      label: escapeIcons(view.config.name),
      description: look.word,
      ...(detail !== undefined && { detail }),
      iconPath: themeIcon(look),
      view,
    };
  });
  return (await vscode.window.showQuickPick(items, { placeHolder, matchOnDescription: true }))?.view;
}
