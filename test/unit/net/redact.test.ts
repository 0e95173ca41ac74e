import assert from 'node:assert/strict';
import { redact } from '../../../src/net/redact.ts';

describe('redact', () => {
  const secret = 'canary-7c1f';

  it('removes a known secret by value, also percent-encoded', () => {
    assert.ok(!redact(`key=${secret}; url=?x=${encodeURIComponent('a/b+c')}`, [secret, 'a/b+c']).includes('canary'));
    assert.ok(!redact(encodeURIComponent('a/b+c'), ['a/b+c']).includes('a%2Fb'));
  });

  const shapes = [
    'authorization: Bearer abcdef0123456789',
    'Basic dXNlcjpwYXNzd29yZA==',
    '{"access_token":"abcdef0123456789"}',
    '{"error":"x","client_secret" : "abcdef0123456789"}',
    'grant_type=x&refresh_token=abcdef0123456789&scope=',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcdef0123456789',
  ];
  for (const text of shapes) {
    it(`removes by shape: ${text.slice(0, 40)}`, () => {
      const out = redact(text);
      assert.ok(!out.includes('abcdef0123456789') && !out.includes('dXNlcjpwYXNzd29yZA'), out);
      assert.ok(out.includes('[redacted]'));
    });
  }

  const opaque = [
    '0123456789abcdef0123456789abcdef',
    'key 5CA1AB1E5CA1AB1E5CA1AB1E5CA1AB1E5CA1AB1E ok',
    'c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0MQ==',
    'c2VjcmV0c2VjcmV0c2Vj/mV0c2VjcmV0c2VjcmV0+Q==',
    'sk_live_51H8abcDEFghiJKLmnoPQRstuVWXyz0123456789',
  ];
  for (const text of opaque) {
    it(`removes what is long and means nothing: ${text}`, () =>
      assert.match(redact(text), /^(key )?\[redacted\]( ok)?$/));
  }

  const readable = [
    '0190cd04-9520-7120-8a5e-a8866b8eca40',
    'request-id 9f86d081884c7d65, HTTP 503',
    '/home/jane/.config/Code/User/globalStorage/publisher.security-event-streams/events-2026-11-22.db',
    'C:\\Users\\Jane\\AppData\\Roaming\\Code\\User\\globalStorage\\events.db',
    'https://api.lookout.com/mra/stream/v2/events?types=DEVICE,THREAT,AUDIT,SMISHING_ALERT&start_time=2026-01-01T00:00:00.000Z',
    'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft',
    'a-very-long-name-with-many-hyphens-but-without-any-digit-in-it',
  ];
  for (const text of readable) it(`leaves ${text}`, () => assert.equal(redact(text), text));

  it('removes a secret in JSON, and the beginning of one where a text breaks off', () => {
    assert.equal(redact('{"k":"can\\"ary\\/x"}', ['can"ary/x']), '{"k":"[redacted]"}');
    assert.equal(redact(`it was ${secret.slice(0, 6)}`, [secret]), 'it was [redacted]');
    assert.equal(redact('ended by ca', [secret]), 'ended by ca');
  });

  it('takes whatever a person typed for a secret', () => {
    assert.equal(redact('a\ud800bc', ['\ud800key']), 'a\ud800bc');
  });

  it('shows control characters as escapes, so that nobody forges a log line', () => {
    assert.equal(redact('a\r\n\u001b[31mb\u202e'), 'a\\u000d\\u000a\\u001b[31mb\\u202e');
  });

  it('takes a megabyte made to slow it down', () => {
    assert.ok(redact(`"${'token'.repeat(200_000)}`).length <= 2_001);
  });

  it('lets no half of a secret through at its own cut', () => {
    const secret = 'canary'.repeat(20);
    for (let at = 8_000; at < 8_420; at += 7) {
      const out = redact(`${'x '.repeat(at / 2)}${secret}${secret}`, [secret], 100_000);
      assert.ok(!out.includes('canary'));
    }
    for (let at = 8_190; at < 8_420; at += 7) {
      const out = redact(`${'secret=aaaaaaaaaaaaaaa '.repeat(at / 23)}${secret} tail`, [secret], 100);
      assert.ok(!out.includes('canary'));
    }
  });

  it('is bounded', () => assert.equal(redact('x'.repeat(5_000), [], 10), `${'x'.repeat(10)}…`));
});
