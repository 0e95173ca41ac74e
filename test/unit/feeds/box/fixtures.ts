import { decodeEvent } from '../../../../src/feeds/box/decode.ts';
import type { DecodedEvent } from '../../../../src/model/event.ts';

export const RECEIVED = Date.UTC(2026, 10, 1);

export const decode = (event: unknown): DecodedEvent => decodeEvent(JSON.stringify(event), RECEIVED);

export const anna = { type: 'user', id: '31401', name: 'Anna Kern', login: 'anna@hafen.example' };
export const ben = { type: 'user', id: '31402', name: 'Ben Ott', login: 'ben@hafen.example' };
export const nobody = { type: 'user', id: '2', name: 'Unknown User', login: '' };

export const parent = { type: 'folder', name: 'Finance', id: '8801' };
export const sheet = { item_type: 'file', item_id: '99001', item_name: 'Q3.xlsx', parent, owned_by: ben };

/** An enterprise event about {@link sheet}. */
export function enterprise(type: string, over: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    source: sheet,
    created_by: anna,
    action_by: null,
    created_at: '2026-10-31T01:02:03-07:00',
    event_id: 'c0ffee00-1111-4222-8333-444455556666',
    event_type: type,
    ip_address: 'Unknown IP',
    type: 'event',
    session_id: null,
    additional_details: null,
    ...over,
  };
}

/** A collaboration event, as the enterprise streams have them. */
export function collaboration(type: string, role: string, over: Readonly<Record<string, unknown>> = {}) {
  return enterprise(type, {
    source: { folder_id: '7001', folder_name: 'Contracts', user_email: 'x@evil.example', parent, owned_by: anna },
    additional_details: { type: 'box://event/additional_details/collaboration', collab_id: '5501', role },
    ...over,
  });
}

export const ransomware = {
  rule_category: 'Ransomware Activity',
  rule_id: '41',
  rule_name: 'Watch for ransomware',
  rule_response_action: null,
  risk_score: 100,
  alert_summary: {
    total_files_affected: 1250,
    ip_details: [{ ip: '203.0.113.9', city_name: 'Kiel', country_code: 'DE' }],
    suspicious_file_extensions: ['lockit'],
  },
  alert_id: 7731,
  priority: 'critical',
  user: { id: 31401, name: 'Anna Kern', email: 'anna@hafen.example' },
  link: 'https://app.box.com/master/shield/alerts/7731',
  created_at: '2026-10-31T01:02:03-07:00',
};

export function shieldAlert(over: Readonly<Record<string, unknown>> = {}) {
  return enterprise('SHIELD_ALERT', {
    source: null,
    created_by: nobody,
    additional_details: { shield_alert: { ...ransomware, ...over } },
  });
}
