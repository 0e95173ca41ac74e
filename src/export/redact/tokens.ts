import { createHmac } from 'node:crypto';

export type Secret = 'email' | 'ip' | 'device';

/** Tokens are made of 80 bits: two of a million things share one with a chance of 1 in 10¹². */
const LENGTH = 20;
/** Forgotten all at once when they are so many: making one again costs microseconds, and brings the same. */
const MOST = 50_000;

/** What stands for a value: always the same for the same, and nobody who has not the key can go back, or try values. */
export class Tokens {
  readonly #key: Uint8Array;
  #made = new Map<string, string>();

  constructor(key: Uint8Array) {
    this.#key = key;
  }

  /** Addresses stay addresses, so that what is redacted can be read by whatever expects one: under `.invalid`, and in the range of IPv6 for documentation. */
  of(kind: Secret, value: string): string {
    const known = `${kind} ${value}`;
    const before = this.#made.get(known);
    if (before !== undefined) return before;
    const digest = createHmac('sha256', this.#key).update(known).digest('hex').slice(0, LENGTH);
    const token = shaped(kind, digest);
    if (this.#made.size >= MOST) this.#made = new Map();
    this.#made.set(known, token);
    return token;
  }
}

function shaped(kind: Secret, digest: string): string {
  switch (kind) {
    case 'email':
      return `email-${digest}@redacted.invalid`;
    case 'ip':
      return `2001:0db8:ffff:${digest.match(/.{4}/g)?.join(':')}`;
    case 'device':
      return `device-${digest}`;
  }
}
