import type { SQLInputValue } from 'node:sqlite';
import type { Filter } from '../model/filter.ts';

interface LeafCondition {
  /** A condition on `leaf l` joined with `connection c`. */
  readonly sql: string;
  /** The part of it that concerns `connection c` alone. */
  readonly connections: string;
  readonly values: SQLInputValue[];
}

/** Which leaves of the tallies a filter means: every filter so far is a set of leaves, which is why no query has to look at events to filter them. */
export function leafCondition(filter: Filter): LeafCondition {
  const values: SQLInputValue[] = [];
  const among = (column: string, list: readonly (string | number)[] | undefined) => {
    if (list === undefined) return '';
    values.push(JSON.stringify(list));
    return ` AND ${column} IN (SELECT value FROM json_each(?))`;
  };
  const connections = `c.doomed = 0${among('c.name', filter.connections)}`;
  const leaves = among('l.type', filter.types) + among('l.severity', filter.severities);
  return { sql: `l.dead = 0 AND ${connections}${leaves}`, connections, values };
}
