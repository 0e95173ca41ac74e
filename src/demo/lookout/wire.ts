/** The shapes that the simulator writes. Separate from the feed's on purpose: sharing them would hide a mistake from the tests. */

export type ThreatType = 'APPLICATION' | 'FILE' | 'OS' | 'NETWORK' | 'CONFIGURATION' | 'WEB_CONTENT';
export type VendorSeverity = 'NONE' | 'ADVISORY' | 'LOW' | 'MEDIUM' | 'HIGH';
export type ThreatStatus = 'OPEN' | 'RESOLVED' | 'IGNORED';
export type ChangeType = 'CREATED' | 'UPDATED' | 'DELETED' | 'PURGED';

/** The stream's values of `type`, as its `types` parameter takes them. */
export const EVENT_TYPES = ['DEVICE', 'THREAT', 'AUDIT', 'SMISHING_ALERT'] as const;
export type EventType = (typeof EVENT_TYPES)[number];

export interface WireParty {
  readonly guid?: string;
  readonly type: string;
}

export interface WireDevice {
  readonly guid: string;
  readonly platform: 'ANDROID' | 'IOS';
  readonly profile_type?: 'WORK' | 'PERSONAL';
  readonly info: {
    readonly email?: string;
    readonly external_id?: string;
    readonly mdm_connector_id?: string;
    readonly mdm_type?: string;
    readonly device_group_guids?: readonly string[];
    readonly previous_device_group_guids?: readonly string[];
  };
  readonly status: {
    readonly activation_status: string;
    readonly protection_status?: string;
    readonly security_status?: string;
    readonly checkin_time?: string;
  };
  readonly hardware: { readonly manufacturer: string; readonly model: string };
  readonly software: Readonly<Record<string, string>>;
  readonly client: Readonly<Record<string, string>>;
  readonly parent_status?: Readonly<Record<string, string>>;
}

export interface WireThreat {
  readonly guid: string;
  readonly status: ThreatStatus;
  readonly severity: VendorSeverity;
  readonly type: ThreatType;
  readonly classifications: readonly string[];
  readonly assessments?: readonly { readonly classification: string; readonly risk?: string }[];
  readonly details: Readonly<Record<string, unknown>>;
}

export interface WireAttributeChange {
  readonly name: string;
  readonly from?: string;
  readonly to?: string;
}

export interface WireAudit {
  readonly type: string;
  readonly attribute_changes?: readonly WireAttributeChange[];
}

export interface WireDetection {
  readonly category: string;
  readonly alert_type: 'FRAUD_DETECTION' | 'URL_DETECTION';
  readonly original_url?: string;
  readonly impersonated_employee?: string;
}

/** An event without what the history adds: its id, time and enterprise. */
export interface EventBody {
  readonly type: EventType;
  readonly change_type: ChangeType;
  readonly device?: WireDevice;
  readonly threat?: WireThreat;
  readonly audit?: WireAudit;
  readonly smishing_alert?: { readonly guid: string; readonly detections: readonly WireDetection[] };
  readonly target: WireParty;
  readonly actor: WireParty;
}
