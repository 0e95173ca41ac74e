import type { KnownGap } from '../../export/about.ts';
import type { EventStore } from '../../store/contract.ts';

export interface TimeRange {
  readonly from?: number;
  readonly to?: number;
}

/** The known gaps of these connections that touch the range; one whose ends are not known might. */
export async function knownGaps(
  store: Pick<EventStore, 'gaps'>,
  connections: Iterable<string>,
  { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY }: TimeRange,
): Promise<readonly KnownGap[]> {
  const all = await Promise.all([...connections].map((connection) => store.gaps(connection)));
  return all
    .flat()
    .filter((gap) => (gap.to ?? gap.noticed) >= from && (gap.from ?? Number.NEGATIVE_INFINITY) <= to)
    .map(({ connection, from, to, reason, noticed }) => ({
      connection,
      reason,
      noticed,
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
    }));
}
