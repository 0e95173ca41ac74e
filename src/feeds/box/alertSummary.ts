import { clip } from '../clip.ts';
import { isObject, type JsonObject, list, object, text } from '../json.ts';
import { riskScore } from './severity.ts';
import { words } from './words.ts';

const MAX_PART = 80;

/** "Shield: ransomware activity, 1,250 files affected (risk 100)"; `undefined` where it is no Shield alert or says nothing. */
export function alertSummary(alert: JsonObject): string | undefined {
  const kind = text(alert, 'rule_category') ?? text(alert, 'rule_name');
  if (kind === undefined) return undefined;
  const summary = object(alert, 'alert_summary');
  const restricted =
    object(alert, 'rule_response_action').restrict_user === true || alert.rule_response_action === true;
  const parts = [
    `Shield: ${lowerFirst(clip(kind, MAX_PART))}`,
    files(summary),
    extensions(summary),
    malware(alert, summary),
    download(summary),
    activities(summary),
    restricted ? 'user restricted' : undefined,
  ];
  const score = riskScore(alert);
  return parts.filter((part) => part !== undefined).join(', ') + (score === undefined ? '' : ` (risk ${score})`);
}

/** "Ransomware Activity" as "ransomware activity"; what is spelled otherwise stays. */
function lowerFirst(kind: string): string {
  return /^(?:[A-Z][a-z]+ ?)+$/.test(kind) && kind.length <= MAX_PART ? words(kind).toLowerCase() : kind;
}

function files(summary: JsonObject): string | undefined {
  const count = Number(text(summary, 'total_files_affected') ?? Number.NaN);
  return Number.isFinite(count)
    ? `${count.toLocaleString('en-US')} ${count === 1 ? 'file' : 'files'} affected`
    : undefined;
}

function extensions(summary: JsonObject): string | undefined {
  const found = list(summary, 'suspicious_file_extensions').filter((one) => typeof one === 'string' && one !== '');
  return found.length === 0
    ? undefined
    : clip(
        found
          .slice(0, 5)
          .map((one) => `.${one}`)
          .join(' '),
        MAX_PART,
      );
}

function malware(alert: JsonObject, summary: JsonObject): string | undefined {
  const info = object(alert, 'malware_info');
  const file = text(info, 'file_name') ?? text(object(summary, 'upload_activity'), 'item_name');
  const name = text(info, 'malware_name');
  const parts = [name && clip(name, MAX_PART), file && `in ${clip(file, MAX_PART)}`].filter(
    (part) => part !== undefined,
  );
  return parts.length === 0 ? undefined : parts.join(' ');
}

function download(summary: JsonObject): string | undefined {
  const count = Number(text(object(summary, 'anomaly_period'), 'downloaded_files_count') ?? Number.NaN);
  const percent = Number(text(summary, 'download_delta_percent') ?? Number.NaN);
  const size = text(summary, 'download_delta_size');
  const more = Number.isFinite(percent)
    ? `${percent.toLocaleString('en-US')} % more than usual`
    : size && `${clip(size, 40)} more than usual`;
  const number = Number.isFinite(count)
    ? `${count.toLocaleString('en-US')} ${count === 1 ? 'file' : 'files'} downloaded`
    : undefined;
  const parts = [number, more].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(', ');
}

/** Where from: of a suspicious location, or of the suspicious one among the sessions. */
function activities(summary: JsonObject): string | undefined {
  const sessions = list(summary, 'sessions').filter(isObject);
  const odd = sessions.find((session) => text(session, 'session_type') === 'suspicious');
  const [first] = [...list(summary, 'alert_activities'), ...(odd ? list(odd, 'activities') : [])].filter(isObject);
  if (first === undefined) return undefined;
  const place = object(first, 'ip_info');
  const where = [text(place, 'city_name'), text(place, 'country_code')].filter((part) => part !== undefined).join(', ');
  const what = [text(first, 'event_type'), text(first, 'item_name')]
    .filter((part) => part !== undefined)
    .map((part) => clip(part, MAX_PART))
    .join(' of ');
  const told = [lowerFirst(what), where && `from ${clip(where, MAX_PART)}`].filter((part) => part !== '').join(' ');
  return told === '' ? undefined : told;
}
