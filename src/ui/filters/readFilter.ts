import * as vscode from 'vscode';
import { withConnectionIds } from '../../filter/connectionNames.ts';
import { parseFilter } from '../../filter/parseFilter.ts';
import type { Expression } from '../../model/expression.ts';
import { escapeLinks, oneLine } from '../text/escape.ts';

/** What a filter asks for. `undefined`: it cannot be understood, which the user is told. `names`: of connections, by id. */
export function readFilter(filter: string, names: ReadonlyMap<string, string>, now: number): Expression | undefined {
  const { expression, problems } = parseFilter(filter, now);
  if (problems.length === 0) return withConnectionIds(expression, names);
  void vscode.window.showErrorMessage(
    vscode.l10n.t('The filter cannot be understood: {0}', escapeLinks(oneLine(filter, 200))),
  );
  return undefined;
}
