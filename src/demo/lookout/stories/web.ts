import { EXECUTIVES } from '../../people.ts';
import { deviceEvent, type Finding, smishingEvent, threatEvent } from '../bodies.ts';
import { postureOf, WEB_CONTENT } from '../catalogue.ts';
import { type Cast, type Step, type Story, step } from '../story.ts';
import { PHISHING_URLS, UNWANTED_URLS } from '../texts.ts';
import type { VendorSeverity, WireDetection } from '../wire.ts';

const REASONS: Readonly<Record<string, string>> = {
  UNAUTHORIZED_CONTENT: 'OBJECTIONABLE_CONTENT',
  DENYLISTED_CONTENT: 'DENYLISTED',
  MALICIOUS_CONTENT: 'MALICIOUS',
  PHISHING_CONTENT: 'PHISHING',
};

export function page(
  cast: Cast,
  classification: string,
  url: string,
  answer: Readonly<Record<string, unknown>>,
): Finding {
  return {
    guid: cast.random.guid(),
    type: 'WEB_CONTENT',
    classification,
    details: { url, reason: REASONS[classification], ...answer, reputation: cast.random.between(1, 6) / 10 },
  };
}

/** Blocked before it could do harm: one event, created already resolved. */
export const phishingBlocked: Story = (cast) => [step(0, blocked(cast, cast.random.pick(PHISHING_URLS)))];

export function blocked(cast: Cast, url: string) {
  const finding = page(cast, 'PHISHING_CONTENT', url, { response: 'BLOCKED', user_response: 'BACK_TO_SAFETY' });
  return threatEvent(cast, finding, { change: 'CREATED', status: 'RESOLVED', severity: 'MEDIUM' });
}

export const unwantedPage: Story = (cast) => {
  const { random } = cast;
  const { name, severity } = random.pick(WEB_CONTENT);
  const url = name === 'MALICIOUS_CONTENT' ? random.pick(PHISHING_URLS) : random.pick(UNWANTED_URLS);
  if (random.chance(0.7)) {
    const answer = { response: 'BLOCKED', ...(random.chance(0.3) && { user_response: 'BACK_TO_SAFETY' }) };
    const resolved = { change: 'CREATED', status: 'RESOLVED', severity } as const;
    return [step(0, threatEvent(cast, page(cast, name, url, answer), resolved))];
  }
  return warned(cast, name, url, severity);
};

/** The person went on in spite of the warning, or nothing stood in the way. */
function warned(cast: Cast, name: string, url: string, severity: VendorSeverity): readonly Step[] {
  const { random } = cast;
  const answers = [
    { response: 'REDIRECTED_USER_MAY_PROCEED', user_response: 'WARNING_IGNORED' },
    { response: 'REDIRECTED_USER_MAY_PROCEED', user_response: 'ALLOWLISTED' },
    { response: 'NONE' },
  ] as const;
  const finding = page(cast, name, url, random.pick(answers));
  return [
    step(0, threatEvent(cast, finding, { change: 'CREATED', status: 'OPEN', severity })),
    step(random.between(2, 5), deviceEvent(cast, { security: postureOf(severity) })),
    step(random.between(60, 180), threatEvent(cast, finding, { status: 'RESOLVED', severity })),
    step(random.between(2, 5), deviceEvent(cast)),
  ];
}

/** A message that pretends to come from the top of the company. */
export function chiefFraud(executive: string): WireDetection {
  return { category: 'CEO_FRAUD', alert_type: 'FRAUD_DETECTION', impersonated_employee: executive };
}

/** One message, one alert; a clever one is caught twice. */
export const smishing: Story = (cast) => {
  const { random } = cast;
  const link = (category: string): WireDetection => ({
    category,
    alert_type: 'URL_DETECTION',
    original_url: `https://sho.rt.example/${random.hex(7)}`,
  });
  const detections = random.weighted<readonly WireDetection[]>([
    { weight: 4, value: [link('EMBEDDED_PHISHING_URL')] },
    { weight: 3, value: [chiefFraud(random.pick(EXECUTIVES))] },
    { weight: 2, value: [chiefFraud(random.pick(EXECUTIVES)), link('EMBEDDED_PHISHING_URL')] },
    { weight: 2, value: [link('MALICIOUS_CONTENT')] },
    { weight: 1, value: [link('UNKNOWN_URL_CATEGORY')] },
    { weight: 1, value: [{ category: 'UNKNOWN_FRAUD_CATEGORY', alert_type: 'FRAUD_DETECTION' }] },
  ]);
  return [step(0, smishingEvent(cast, ...detections))];
};
