import type { ExplorerKey, Translate } from '../strings.ts';
import type { ColumnName } from './columns.ts';

const TITLES: Readonly<Record<ColumnName, ExplorerKey>> = {
  time: 'Time',
  severity: 'Severity',
  type: 'Type',
  activity: 'Activity',
  status: 'Status',
  actor: 'Actor',
  target: 'Target',
  summary: 'Summary',
  connection: 'Connection',
};

export function columnTitle(name: ColumnName, t: Translate): string {
  return t(TITLES[name]);
}
