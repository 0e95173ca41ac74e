import { isObject, type JsonObject, object, valueText } from '../json.ts';

/** Parts of `device` that tell its posture. */
const DEVICE_PARTS = ['status', 'software', 'client', 'hardware', 'info', 'parent_status'] as const;
const DEVICE_FLAT = ['platform', 'profile_type'] as const;
const THREAT_FLAT = ['status', 'severity', 'type', 'classifications'] as const;
/** Check-in times change always, so that a comparison would never come out empty; of group membership the vendor sends both sides itself. */
const LEFT_OUT: ReadonlySet<string> = new Set(['checkin_time', 'device_group_guids', 'previous_device_group_guids']);

/** The attributes of a device or threat, flat (`status.security_status`); other events have no state of their own. */
export function stateOf(raw: unknown): ReadonlyMap<string, string> | undefined {
  if (!isObject(raw)) return undefined;
  const state = new Map<string, string>();
  const put = (name: string, value: unknown) => {
    const text = valueText(value);
    if (text !== undefined) state.set(name, text);
  };
  const putAll = (prefix: string, of: JsonObject) => {
    for (const [name, value] of Object.entries(of)) if (!LEFT_OUT.has(name)) put(`${prefix}.${name}`, value);
  };
  switch (raw.type) {
    case 'DEVICE': {
      const device = object(raw, 'device');
      for (const name of DEVICE_FLAT) put(name, device[name]);
      for (const part of DEVICE_PARTS) putAll(part, object(device, part));
      return state;
    }
    case 'THREAT': {
      const threat = object(raw, 'threat');
      for (const name of THREAT_FLAT) put(name, threat[name]);
      putAll('details', object(threat, 'details'));
      return state;
    }
    default:
      return undefined;
  }
}
