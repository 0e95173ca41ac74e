import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { parseTree } from 'jsonc-parser';
import { encoderOf } from '../../../../src/export/encoder.ts';
import { FORMATS } from '../../../../src/export/form.ts';
import { redactPatterns } from '../../../../src/export/redact/patterns.ts';
import { Redactor } from '../../../../src/export/redact/redactor.ts';
import { Tokens } from '../../../../src/export/redact/tokens.ts';
import { DEVICE, EVERY_EVENT, LOOKOUT_EVENTS, ORIGINS, stored } from '../fixtures.ts';

const KEY = Buffer.alloc(32, 1);
const patterns = (text: string) => redactPatterns(text, new Tokens(KEY));
/** Tokens by their kind, as a person would describe them. */
const shown = (text: string) =>
  patterns(text)
    .replace(/email-[0-9a-f]{20}@redacted\.invalid/g, 'EMAIL')
    .replace(/2001:0db8:ffff(?::[0-9a-f]{4}){5}/g, 'IP')
    .replace(/device-[0-9a-f]{20}/g, 'DEVICE');

describe('Redaction of patterns', () => {
  it('finds e-mail addresses', () => {
    assert.equal(shown('Mail alice@example.com, or bob.o-neil+x@sub.example.co.uk.'), 'Mail EMAIL, or EMAIL.');
    assert.equal(shown('<a@b> "c@d.e" (f@g.h)'), '<EMAIL> "EMAIL" (EMAIL)');
    assert.equal(shown('mailto:a@b.c?to=d@e.f&x=1'), 'mailto:EMAIL?to=EMAIL&x=1');
    assert.equal(shown('u=alice%40example.com&v'), 'u=EMAIL&v');
    assert.equal(shown('jürgen@müller.de 名@例.jp'), 'EMAIL EMAIL');
    assert.equal(shown('a@b.c@d.e'), 'EMAIL@d.e');
    assert.equal(shown('@home, a @ b, x@'), '@home, a @ b, x@');
  });

  it('finds IP addresses of both versions, in whatever spelling', () => {
    assert.equal(shown('from 192.0.2.7, 192.0.2.7:8080 and 192.0.2.7.'), 'from IP, IP:8080 and IP.');
    assert.equal(shown('[2001:db8::1]:443 fe80::1%eth0 ::1 ::ffff:192.0.2.1'), '[IP]:443 IP%eth0 IP IP');
    assert.equal(shown('1.2.3, 1.2.3.4.5, 999.1.1.1, v1.2.3.4'), '1.2.3, 1.2.3.4.5, 999.1.1.1, v1.2.3.4');
    assert.equal(
      shown('12:30:45 2026-11-01T12:00:00Z std::string a:b:c'),
      '12:30:45 2026-11-01T12:00:00Z std::string a:b:c',
    );
    assert.equal(patterns('2001:DB8:0:0::1'), patterns('2001:db8::1'));
  });

  it('finds GUIDs and MAC addresses', () => {
    assert.equal(shown(`x ${DEVICE} y`), 'x DEVICE y');
    assert.equal(shown('00:1A:2b:3c:4d:5e, 00-1a-2b-3c-4d-5e'), 'DEVICE, DEVICE');
    assert.equal(patterns('00:1A:2B:3C:4D:5E'), patterns('00-1a-2b-3c-4d-5e'));
  });

  it('gives the same for the same, whatever its case, and something else for another, or another export', () => {
    assert.equal(patterns('Alice@Example.com'), patterns('alice@example.COM'));
    assert.notEqual(patterns('alice@example.com'), patterns('alicf@example.com'));
    assert.notEqual(patterns('a@b.c'), redactPatterns('a@b.c', new Tokens(randomBytes(32))));
  });

  it('leaves its own tokens alone', () => {
    const once = patterns(`a@b.c 192.0.2.7 ::1 ${DEVICE}`);
    assert.equal(
      shown(once).replace('EMAIL', 'x'),
      patterns(once)
        .replace(/\S+@redacted\.invalid/, 'x')
        .replace(/2001:0db8:ffff(?::[0-9a-f]{4}){5}/g, 'IP')
        .replace(/device-[0-9a-f]{20}/g, 'DEVICE'),
    );
  });

  it('takes time in proportion to the length of hostile texts', () => {
    for (const unit of [
      'a',
      'a@',
      '@',
      '%40',
      '1.',
      '1.1.1.',
      ':',
      '::',
      'a:',
      '-',
      'ab-',
      '0:',
      '.',
      'a.',
      '0a:0b:',
      'aaaaaaaa-',
    ]) {
      const text = unit.repeat(Math.ceil(1_000_000 / unit.length));
      const started = performance.now();
      patterns(text);
      assert.ok(performance.now() - started < 5_000, unit);
    }
  });
});

describe('Redaction of an event', () => {
  const redact = (event: Parameters<Redactor['event']>[0]) => new Redactor(KEY).event(event);
  const rawOf = (value: unknown) => redact(stored({ raw: JSON.stringify(value) })).raw;

  it('leaves no e-mail address, IP address or device in any format, in any event', () => {
    const secrets = [
      /alice@example\.com/i,
      /hafen\.example/,
      /evil\.example/,
      /203\.0\.113\./,
      /198\.51\.100\./,
      new RegExp(DEVICE),
      /R5CT1234/,
      /CARLA-LAPTOP/,
      /"inSyncDataSourceID":4411/,
    ];
    for (const format of FORMATS) {
      const encoder = encoderOf({ format, origins: ORIGINS, redactionKey: KEY });
      const clear = encoderOf({ format, origins: ORIGINS });
      const text = EVERY_EVENT.map((event) => encoder.event(event)).join('');
      const before = EVERY_EVENT.map((event) => clear.event(event)).join('');
      assert.ok(secrets.filter((secret) => secret.test(before)).length >= 5, format);
      for (const secret of secrets) assert.doesNotMatch(text, secret, format);
    }
  });

  it('gives one device one token wherever it is named', () => {
    const event = redact(LOOKOUT_EVENTS[5] ?? stored({}));
    const token = event.target?.id ?? '';
    assert.match(token, /^device-/);
    assert.equal(JSON.parse(event.raw).device.guid, token);
    assert.equal(JSON.parse(event.raw).target.guid, token);
    assert.equal(redact(LOOKOUT_EVENTS[0] ?? stored({})).target?.id, token);
  });

  it('keeps raw texts JSON, with every other token to the character', () => {
    const raw = '{ "n": 12345678901234567890, "v": 1.0, "v": 2, "who": "a@b.c", "x": "\\u0041\\n" }';
    const out = redact(stored({ raw })).raw;
    assert.equal(out.replace(/"email-[^"]+"/, '"a@b.c"'), raw);
  });

  it('sees through escapes, and JSON within strings', () => {
    assert.doesNotMatch(redact(stored({ raw: '{"a":"alice\\u0040example.com"}' })).raw, /alice/);
    assert.doesNotMatch(rawOf({ to: JSON.stringify([{ serial_number: 'S-123', mail: 'a@b.c' }]) }), /S-123|a@b/);
    assert.equal(JSON.parse(JSON.parse(rawOf({ to: JSON.stringify({ imei: '12' }) })).to).imei.slice(0, 7), 'device-');
  });

  it('knows devices by the member that they stand in: numbers, lists and names', () => {
    const out = JSON.parse(
      rawOf({
        serialNumber: 'R5',
        imei: 490154203237518,
        macs: 1,
        deviceName: 'Eva’s phone',
        udid: ['u1', 'u2'],
        text: 'on Eva’s phone today',
        kept: 7,
      }),
    );
    for (const value of [out.serialNumber, out.imei, out.deviceName, ...out.udid]) assert.match(value, /^device-/);
    assert.equal(out.text, `on ${out.deviceName} today`);
    assert.equal(out.kept, 7);
  });

  it('takes addresses out of the names of members too', () => {
    assert.doesNotMatch(rawOf({ 'a@b.c': 1 }), /a@b/);
  });

  it('keeps the id of the event, by which it can be found again', () => {
    const id = '11111111-2222-4333-8444-555555555555';
    const out = redact(stored({ id, raw: JSON.stringify({ id, other: '11111111-2222-4333-8444-555555555556' }) }));
    assert.equal(out.id, id);
    assert.equal(JSON.parse(out.raw).id, id);
    assert.match(JSON.parse(out.raw).other, /^device-/);
  });

  it('makes JSON of any JSON, and never fails on other texts', () => {
    fc.assert(
      fc.property(fc.json(), fc.string(), (json, text) => {
        assert.doesNotThrow(() => JSON.parse(redact(stored({ raw: json })).raw));
        redact(stored({ raw: text }));
      }),
      { numRuns: 300 },
    );
  });

  it('takes time in proportion to the length of hostile texts', () => {
    for (const raw of [
      '"'.repeat(500_001),
      '\\'.repeat(500_000),
      `"${'\\"'.repeat(250_000)}`,
      '['.repeat(500_000),
      '"a":'.repeat(100_000),
      `{"imei":"${'x'.repeat(300)}","t":"${'x'.repeat(500_000)}"}`,
    ]) {
      const started = performance.now();
      redact(stored({ raw }));
      assert.ok(performance.now() - started < 5_000, raw.slice(0, 10));
    }
  });

  it('lets JSON parsers read what it wrote', () => {
    for (const event of EVERY_EVENT) assert.ok(parseTree(redact(event).raw));
  });
});
