/** Names that sentence case would spoil. Source: Lookout's classification and audit enumerations. */
const SPECIAL: ReadonlyMap<string, string> = new Map([
  ['UNKNOWN', 'Unclassified'],
  ['ACTIVE_MITM', 'Active man-in-the-middle'],
  ['OUT_OF_DATE_OS', 'Out-of-date OS'],
  ['OUT_OF_DATE_ASPL', 'Out-of-date Android security patch level'],
  ['ROOT_JAILBREAK', 'Root or jailbreak'],
  ['VPN_NOT_ENABLED', 'VPN not enabled'],
  ['PCP_DISABLED', 'Phishing & content protection disabled'],
  ['PCP_PAUSED', 'Phishing & content protection paused'],
  ['USB_DEBUGGING_ENABLED', 'USB debugging enabled'],
  ['SECURE_DNS_NOT_ENABLED', 'Secure DNS not enabled'],
  ['ROGUE_WIFI', 'Rogue Wi-Fi'],
  ['NON_APP_STORE_SIGNER', 'App not signed by an app store'],
  ['SIDELOADED_APP', 'Sideloaded app'],
  ['DENYLISTED_APP', 'Denylisted app'],
  ['CEO_FRAUD', 'CEO fraud'],
  ['EMBEDDED_PHISHING_URL', 'Phishing link in a message'],
  ['UNKNOWN_URL_CATEGORY', 'Suspicious link in a message'],
  ['MDM_CONNECTOR', 'MDM connector'],
  ['SSO', 'SSO'],
  ['IDP', 'IdP'],
  ['IOS', 'iOS'],
]);

const MOST_KNOWN = 1_000;
const known = new Map(SPECIAL);

/** `CLICK_FRAUD` as "Click fraud". An unknown word is treated alike. */
export function words(constant: string): string {
  const before = known.get(constant);
  if (before !== undefined) return before;
  const made = sentenceCase(constant);
  if (known.size < MOST_KNOWN) known.set(constant, made);
  return made;
}

function sentenceCase(constant: string): string {
  const lower = constant.replaceAll('_', ' ').toLowerCase();
  return lower.charAt(0).toUpperCase() + lower.slice(1);
}

/** The first block of a GUID: enough for an eye to tell two devices apart. */
export function shortId(guid: string | undefined): string {
  return guid === undefined ? '' : (/^[0-9a-f]{8}(?=-)/i.exec(guid)?.[0] ?? guid.slice(0, 16));
}
