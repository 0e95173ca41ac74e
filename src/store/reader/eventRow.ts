import type { DatabaseSync, StatementSync } from 'node:sqlite';
import * as v from 'valibot';
import type { AttributeChange, EventRow, Party, SecurityEvent } from '../../model/event.ts';
import type { Severity } from '../../model/severity.ts';
import { integer, maybeText, type Row, text } from '../columns.ts';

const COLUMNS = `e.seq, c.name AS connection, s.name AS stream, e.id, e.time, e.received, l.type, l.severity, a.activity, a.status, a.vendor_severity,
  pa.kind AS actor_kind, pa.vendor_id AS actor_id, pa.name AS actor_name,
  pt.kind AS target_kind, pt.vendor_id AS target_id, pt.name AS target_name,
  ps.kind AS subject_kind, ps.vendor_id AS subject_id, ps.name AS subject_name, e.summary, e.link,
  d.email AS owner`;

const FROM = `FROM event e JOIN leaf l ON l.id = e.leaf AND l.dead = 0 JOIN connection c ON c.id = e.connection JOIN stream s ON s.id = e.stream
  JOIN aspect a ON a.id = e.aspect LEFT JOIN party pa ON pa.id = e.actor LEFT JOIN party pt ON pt.id = e.target LEFT JOIN party ps ON ps.id = e.subject
  LEFT JOIN directory d ON d.connection = e.connection AND d.kind = pt.kind AND d.id = pt.vendor_id
  WHERE e.seq = ?`;

const CHANGES = v.array(v.object({ name: v.string(), from: v.optional(v.string()), to: v.optional(v.string()) }));

/** Puts stored events together again, one at a time by `seq`. What was cleared is not there. */
export class Events {
  readonly #row: StatementSync;
  readonly #whole: StatementSync;

  constructor(db: DatabaseSync) {
    this.#row = db.prepare(`SELECT ${COLUMNS} ${FROM}`);
    this.#whole = db.prepare(`SELECT ${COLUMNS}, e.changes, e.raw ${FROM}`);
  }

  row(seq: number): EventRow | undefined {
    const row = this.#row.get(seq);
    return row && decode(row);
  }

  whole(seq: number): SecurityEvent | undefined {
    const row = this.#whole.get(seq);
    if (!row) return undefined;
    const changes = maybeText(row.changes);
    return { ...decode(row), changes: changes === undefined ? [] : decodeChanges(changes), raw: text(row.raw) };
  }
}

function decode(row: Row): EventRow {
  return {
    seq: integer(row.seq),
    connection: text(row.connection),
    stream: text(row.stream),
    id: text(row.id),
    time: integer(row.time),
    receivedTime: integer(row.received),
    type: text(row.type),
    severity: severity(integer(row.severity)),
    activity: text(row.activity),
    ...given('status', maybeText(row.status)),
    ...given('vendorSeverity', maybeText(row.vendor_severity)),
    ...given('actor', party(maybeText(row.actor_kind), maybeText(row.actor_id), maybeText(row.actor_name))),
    ...given('target', party(maybeText(row.target_kind), maybeText(row.target_id), maybeText(row.target_name))),
    ...given('subject', party(maybeText(row.subject_kind), maybeText(row.subject_id), maybeText(row.subject_name))),
    summary: text(row.summary),
    ...given('link', maybeText(row.link)),
    ...given('owner', maybeText(row.owner)),
  };
}

export function party(kind: string | undefined, id: string | undefined, name: string | undefined): Party | undefined {
  return kind === undefined ? undefined : { kind, ...given('id', id), ...given('name', name) };
}

export function decodeChanges(json: string): AttributeChange[] {
  return v
    .parse(CHANGES, JSON.parse(json))
    .map(({ name, from, to }) => ({ name, ...given('from', from), ...given('to', to) }));
}

/** A property that is there only when it has a value. */
export function given<K extends string, T>(key: K, value: T | undefined): { readonly [P in K]?: T } {
  // The computed key widens to `string`; the type says which one it is.
  return (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: T };
}

export function severity(value: number): Severity {
  switch (value) {
    case 1:
    case 2:
    case 3:
    case 4:
    case 5:
    case 6:
      return value;
    default:
      return 0;
  }
}
