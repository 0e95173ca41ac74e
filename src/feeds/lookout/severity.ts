import { Severity } from '../../model/severity.ts';

/** `threat.severity` to OCSF. HIGH is Lookout's top; it has no critical. Source: Mobile Risk API 2.0 specification; ADVISORY by captured data. */
const THREAT: ReadonlyMap<string, Severity> = new Map([
  ['NONE', Severity.Informational],
  ['ADVISORY', Severity.Informational],
  ['LOW', Severity.Low],
  ['MEDIUM', Severity.Medium],
  ['HIGH', Severity.High],
]);

/** Only THREAT events carry a severity; for the other types this table is ours. A type that is not in it is Unknown. */
const BY_TYPE: ReadonlyMap<string, Severity> = new Map([
  ['DEVICE', Severity.Informational],
  ['AUDIT', Severity.Informational],
  ['SMISHING_ALERT', Severity.Medium],
]);

export function severityOf(type: string, threatSeverity: string | undefined): Severity {
  const known = type === 'THREAT' ? THREAT.get(threatSeverity ?? '') : BY_TYPE.get(type);
  return known ?? Severity.Unknown;
}
