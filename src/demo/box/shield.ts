import { type Item, type Member, mini, numericId } from './company.ts';
import type { Cast } from './story.ts';
import { HOME, type Place } from './texts.ts';
import { ANONYMOUS, type EventBody, type Json, vendorTime } from './wire.ts';

export interface Alert {
  readonly category: string;
  readonly rule: string;
  readonly score: number;
  readonly priority: string;
  readonly response?: Json | null;
  readonly summary: Json;
  readonly malware?: Json;
  readonly ip: string;
}

/** An alert of Shield: nobody created it, nothing is its source, and its person is inside. */
export function shieldAlert({ random, person }: Cast, alert: Alert, time: number): EventBody {
  const id = random.between(10_000, 99_999);
  const rule = random.between(1_000, 1_400);
  return {
    event_type: 'SHIELD_ALERT',
    source: null,
    created_by: ANONYMOUS,
    action_by: null,
    ip_address: alert.ip,
    additional_details: {
      shield_alert: {
        rule_category: alert.category,
        rule_id: random.chance(0.5) ? rule : String(rule),
        rule_name: alert.rule,
        rule_response_action: alert.response ?? null,
        risk_score: alert.score,
        alert_summary: alert.summary,
        ...(alert.malware && { malware_info: alert.malware }),
        alert_id: id,
        priority: alert.priority,
        user: { id: Number(person.id), name: person.name, email: person.email },
        link: `https://app.box.com/master/shield/alerts/${id}`,
        created_at: vendorTime(time - 10_000),
      },
    },
  };
}

/** `event`: the words that Box shows, such as `Download`. */
export function activity(event: string, item: Item, time: number, ip: Json, service = 'Box Web Application'): Json {
  return {
    occurred_at: vendorTime(time),
    event_type: event,
    item_name: item.name,
    item_type: item.type,
    item_id: item.id,
    item_path: `All Files/${item.parent.name}`,
    ip_info: ip,
    service_name: service,
  };
}

export function ipInfo(ip: string, place: Place = HOME): Json {
  return { ip, ...place };
}

export function malwareInfo({ random }: Cast, item: Item, by: Member, time: number): Json {
  const person = { id: Number(by.id), name: by.name, email: by.email };
  return {
    file_id: Number(item.id),
    file_name: item.name,
    file_version: Number(numericId(random, 13)),
    file_created: vendorTime(time - 60_000),
    file_created_by: person,
    file_hash: random.hex(40),
    file_hash_type: 'SHA-1',
    file_size_bytes: item.size,
    file_version_uploaded: vendorTime(time - 60_000),
    file_version_uploaded_by: person,
    status: 'Malicious',
    categories: ['Trojan', 'Spyware'],
    tags: ['FILE_MALICIOUS_EXECUTION'],
    description: 'Downloads and runs further programs.',
    detail_link: 'https://malware.example/report/4711',
    malware_name: 'Example.Dropper',
    first_seen: vendorTime(time - 9 * 86_400_000),
    last_seen: vendorTime(time - 3_600_000),
    family: 'ExampleDropper',
  };
}

export function shieldItem({ random }: Cast, item: Item): Json {
  return {
    type: item.type,
    id: Number(item.id),
    name: item.name,
    file_version_id: Number(numericId(random, 13)),
    size: item.size,
    sha1: random.hex(40),
  };
}

export interface Enforcement {
  readonly item: Item;
  readonly invitee: string;
  readonly justification?: Json | null;
  readonly mode: 'enforced' | 'monitoring';
}

/** Details of `SHIELD_EXTERNAL_COLLAB_*`. */
export function collabEnforcement(cast: Cast, { item, invitee, justification = null, mode }: Enforcement): Json {
  return {
    shield_external_collab_enforcement: {
      item: shieldItem(cast, item),
      inviter: numbered(cast.person),
      invitee: { type: 'user', id: 17_000_000_000 + invitee.length, name: invitee.split('@')[0], login: invitee },
      accessUser: null,
      service: null,
      additionalInfo: '',
      createdAt: null,
      justification,
      classification: item.classification ?? 'Confidential',
      controlMode: mode,
    },
  };
}

export function justification(cast: Cast, item: Item, time: number): Json {
  const seconds = Math.floor(time / 1000);
  return {
    justification_id: numericId(cast.random, 8),
    request_at: seconds - 90,
    requested_by: numbered(cast.person),
    request_type: 'EXTERNAL_COLLAB',
    item: shieldItem(cast, item),
    user: numbered(cast.person),
    title: 'Partner project',
    description: '',
    additional_info: null,
    approved_by: numbered(cast.admin),
    action: 'APPROVED',
    action_at: seconds,
    details: null,
  };
}

/** Details of `SHIELD_DOWNLOAD_BLOCKED`. */
export function downloadEnforcement(cast: Cast, item: Item, time: number): Json {
  const drive = cast.random.chance(0.5);
  return {
    shield_download_enforcement: {
      item: shieldItem(cast, item),
      access_user: numbered(cast.person),
      service: drive ? { service: 254_429, name: 'Box Drive' } : 'docusign',
      additional_info: '',
      created_at: vendorTime(time),
      classification: item.classification ?? 'Confidential',
      controlMode: cast.random.chance(0.7) ? 'enforced' : 'monitoring',
    },
    ...(drive && { service_id: '254429', service_name: 'Box Drive' }),
  };
}

/** In Shield's details the id of a person is a number. */
function numbered(member: Member): Json {
  return { ...mini(member), id: Number(member.id) };
}
