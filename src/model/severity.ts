/**
 * OCSF `severity_id`. 99 (Other) is not used: a vendor's word without a place in its table is Unknown, never a guess.
 * Source: OCSF 1.x, attribute `severity_id` of the base event.
 */
export type Severity = 0 | 1 | 2 | 3 | 4 | 5 | 6;

export const Severity = {
  Unknown: 0,
  Informational: 1,
  Low: 2,
  Medium: 3,
  High: 4,
  Critical: 5,
  Fatal: 6,
} as const satisfies Record<string, Severity>;

/** OCSF captions, by `severity_id`. */
export const SEVERITY_NAMES = ['Unknown', 'Informational', 'Low', 'Medium', 'High', 'Critical', 'Fatal'] as const;

/** All severities in the order in which people want to read them: worst first, Unknown last. */
export const SEVERITIES_WORST_FIRST: readonly Severity[] = [6, 5, 4, 3, 2, 1, 0];

/** The severities that the badge and the status bar count. */
export const ALERTING_SEVERITIES: readonly Severity[] = [4, 5, 6];
