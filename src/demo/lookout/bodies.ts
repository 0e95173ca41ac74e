import { type Admin, agentRelease, type Device, type Fleet, osRelease } from './fleet.ts';
import type { Cast, Scene } from './story.ts';
import type {
  ChangeType,
  EventBody,
  ThreatStatus,
  ThreatType,
  VendorSeverity,
  WireAttributeChange,
  WireDetection,
  WireParty,
} from './wire.ts';

const SYSTEM: WireParty = { type: 'SYSTEM' };

export const deviceParty = (device: Device): WireParty => ({ guid: device.guid, type: 'DEVICE' });
export const adminParty = (admin: Admin): WireParty => ({ guid: admin.guid, type: 'ADMIN' });

/** What a DEVICE event tells of the device; what is missing is as in its ordinary life. */
export interface DeviceState {
  readonly change?: ChangeType;
  readonly activation?: string;
  /** `null`: not told, as for a device that is not protected yet. */
  readonly protection?: string | null;
  readonly security?: string | null;
  /** Releases taken beyond those at the start of the period. */
  readonly osStep?: number;
  readonly agentStep?: number;
  readonly groups?: { readonly from: readonly string[]; readonly to: readonly string[] };
  readonly by?: WireParty;
  readonly checkin?: boolean;
}

export function deviceEvent(cast: Cast, state: DeviceState = {}): Scene {
  const { device, fleet } = cast;
  const told = (value: string | null | undefined, usual: string) => (value === null ? undefined : (value ?? usual));
  const activation = state.activation ?? 'ACTIVATED';
  const security = told(state.security, 'SECURE');
  const protection = told(state.protection, 'PROTECTED');
  return (time) => ({
    type: 'DEVICE',
    change_type: state.change ?? 'UPDATED',
    device: {
      guid: device.guid,
      platform: device.platform,
      ...(device.profile && { profile_type: device.profile }),
      info: {
        email: device.email,
        external_id: device.externalId,
        mdm_connector_id: fleet.mdmConnector,
        mdm_type: 'INTUNE',
        ...(state.groups
          ? { device_group_guids: state.groups.to, previous_device_group_guids: state.groups.from }
          : { device_group_guids: [device.groupGuid] }),
      },
      status: {
        ...(security && { security_status: security }),
        activation_status: activation,
        ...(protection && { protection_status: protection }),
        ...(state.checkin && { checkin_time: time }),
      },
      hardware: { manufacturer: device.manufacturer, model: device.model },
      software: software(device, osRelease(device, cast.period) + (state.osStep ?? 0)),
      client: client(agentRelease(cast.group, cast.period) + (state.agentStep ?? 0)),
      ...(device.parent && {
        parent_status: {
          parent_device_guid: device.parent,
          activation_status: 'ACTIVATED',
          security_status: 'SECURE',
          protection_status: 'PROTECTED',
        },
      }),
    },
    target: deviceParty(device),
    actor: state.by ?? deviceParty(device),
  });
}

/** Version names repeat after 72 releases. */
const RELEASES = 72;

export function patchLevel(release: number): string {
  const month = ((release % RELEASES) + RELEASES) % RELEASES;
  return `${2020 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`;
}

export function iosVersion(release: number): string {
  const number = ((release % RELEASES) + RELEASES) % RELEASES;
  return `18.${Math.floor(number / 10)}.${number % 10}`;
}

function software(device: Device, release: number): Record<string, string> {
  if (device.platform === 'IOS')
    return { os_version: iosVersion(release), sdk_version: '0', latest_os_version: iosVersion(release + 1) };
  return {
    os_version: '15',
    sdk_version: '35',
    security_patch_level: patchLevel(release),
    latest_security_patch_level: patchLevel(release + 1),
  };
}

export function agentVersion(release: number): string {
  const build = ((release % 200) + 200) % 200;
  return `9.${Math.floor(build / 10)}.${build % 10}.${1500 + build * 7}`;
}

function client(release: number): Record<string, string> {
  return { package_name: 'com.lookout.enterprise', package_version: agentVersion(release), lookout_sdk_version: '3.4' };
}

/** A threat that lives through several events. */
export interface Finding {
  readonly guid: string;
  readonly type: ThreatType;
  readonly classification: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export interface ThreatState {
  readonly status: ThreatStatus;
  readonly severity: VendorSeverity;
  readonly change?: ChangeType;
  /** Who changed it; the device itself when missing. */
  readonly by?: Admin | 'SYSTEM';
}

export function threatEvent(cast: Cast, finding: Finding, state: ThreatState): EventBody {
  const { classification } = finding;
  const change = state.change ?? 'UPDATED';
  // The vendor repeats a classification, before and after, on updates; a risk is told for applications only.
  const assessments =
    change === 'CREATED'
      ? finding.type === 'APPLICATION' && [
          { classification, risk: state.severity === 'ADVISORY' ? 'LOW' : state.severity },
        ]
      : [{ classification }, { classification }];
  const device = deviceParty(cast.device);
  return {
    type: 'THREAT',
    change_type: change,
    threat: {
      guid: finding.guid,
      status: state.status,
      severity: state.severity,
      type: finding.type,
      classifications: [classification],
      ...(assessments && { assessments }),
      details: finding.details,
    },
    target: { guid: cast.device.guid, type: 'THREAT' },
    actor: state.by === undefined ? device : state.by === 'SYSTEM' ? SYSTEM : adminParty(state.by),
  };
}

export function smishingEvent(cast: Cast, ...detections: readonly WireDetection[]): EventBody {
  return {
    type: 'SMISHING_ALERT',
    change_type: 'CREATED',
    target: { guid: cast.device.guid, type: 'SMISHING_ALERT' },
    actor: deviceParty(cast.device),
    smishing_alert: { guid: cast.random.guid(), detections },
  };
}

export interface AuditEntry {
  readonly audit: string;
  readonly change: ChangeType;
  readonly target: WireParty;
  readonly changes?: readonly WireAttributeChange[];
}

/** `by` missing: a change by the back end. */
export function auditEvent(entry: AuditEntry, by?: Admin): EventBody {
  return {
    type: 'AUDIT',
    change_type: entry.change,
    audit: { type: entry.audit, ...(entry.changes && { attribute_changes: entry.changes }) },
    target: entry.target,
    actor: by === undefined ? SYSTEM : adminParty(by),
  };
}

export function enterpriseParty(fleet: Fleet): WireParty {
  return { guid: fleet.enterprise, type: 'ENTERPRISE' };
}
