import type { EventRow, Party } from '../../model/event.ts';
import type { Page } from '../../store/search/contract.ts';
import type { PartyCell, RowsView, RowView } from '../../webview/explorerProtocol.ts';

/** No cell shows more; the event's own document has all of it. */
const LONGEST = 400;

export function rowsView({ version, from, rows }: Page<EventRow>): RowsView {
  return { version, from, rows: rows.map((row) => (row === undefined ? null : rowView(row))) };
}

export function rowView(row: EventRow): RowView {
  const { connection, id, time, severity, status, actor, target, subject, owner, link } = row;
  return {
    connection,
    id,
    time,
    severity,
    type: cut(row.type),
    activity: cut(row.activity),
    ...(status !== undefined && { status: cut(status) }),
    ...(actor && { actor: partyCell(actor) }),
    ...(target && { target: partyCell(target) }),
    ...(subject?.id !== undefined && { subject: subject.id }),
    ...(owner !== undefined && { owner: cut(owner) }),
    summary: cut(row.summary),
    ...(link !== undefined && { link: true as const }),
  };
}

function partyCell({ kind, id, name }: Party): PartyCell {
  return { kind, ...(id !== undefined && { id }), ...(name !== undefined && { name: cut(name) }) };
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST).toWellFormed()}…` : text;
}
