import { isIP } from 'node:net';
import { isObject, type JsonObject, list, object, text } from '../json.ts';
import type { Facts } from './facts.ts';

/** The address from which it was done. Box says "Unknown IP" in several spellings where it has none. */
export function ipOf({ event, alert }: Facts): string | undefined {
  return usable(event) ?? alertIp(object(alert, 'alert_summary'));
}

function alertIp(summary: JsonObject): string | undefined {
  const [first] = [...list(summary, 'ip_details'), ...list(summary, 'download_ips')].filter(isObject);
  const upload = object(object(summary, 'upload_activity'), 'ip_info');
  const [activity] = list(summary, 'alert_activities').filter(isObject);
  return address(first) ?? address(upload) ?? (activity && address(object(activity, 'ip_info')));
}

function usable(event: JsonObject): string | undefined {
  return valid(text(event, 'ip_address'));
}

function address(of: JsonObject | undefined): string | undefined {
  return of && valid(text(of, 'ip'));
}

function valid(told: string | undefined): string | undefined {
  return told !== undefined && told.length < 50 && isIP(told) !== 0 ? told : undefined;
}
