import assert from 'node:assert/strict';
import { withConnectionIds } from '../../../src/filter/connectionNames.ts';
import { type EventFields, matches } from '../../../src/filter/matches.ts';
import { parseFilter } from '../../../src/filter/parseFilter.ts';
import { eventOf, NOW } from './fixtures.ts';

function finds(text: string, event: EventFields): boolean {
  const { expression, problems } = parseFilter(text, NOW);
  assert.deepEqual(problems, [], text);
  return matches(expression, event);
}

function check(event: EventFields, found: readonly string[], notFound: readonly string[]): void {
  for (const text of found) assert.equal(finds(text, event), true, `${text} finds it`);
  for (const text of notFound) assert.equal(finds(text, event), false, `${text} does not find it`);
}

describe('A filter finds', () => {
  it('words in their order, whole, and however they are divided', () => {
    const event = eventOf({ summary: 'FAILED_LOGIN of ann@example.com from 10.0.0.12' });
    check(
      event,
      [
        'failed',
        '"failed login"',
        'failed_login',
        'login failed',
        'ann@example.com',
        '10.0.0.12',
        '"10.0.0"',
        'summary:ann',
      ],
      ['fail', '"login failed"', '10.0.0.1', 'summary:example.co'],
    );
  });

  it('texts alike in case and composition, with their accents', () => {
    const event = eventOf({ summary: 'Übung cafe\u0301 ＡＢＣ ΟΔΟΣ İstanbul' });
    check(event, ['übung', 'café', 'abc', 'οδος', 'οδοσ'], ['ubung', 'cafe']);
    // A capital that has no composed form of its own.
    check(eventOf({ summary: 'H\u0331alil' }), ['\u1e96alil', 'h\u0331alil', '\u1e96*'], ['halil']);
  });

  it('texts without any letter as they are', () => {
    check(eventOf({ summary: 'all is 💥 here' }), ['💥', 'summary:💥'], ['🔥', '"!"']);
  });

  it('whole values in fields of a set', () => {
    const event = eventOf({ type: 'Smishing alert', status: 'open', vendorSeverity: 'HIGH' });
    check(
      event,
      [
        'type:"smishing alert"',
        'type:smishing*',
        'type:*alert',
        'status:OPEN',
        'vendorSeverity:high',
        'type:sm?shing*',
      ],
      ['type:alert', 'type:smishing', 'type:*smishing', 'id:e', 'type:smishing?'],
    );
  });

  it('patterns at the ends of words', () => {
    const event = eventOf({ summary: 'App com.example.banking installed' });
    check(
      event,
      ['com.ex*', 'bank*', '*king', 'c?m.example*', '*', 'com*installed', 'inst*', 'b*k*g'],
      ['com.ex?', '*bank', 'om.ex*', 'installed*app', 'bankin'],
    );
  });

  it('wildcards behind a backslash as they are', () => {
    check(eventOf({ type: 'a*b' }), ['type:a\\*b', 'type:"a*b"', 'type:a\\**'], ['type:a\\*']);
    check(eventOf({ type: 'axb' }), ['type:a*b'], ['type:a\\*b', 'type:"a*b"', 'type:a\\**']);
  });

  it('people and things by name or id', () => {
    const event = eventOf({
      actor: { kind: 'admin', id: '1-2', name: 'Ann Lee' },
      target: { kind: 'device', id: 'd-7' },
      owner: 'bob@example.com',
    });
    check(
      event,
      ['actor:ann', 'actor:1-2', 'user:"ann lee"', 'target:d-7', 'owner:bob', 'ann', 'bob'],
      ['actor:d-7', 'subject:*', 'actor:admin'],
    );
  });

  it('what is missing', () => {
    check(eventOf(), ['-status:*', '-actor:x', 'NOT changed:*'], ['status:*', 'actor:*', '-severity:*']);
  });

  it('severities and times with both ends', () => {
    check(
      eventOf({ severity: 4, time: Date.parse('2026-11-02T10:00:00Z') }),
      [
        'severity:high',
        'severity:>=medium',
        'severity:low..high',
        'time:2026-11-02T10:00Z',
        'after:2026-11-02T10:00Z',
        'received:*',
      ],
      ['severity:>high', 'severity:<high', 'before:2026-11-02T10:00Z', 'time:<2026-11-02T10:00Z'],
    );
    check(
      eventOf({ severity: 0 }),
      ['severity:unknown', 'severity:>=unknown'],
      ['severity:<=low', 'severity:<high', 'severity:*'],
    );
  });

  it('what the status means, and what changed', () => {
    check(eventOf({ status: 'Open' }), ['is:open', '-is:resolved'], ['is:failure', 'is:changed']);
    check(eventOf({ status: 'with errors' }), ['is:failure'], ['is:success', 'is:open']);
    check(
      eventOf({ changes: ['severity', 'device.name'] }),
      ['is:changed', 'changed:Severity', 'changed:device*'],
      ['changed:device'],
    );
  });

  it('members of the JSON, in arrays any element', () => {
    const json = {
      threat: { details: { package_name: 'com.x.y' }, list: [{ n: 1 }, { n: 2 }], ok: true, none: null },
      'odd: "k"': 'v',
    };
    check(
      eventOf({ json }),
      [
        'raw.threat.details.package_name:com.x*',
        'raw.threat.list.n:2',
        'raw.threat.ok:true',
        'raw.threat.details:*',
        'raw."odd: \\"k\\"":v',
        'com.x.y',
      ],
      [
        'raw.threat.list.n:3',
        'raw.threat.none:*',
        'raw.threat.details:x',
        'raw.__proto__:*',
        'raw.threat.Details:*',
        'true',
        'package_name',
      ],
    );
  });

  it('numbers of the JSON as they are written', () => {
    const event = eventOf({ raw: () => '{"id":12345678901234567890,"v":1.0,"s":"1e3"}' });
    check(
      event,
      ['12345678901234567890', 'raw.id:12345678901234567890', 'raw.v:1.0', 'raw.s:1e3'],
      ['12345678901234567000', 'raw.v:10'],
    );
  });

  it('no JSON as a text', () => {
    check(eventOf({ raw: () => '{broken text' }), ['broken', '-raw.a:*'], ['raw.a:*']);
  });

  it('reads the JSON only for terms that need it', () => {
    const event = eventOf({ raw: () => assert.fail('read'), changed: () => assert.fail('read') });
    check(event, ['type:threat severity:high', 'fraud'], ['type:x nothing']);
  });

  it('connections by their names', () => {
    const names = new Map([
      ['lookout-1', 'My Tenant'],
      ['box-1', 'Box'],
    ]);
    const found = (text: string) => matches(withConnectionIds(parseFilter(text, NOW).expression, names), eventOf());
    for (const text of ['connection:"my tenant"', 'connection:lookout-1', 'conn:my*', '-(a connection:box)'])
      assert.equal(found(text), true, text);
    for (const text of ['connection:box', 'connection:tenant', '-conn:"My Tenant"'])
      assert.equal(found(text), false, text);
  });

  it('long texts of hostile events in bounded time', () => {
    const summary = 'a'.repeat(200_000);
    const started = performance.now();
    check(eventOf({ summary }), [], [`${'a*'.repeat(15)}b`, `${'?'.repeat(14)}b*`, '*a*a*a*b']);
    assert.ok(performance.now() - started < 5_000);
  });
});
