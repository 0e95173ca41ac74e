import type { ThreatType, VendorSeverity } from './wire.ts';

/** One classification as the made-up company's policy has it. */
export interface Classification {
  readonly name: string;
  readonly severity: VendorSeverity;
  readonly type: ThreatType;
}

type List = readonly [Classification, ...Classification[]];

const of = (type: ThreatType, severity: VendorSeverity, first: string, ...names: readonly string[]): List => {
  const make = (name: string): Classification => ({ name, severity, type });
  return [make(first), ...names.map(make)];
};

/** Applications that a person must act on. */
export const MALWARE: List = [
  ...of('APPLICATION', 'HIGH', 'SURVEILLANCEWARE', 'SPYWARE', 'BACKDOOR', 'ROOT_ENABLER', 'APP_DROPPER'),
  ...of('APPLICATION', 'HIGH', 'EXPLOIT', 'VIRUS', 'WORM', 'BOT', 'TOLL_FRAUD'),
];

/** Applications that annoy or leak. */
export const UNWANTED_APPS: List = [
  ...of('APPLICATION', 'LOW', 'ADWARE', 'SPAM', 'CLICK_FRAUD', 'SIDELOADED_APP', 'NON_APP_STORE_SIGNER'),
  ...of('APPLICATION', 'MEDIUM', 'RISKWARE', 'CHARGEWARE', 'DATA_LEAK', 'DENYLISTED_APP'),
  ...of('APPLICATION', 'NONE', 'UNKNOWN'),
];

export const WEB_CONTENT: List = [
  ...of('WEB_CONTENT', 'LOW', 'UNAUTHORIZED_CONTENT'),
  ...of('WEB_CONTENT', 'MEDIUM', 'DENYLISTED_CONTENT'),
  ...of('WEB_CONTENT', 'HIGH', 'MALICIOUS_CONTENT'),
];

export const NETWORK: List = [
  ...of('NETWORK', 'ADVISORY', 'PORT_SCAN', 'GATEWAY_ADDRESS_CHANGE'),
  ...of('NETWORK', 'LOW', 'CONNECTIVITY'),
  ...of('NETWORK', 'MEDIUM', 'ROGUE_WIFI'),
];

/** Settings of the device that its owner can mend. */
export const SETTINGS: List = [
  ...of('CONFIGURATION', 'ADVISORY', 'NOTIFICATION_PERMISSION_NOT_ACCEPTED', 'STORAGE_PERMISSION_NOT_ACCEPTED'),
  ...of(
    'CONFIGURATION',
    'ADVISORY',
    'SMISHING_PERMISSIONS_NOT_ACCEPTED',
    'SECURE_DNS_NOT_ENABLED',
    'DEVICE_ADMIN_NOT_ACTIVATED',
  ),
  ...of(
    'CONFIGURATION',
    'LOW',
    'DEVELOPER_MODE_ENABLED',
    'USB_DEBUGGING_ENABLED',
    'VPN_NOT_ENABLED',
    'UNKNOWN_SOURCES_ENABLED',
  ),
  ...of('CONFIGURATION', 'MEDIUM', 'NO_DEVICE_LOCK', 'UNENCRYPTED', 'PCP_DISABLED'),
];

const ANDROID_ONLY = new Set([
  'STORAGE_PERMISSION_NOT_ACCEPTED',
  'DEVICE_ADMIN_NOT_ACTIVATED',
  'USB_DEBUGGING_ENABLED',
  'UNKNOWN_SOURCES_ENABLED',
]);

export function existsOn(platform: 'ANDROID' | 'IOS', { name }: Classification): boolean {
  return platform === 'ANDROID' || !ANDROID_ONLY.has(name);
}

/** The posture that an open threat gives its device; advisory findings leave it secure. */
export function postureOf(severity: VendorSeverity): string {
  return severity === 'HIGH' || severity === 'MEDIUM' || severity === 'LOW' ? `THREATS_${severity}` : 'SECURE';
}
