import { constants, createPublicKey, generateKeyPairSync, randomBytes, verify } from 'node:crypto';

/** The file that Box's developer console gives for server authentication. */
export interface AppConfig {
  readonly boxAppSettings: {
    readonly clientID: string;
    readonly clientSecret: string;
    readonly appAuth: { readonly publicKeyID: string; readonly privateKey: string; readonly passphrase: string };
  };
  readonly enterpriseID: string;
}

export interface Assertion {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
}

const HASHES: Readonly<Record<string, string>> = { RS256: 'sha256', RS384: 'sha384', RS512: 'sha512' };

/** The key pair of the application, made when it is first asked for. */
export class AppKey {
  readonly id = randomBytes(4).toString('hex');
  readonly #passphrase = randomBytes(16).toString('hex');
  #pair: { readonly publicKey: string; readonly privateKey: string } | undefined;

  config(clientId: string, clientSecret: string, enterpriseId: string): AppConfig {
    const appAuth = { publicKeyID: this.id, privateKey: this.#keys().privateKey, passphrase: this.#passphrase };
    return { boxAppSettings: { clientID: clientId, clientSecret, appAuth }, enterpriseID: enterpriseId };
  }

  /** Undefined: not signed with this key, or no assertion at all. */
  read(token: string): Assertion | undefined {
    const [head = '', body = '', signature = '', ...more] = token.split('.');
    const header = decode(head);
    const claims = decode(body);
    const hash = HASHES[String(header?.alg)];
    if (header === undefined || claims === undefined || hash === undefined || more.length > 0) return undefined;
    if (header.kid !== this.id) return undefined;
    const key = { key: createPublicKey(this.#keys().publicKey), padding: constants.RSA_PKCS1_PADDING };
    const signed = verify(hash, Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url'));
    return signed ? { header, claims } : undefined;
  }

  #keys() {
    this.#pair ??= generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: this.#passphrase },
    });
    return this.#pair;
  }
}

function decode(part: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
