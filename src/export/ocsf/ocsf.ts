import type { About, KnownGap } from '../about.ts';
import type { Encoder } from '../encoder.ts';
import type { Origin } from '../form.ts';
import { OCSF_VERSION, OTHER } from './classes.ts';
import { classOf, ocsfEvent } from './event.ts';

/** One OCSF event a line. Known gaps are events too, of the class Base Event, at the end. */
export function ocsf(origins: ReadonlyMap<string, Origin>): Encoder {
  return {
    head: () => '',
    between: '',
    event: (event) => `${JSON.stringify(ocsfEvent(event, origins.get(event.connection)))}\n`,
    tail: (about) =>
      [aboutEvent(about), ...about.gaps.map((gap) => gapEvent(gap, about))]
        .map((e) => `${JSON.stringify(e)}\n`)
        .join(''),
  };
}

const PRODUCT = { name: 'Security Event Streams', vendor_name: 'Security Event Streams' };

/** What the other formats say about the export: how many events there are, and whether they were redacted. */
function aboutEvent({ events, removed, redacted, filter, exported, version, gaps, searched }: About): object {
  return {
    ...classOf({ as: 'base', activity: OTHER }, 'Export'),
    time: exported,
    severity_id: 1,
    severity: 'Informational',
    message: `Export of ${events} events, ${gaps.length} known gaps.`,
    metadata: { version: OCSF_VERSION, product: { ...PRODUCT, version } },
    unmapped: { events, removed_meanwhile: removed, searched, redacted, filter: filter === '' ? null : filter },
  };
}

function gapEvent({ connection, from, to, reason, noticed }: KnownGap, { origins, version }: About): object {
  return {
    ...classOf({ as: 'base', activity: OTHER }, 'Known gap'),
    time: noticed,
    ...(from !== undefined && { start_time: from }),
    ...(to !== undefined && { end_time: to }),
    severity_id: 1,
    severity: 'Informational',
    message: `Known gap: ${reason}`,
    metadata: {
      version: OCSF_VERSION,
      product: { ...PRODUCT, version },
      log_provider: origins.get(connection)?.name ?? connection,
    },
    unmapped: { connection },
  };
}
