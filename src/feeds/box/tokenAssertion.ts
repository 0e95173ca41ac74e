import { createPrivateKey, type KeyObject, randomBytes, sign } from 'node:crypto';
import { FeedError } from '../feed.ts';
import { isObject, object, text } from '../json.ts';

/** How long an assertion is good, s: Box allows 60, and its clock may be behind ours by the rest. */
const LIFE = 45;

/** What an application's configuration file from Box's developer console holds. */
export interface AppConfig {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly keyId: string;
  /** PEM, encrypted with the passphrase. */
  readonly privateKey: string;
  readonly passphrase: string;
  readonly enterpriseId: string | undefined;
}

/** Reads the file's JSON text; `undefined` when it is no such file. */
export function readAppConfig(json: string): AppConfig | undefined {
  let file: unknown;
  try {
    file = JSON.parse(json);
  } catch {
    return undefined; // Not JSON: whoever asks says so, without quoting it.
  }
  if (!isObject(file)) return undefined;
  const settings = object(file, 'boxAppSettings');
  const auth = object(settings, 'appAuth');
  const clientId = text(settings, 'clientID');
  const clientSecret = text(settings, 'clientSecret');
  const keyId = text(auth, 'publicKeyID');
  const privateKey = text(auth, 'privateKey');
  if (clientId === undefined || clientSecret === undefined || keyId === undefined || privateKey === undefined)
    return undefined;
  const passphrase = text(auth, 'passphrase') ?? '';
  return { clientId, clientSecret, keyId, privateKey, passphrase, enterpriseId: text(file, 'enterpriseID') };
}

/** Throws a {@link FeedError} when the key does not open; its text and cause hold nothing of the key. */
export function privateKeyOf({ privateKey, passphrase }: AppConfig): KeyObject {
  try {
    return createPrivateKey({ key: privateKey, format: 'pem', ...(passphrase !== '' && { passphrase }) });
  } catch {
    throw new FeedError(
      'credential',
      'The private key of the configuration file does not open with its passphrase. Make a new key pair in the Box developer console and enter its file.',
    );
  }
}

export interface AssertionClaims {
  readonly subject: { readonly type: 'enterprise' | 'user'; readonly id: string };
  /** The token URL. */
  readonly audience: string;
  /** By the clock of Box, ms since the epoch. */
  readonly now: number;
}

/** A signed assertion (RFC 7523) as Box wants it. */
export function assertionOf(config: AppConfig, key: KeyObject, { subject, audience, now }: AssertionClaims): string {
  const header = { alg: 'RS256', typ: 'JWT', kid: config.keyId };
  const claims = {
    iss: config.clientId,
    sub: subject.id,
    box_sub_type: subject.type,
    aud: audience,
    jti: randomBytes(32).toString('hex'),
    exp: Math.floor(now / 1_000) + LIFE,
  };
  const signed = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`;
}
