import type { AttributeChange, Party, SecurityEvent } from '../../model/event.ts';
import { decoded, tokensOf } from './jsonText.ts';
import { redactPatterns } from './patterns.ts';
import { Tokens } from './tokens.ts';

/** Kinds of parties whose id and name tell of a device. */
const DEVICE_KIND = /device|data_source|endpoint|computer/;
/** Members of the vendors' JSON that hold a device's number, name or telephone; without regard to case, `_` and `-`. */
const DEVICE_KEY =
  /^(?:.{0,40}serial(?:number|no)?|imei\d?|imsi|meid|iccid|udid|uuid|(?:.{0,20}mac)(?:address)?|androidid|deviceid|devicename|devicefriendlyname|hostname|computername|insyncdatasourcename|insyncdatasourceid|phonenumber|msisdn|phone)$/;
/** JSON within a string of JSON, so deep at most. */
const DEEPEST = 3;
/** Names of one event that are looked for in its other texts; more make it slow and mean nothing. */
const MOST_NAMES = 20;

/**
 * Replaces what tells of persons' addresses and devices, in all texts of an event, the raw text included: e-mail and IP addresses, GUIDs and MAC addresses wherever they stand,
 * ids and names of devices by where they stand, and these names in the event's other texts.
 */
export class Redactor {
  readonly #tokens: Tokens;

  /** `key`: of this export alone, 32 random bytes. */
  constructor(key: Uint8Array) {
    this.#tokens = new Tokens(key);
  }

  /** A text that is not an event's: a filter, a name that a person gave. */
  text(text: string): string {
    return redactPatterns(text, this.#tokens);
  }

  event(event: SecurityEvent): SecurityEvent {
    const names = this.#namesOf(event);
    const text = (value: string) => this.#text(value, event.id, names);
    const party = (of: Party) => this.#party(of, text);
    const change = ({ name, from, to }: AttributeChange) => ({
      name: text(name),
      ...(from !== undefined && { from: this.#value(from, name, text) }),
      ...(to !== undefined && { to: this.#value(to, name, text) }),
    });
    const { vendorSeverity, status, actor, target, subject, owner, link } = event;
    // Member by member: one that is new must not get out by being forgotten here.
    return {
      seq: event.seq,
      connection: event.connection,
      stream: event.stream,
      id: event.id,
      time: event.time,
      receivedTime: event.receivedTime,
      severity: event.severity,
      type: text(event.type),
      activity: text(event.activity),
      ...(vendorSeverity !== undefined && { vendorSeverity: text(vendorSeverity) }),
      ...(status !== undefined && { status: text(status) }),
      ...(actor && { actor: party(actor) }),
      ...(target && { target: party(target) }),
      ...(subject && { subject: party(subject) }),
      ...(owner !== undefined && { owner: text(owner) }),
      summary: text(event.summary),
      changes: event.changes.map(change),
      ...(link !== undefined && { link: text(link) }),
      raw: this.#json(event.raw, text, 0),
    };
  }

  /** Names of devices that the event tells somewhere, the longest first. */
  #namesOf({ actor, target, subject, raw }: SecurityEvent): readonly string[] {
    const names = new Set<string>();
    const add = (name: string | undefined) => {
      if (name !== undefined && name.length >= 3 && !/^[\d\s.-]{1,400}$/.test(name) && names.size < MOST_NAMES)
        names.add(name);
    };
    for (const party of [actor, target, subject]) {
      if (party && DEVICE_KIND.test(party.kind)) {
        add(party.name);
        add(party.id);
      }
    }
    for (const { kind, key, source } of tokensOf(raw)) {
      if (kind === 'string' && isDeviceKey(key)) add(decoded(source));
    }
    return [...names].sort((a, b) => b.length - a.length);
  }

  #party({ kind, id, name }: Party, text: (value: string) => string): Party {
    const own = DEVICE_KIND.test(kind) ? (value: string) => this.#device(value) : text;
    return { kind, ...(id !== undefined && { id: own(id) }), ...(name !== undefined && { name: own(name) }) };
  }

  #value(value: string, key: string, text: (value: string) => string): string {
    return isDeviceKey(key) ? this.#device(value) : this.#inner(value, text, 0);
  }

  #device(value: string): string {
    return value === '' ? value : this.#tokens.of('device', value.toLowerCase());
  }

  #text(value: string, id: string, names: readonly string[]): string {
    let out = value;
    for (const name of names) out = this.#without(out, name);
    return redactPatterns(out, this.#tokens, id);
  }

  /** Where the name stands as a word of its own. */
  #without(text: string, name: string): string {
    let at = text.indexOf(name);
    if (at === -1) return text;
    let out = '';
    let done = 0;
    for (; at !== -1; at = text.indexOf(name, at + name.length)) {
      if (isWordy(text[at - 1]) || isWordy(text[at + name.length])) continue;
      out += text.slice(done, at) + this.#device(name);
      done = at + name.length;
    }
    return out + text.slice(done);
  }

  /** A string's own text, which may be JSON again. */
  #inner(value: string, text: (value: string) => string, depth: number): string {
    return depth < DEEPEST && /^\s{0,20}[[{]/.test(value) ? text(this.#json(value, text, depth + 1)) : text(value);
  }

  /** Only what has to change does: the rest stays to the character. */
  #json(json: string, text: (value: string) => string, depth: number): string {
    let out = '';
    let done = 0;
    for (const { kind, start, end, source, key } of tokensOf(json)) {
      const changed = this.#changed(kind, source, key, text, depth);
      if (changed === undefined) continue;
      out += json.slice(done, start) + changed;
      done = Math.min(end, json.length);
    }
    return out + json.slice(done);
  }

  #changed(
    kind: 'key' | 'string' | 'number',
    source: string,
    key: string | undefined,
    text: (value: string) => string,
    depth: number,
  ): string | undefined {
    if (source === '') return undefined;
    if (kind === 'number') return isDeviceKey(key) && source !== '0' ? JSON.stringify(this.#device(source)) : undefined;
    const value = decoded(source);
    if (kind === 'key') {
      const redacted = text(value);
      return redacted === value ? undefined : JSON.stringify(redacted);
    }
    const redacted = isDeviceKey(key) ? this.#device(value) : this.#inner(value, text, depth);
    return redacted === value ? undefined : JSON.stringify(redacted);
  }
}

function isDeviceKey(key: string | undefined): boolean {
  return key !== undefined && key.length <= 80 && DEVICE_KEY.test(key.replace(/[\s_-]/g, '').toLowerCase());
}

function isWordy(char: string | undefined): boolean {
  return char !== undefined && /[\p{L}\p{N}]/u.test(char);
}
