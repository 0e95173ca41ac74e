import assert from 'node:assert/strict';
import { LookoutHistory } from '../../../../src/demo/lookout/history.ts';

const NOON = Date.UTC(2026, 10, 1, 12);
const DAY = 24 * 3600 * 1000;

/** Written out again here from the vendor's reference, so that a value lost in the generator is noticed. */
const VALUES: Readonly<Record<string, string>> = {
  type: 'DEVICE THREAT AUDIT SMISHING_ALERT',
  change_type: 'CREATED UPDATED DELETED PURGED',
  'actor.type': 'ADMIN DEVICE SYSTEM',
  'target.type':
    'ADMIN ENTERPRISE DEVICE THREAT CONNECTOR ORGANIZATION COMMERCIAL_PARTNER APPLICATION IDP SMISHING_ALERT',
  'threat.type': 'APPLICATION FILE OS NETWORK CONFIGURATION WEB_CONTENT',
  'threat.status': 'OPEN RESOLVED IGNORED',
  'threat.severity': 'NONE ADVISORY LOW MEDIUM HIGH',
  'threat.assessments.risk': 'NONE LOW MEDIUM HIGH',
  'device.platform': 'ANDROID IOS',
  'device.profile_type': 'WORK PERSONAL',
  'device.status.activation_status': 'ACTIVATED DEACTIVATED PENDING DELETED',
  'device.status.protection_status': 'PROTECTED DISCONNECTED',
  'device.status.security_status': 'SECURE THREATS_LOW THREATS_MEDIUM THREATS_HIGH',
  'threat.details.reason': 'OBJECTIONABLE_CONTENT MALICIOUS PHISHING DENYLISTED',
  'threat.details.response': 'NONE BLOCKED REDIRECTED_USER_MAY_PROCEED',
  'threat.details.user_response': 'BACK_TO_SAFETY WARNING_IGNORED ALLOWLISTED',
  'threat.details.version_type': 'UNKNOWN ASPL OS_VERSION ANDROID_API_LEVEL',
  'threat.details.network.network_type':
    'NETWORK_CONNECTION_TYPE_WIFI NETWORK_CONNECTION_TYPE_MOBILE_CARRIER NETWORK_CONNECTION_TYPE_UNKNOWN',
  'threat.details.network.vpn_configuration.vpn_protocol_type':
    'VPN_PROTOCOL_UNKNOWN VPN_PROTOCOL_TYPE_PPTP VPN_PROTOCOL_L2TP VPN_PROTOCOL_IPSEC VPN_PROTOCOL_SSL VPN_PROTOCOL_IKEV2 VPN_PROTOCOL_OPEN_VPN',
  'smishing_alert.detections.alert_type': 'FRAUD_DETECTION URL_DETECTION',
  'smishing_alert.detections.category':
    'UNKNOWN_URL_CATEGORY EMBEDDED_PHISHING_URL MALICIOUS_CONTENT UNKNOWN_FRAUD_CATEGORY CEO_FRAUD',
  'audit.type':
    'ADMIN EMAIL_INVITE CLASSIFICATION_POLICY DENYLIST_POLICY ALLOWLIST_POLICY ENTERPRISE ENTERPRISE_FEATURE ADMIN_LOGIN ADMIN_LOGOUT MDM_CONNECTOR TENANCY POLICY_CHANGE POLICY_GROUP_CHANGE DEVICE_GROUP_CHANGE DEVICE THREAT EXPORT PRODUCT_SETTINGS ORGANIZATION ORGANIZATION_TENANCY SSO COMMERCIAL_PARTNER COMMERCIAL_PARTNER_TENANCY APPLICATION IDP CUSTOM_THREAT_MESSAGE',
  'threat.classifications':
    'ROOT_ENABLER RISKWARE ADWARE CHARGEWARE DATA_LEAK TROJAN WORM VIRUS EXPLOIT BACKDOOR BOT APP_DROPPER CLICK_FRAUD SPAM SPYWARE SURVEILLANCEWARE VULNERABILITY UNKNOWN ROOT_JAILBREAK CONNECTIVITY TOLL_FRAUD SIDELOADED_APP ACTIVE_MITM DENYLISTED_APP ROGUE_WIFI NON_APP_STORE_SIGNER ACCESS_CONTROL_VIOLATION NO_DEVICE_LOCK OUT_OF_DATE_OS OUT_OF_DATE_ASPL VPN_NOT_ENABLED PCP_DISABLED UNENCRYPTED DEVELOPER_MODE_ENABLED USB_DEBUGGING_ENABLED UNKNOWN_SOURCES_ENABLED AGENT_OUTDATED MALICIOUS_CONTENT UNAUTHORIZED_CONTENT PHISHING_CONTENT DENYLISTED_CONTENT GATEWAY_ADDRESS_CHANGE PORT_SCAN SECURE_DNS_NOT_ENABLED STORAGE_PERMISSION_NOT_ACCEPTED NOTIFICATION_PERMISSION_NOT_ACCEPTED PCP_PAUSED SMISHING_PERMISSIONS_NOT_ACCEPTED DEVICE_ADMIN_NOT_ACTIVATED',
};

/** The texts at a dotted path, looking into lists on the way. */
function at(value: unknown, path: readonly string[]): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => at(item, path));
  const [name, ...rest] = path;
  if (name === undefined) return typeof value === 'string' ? [value] : [];
  return typeof value === 'object' && value !== null ? at((value as Record<string, unknown>)[name], rest) : [];
}

/** Looks at no more than it must of `days`. */
function notTold(seed: number, days: number, wanted: Map<string, (event: unknown, json: string) => boolean>): string[] {
  const left = new Map(wanted);
  for (const { json } of new LookoutHistory({ seed, rate: 0.4 }).eventsBetween(NOON - days * DAY, NOON)) {
    const event: unknown = JSON.parse(json);
    for (const [name, told] of left) if (told(event, json)) left.delete(name);
    if (left.size === 0) break;
  }
  return [...left.keys()];
}

describe('ten days of the generated history', function () {
  this.timeout(20_000);

  it('tell every value of every enumeration', () => {
    const lists = Object.entries(VALUES).map(([path, values]) => ({
      path: path.split('.'),
      values: new Set(values.split(' ')),
    }));
    assert.equal(lists.find(({ path }) => path.at(-1) === 'classifications')?.values.size, 49);
    assert.equal(lists.find(({ path }) => path.join('.') === 'audit.type')?.values.size, 26);
    for (const { json } of new LookoutHistory({ seed: 3, rate: 0.4 }).eventsBetween(NOON - 10 * DAY, NOON)) {
      const event: unknown = JSON.parse(json);
      for (const { path, values } of lists) for (const value of at(event, path)) values.delete(value);
      if (lists.every(({ values }) => values.size === 0)) break;
    }
    assert.deepEqual(
      lists.filter(({ values }) => values.size > 0).map(({ path, values }) => [path.join('.'), [...values]]),
      [],
    );
  });

  it('hold no value that is not the vendor’s', () => {
    const lists = Object.entries(VALUES).map(([path, values]) => ({
      path: path.split('.'),
      values: new Set(values.split(' ')),
    }));
    for (const { json } of new LookoutHistory({ seed: 4, rate: 0.4 }).eventsBetween(NOON - DAY / 2, NOON)) {
      const event: unknown = JSON.parse(json);
      for (const { path, values } of lists)
        for (const value of at(event, path)) assert.ok(values.has(value), `${path}: ${value}`);
    }
  });

  it('bring what views must survive and attribute changes of every shape', () => {
    const changes = (event: unknown) => (at(event, ['type'])[0] === 'AUDIT' ? JSON.stringify(event) : '');
    const wanted = new Map<string, (event: unknown, json: string) => boolean>([
      ['Arabic', (_, json) => /\p{Script=Arabic}/u.test(json)],
      ['Japanese', (_, json) => /\p{Script=Katakana}/u.test(json)],
      ['emoji', (_, json) => json.includes('😀')],
      ['HTML', (_, json) => json.includes('<img src=x onerror')],
      ['a command link', (_, json) => json.includes('](command:')],
      ['a bidi override', (_, json) => json.includes('\u202e')],
      ['an ANSI escape', (_, json) => json.includes('\\u001b[31')],
      ['a bare subject', (event) => /\{"name":"[a-z_]+"\}/.test(changes(event))],
      ['to alone', (event) => /\{"name":"[a-z_]+","to":/.test(changes(event))],
      ['from alone', (event) => /\{"name":"[a-z_]+","from":"(?:[^"\\]|\\.)*"\}/.test(changes(event))],
      ['both sides', (event) => /"from":"(?:[^"\\]|\\.)*","to":"/.test(changes(event))],
      ['JSON in a text', (event) => changes(event).includes('"to":"[\\"minimumCompliantVersion\\"]"')],
      ['no attribute changes', (event) => changes(event).includes('"audit":{"type":"ENTERPRISE"}')],
      ['previous groups', (_, json) => json.includes('"previous_device_group_guids":[')],
    ]);
    assert.deepEqual(notTold(5, 10, wanted), []);
  });
});
