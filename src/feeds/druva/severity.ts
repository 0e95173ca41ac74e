import { Severity } from '../../model/severity.ts';
import { alertNameOf } from './alertName.ts';
import { type Facts, fact } from './facts.ts';
import { told } from './fields.ts';
import { outcomeInText } from './outcomeInText.ts';
import { keyOf } from './words.ts';

/**
 * Syslog (RFC 5424) to OCSF; the low number is the severe one. Fatal is kept for Emergency ("unusable"), the only one that is past remedy; Alert and Critical both want
 * somebody at once. Error is High: in inSync it is a backup or sign-in that failed. Notice is what is normal but worth a look: Low.
 */
const SYSLOG = [
  ['Emergency', Severity.Fatal],
  ['Alert', Severity.Critical],
  ['Critical', Severity.Critical],
  ['Error', Severity.High],
  ['Warning', Severity.Medium],
  ['Notice', Severity.Low],
  ['Informational', Severity.Informational],
  ['Debug', Severity.Informational],
] as const;

/** The word of an alert, beside its syslog number. Source: Druva's list of alerts; "Medium" and "Low" are not on it. */
const WORDS: ReadonlyMap<string, Severity> = new Map<string, Severity>([
  ['critical', Severity.Critical],
  ['high', Severity.High],
  ['warning', Severity.Medium],
  ['medium', Severity.Medium],
  ['low', Severity.Low],
  ['notification', Severity.Informational],
]);

/** What Druva's list calls security alerts: ransomware, malware, a thief. They arrive as warnings, and would drown among backups with errors. */
const SECURITY_ALERTS: ReadonlySet<string> = new Set([
  'unusualdataactivity',
  'dataaccessalertnewlocation',
  'adminlogineventnewlocation',
  'maliciousfilesfound',
]);

const LONGEST_WORD = 40;

/** The worse of number and word; a security alert is High at least. What is missing or not on the scale is Unknown. */
export function severityOf(facts: Facts): Severity {
  const word = WORDS.get(keyOf(wordOf(facts) ?? '')) ?? Severity.Unknown;
  const number = syslogOf(facts)?.[1] ?? Severity.Unknown;
  const floor = isSecurityAlert(facts) ? Severity.High : Severity.Unknown;
  return worst(worst(word, number), floor);
}

/** "Warning (4)"; of alerts with their own word, "High · Warning (4)". */
export function vendorSeverityOf(facts: Facts): string | undefined {
  const said = saidOf(facts);
  const syslog = syslogOf(facts);
  const number = syslog === undefined ? said : `${syslog[0]} (${SYSLOG.indexOf(syslog)})`;
  const word = wordOf(facts);
  return word === undefined || number === undefined || word === said ? (number ?? word) : `${word} · ${number}`;
}

/** By number or, which no document promises, by name. */
function syslogOf(facts: Facts): (typeof SYSLOG)[number] | undefined {
  const said = saidOf(facts);
  if (said === undefined) return undefined;
  return SYSLOG[Number(said)] ?? SYSLOG.find(([name]) => name.toLowerCase() === said.toLowerCase());
}

function saidOf({ event }: Facts): string | undefined {
  return numberIn(event.severity) ?? numberIn(event.syslogSeverity);
}

/** As it came; here 0 is a value. */
function numberIn(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  const text = typeof value === 'string' ? value.trim().slice(0, LONGEST_WORD) : '';
  return text === '' ? undefined : text;
}

/** Not of resolutions: what is resolved is as severe as the number says. */
function wordOf(facts: Facts): string | undefined {
  const { type, event, details } = facts;
  const alert = type.kind === 'alert' || type.kind === 'notification';
  const state = alert ? (fact(facts, 'eventState') ?? outcomeInText(facts)) : undefined;
  const word =
    state ?? (alert || event.category === 'ALERT' ? told(details, 'severity') : undefined) ?? wordIn(event.severity);
  return word?.slice(0, LONGEST_WORD);
}

function wordIn(severity: unknown): string | undefined {
  return typeof severity === 'string' && WORDS.has(keyOf(severity)) ? severity.trim() : undefined;
}

function isSecurityAlert(facts: Facts): boolean {
  return facts.type.kind === 'alert' && SECURITY_ALERTS.has(keyOf(alertNameOf(facts) ?? ''));
}

/** Severities ascend; Unknown is the least. */
function worst(one: Severity, other: Severity): Severity {
  return one > other ? one : other;
}
