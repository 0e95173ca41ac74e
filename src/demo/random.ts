/** What a random stream may be derived from. The same parts give the same stream in every process. */
export type SeedPart = number | string;

/** Repeatable randomness: the demo's history must be a pure function of its seed. Not for secrets. */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #count = 1;

  constructor(...parts: readonly SeedPart[]) {
    // Three hashes, not one: a 32-bit state would repeat whole stories within ten days of history.
    this.#a = hash(0x9e3779b9, parts);
    this.#b = hash(0x85ebca6b, parts);
    this.#c = hash(0xc2b2ae35, parts);
    for (let round = 0; round < 8; round++) this.uint32();
  }

  /** sfc32, by Chris Doty-Humphrey (public domain). */
  uint32(): number {
    const result = (this.#a + this.#b + this.#count) | 0;
    this.#count = (this.#count + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + result) | 0;
    return result >>> 0;
  }

  /** In [0, below). */
  integer(below: number): number {
    return Math.floor((this.uint32() / 2 ** 32) * below);
  }

  /** In [from, to], both whole. */
  between(from: number, to: number): number {
    return from + this.integer(to - from + 1);
  }

  chance(probability: number): boolean {
    return this.uint32() < probability * 2 ** 32;
  }

  pick<const L extends readonly [unknown, ...unknown[]]>(list: L): L[number] {
    return list[this.integer(list.length)] ?? list[0];
  }

  weighted<T>(list: readonly [Weighted<T>, ...Weighted<T>[]]): T {
    let left = this.integer(list.reduce((sum, each) => sum + each.weight, 0));
    for (const each of list) {
      left -= each.weight;
      if (left < 0) return each.value;
    }
    return list[0].value;
  }

  /** `digits` hexadecimal digits, lower case. */
  hex(digits: number): string {
    let text = '';
    while (text.length < digits) text += this.uint32().toString(16).padStart(8, '0');
    return text.slice(0, digits);
  }

  guid(): string {
    const h = this.hex(32);
    const variant = (0x8 | (Number.parseInt(h.charAt(16), 16) & 0x3)).toString(16);
    return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-${variant}${h.slice(17, 20)}-${h.slice(20)}`;
  }
}

export interface Weighted<T> {
  readonly value: T;
  readonly weight: number;
}

/** Murmur3-style mixing of every part, as an unsigned 32-bit number. */
function hash(salt: number, parts: readonly SeedPart[]): number {
  let state = salt | 0;
  const mix = (word: number) => {
    let k = Math.imul(word, 0xcc9e2d51);
    k = (k << 15) | (k >>> 17);
    state ^= Math.imul(k, 0x1b873593);
    state = (state << 13) | (state >>> 19);
    state = (Math.imul(state, 5) + 0xe6546b64) | 0;
  };
  for (const part of parts) {
    if (typeof part === 'number') {
      mix(part | 0);
      mix(Math.floor(part / 2 ** 32) | 0);
    } else {
      for (let i = 0; i < part.length; i++) mix(part.charCodeAt(i));
      mix(part.length);
    }
  }
  state ^= state >>> 16;
  state = Math.imul(state, 0x85ebca6b);
  state ^= state >>> 13;
  state = Math.imul(state, 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}
