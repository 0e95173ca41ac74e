import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeFrame } from '../../../../src/feeds/decodeFrame.ts';
import { decodeEvent } from '../../../../src/feeds/lookout/decode.ts';
import { stateOf } from '../../../../src/feeds/lookout/stateOf.ts';
import { UndecodableError } from '../../../../src/feeds/undecodable.ts';

const RECEIVED = Date.UTC(2026, 10, 1);
const decode = (event: unknown) => decodeEvent(JSON.stringify(event), RECEIVED);

const DEVICE = '5e1f0c9a-1b2c-4d3e-8f90-aabbccddeeff';
const trojan = {
  id: '019a3c10-7a00-7b11-8c22-0123456789ab',
  enterprise_guid: 'b1c2d3e4-0000-4000-8000-000000000001',
  created_time: '2026-10-31T22:15:04.250+02:00',
  type: 'THREAT',
  change_type: 'UPDATED',
  actor: { type: 'DEVICE', guid: DEVICE },
  target: { type: 'THREAT', guid: DEVICE },
  threat: {
    guid: 'aa11bb22-cc33-4d44-8e55-ff6677889900',
    type: 'APPLICATION',
    status: 'RESOLVED',
    severity: 'HIGH',
    classifications: ['TROJAN'],
    details: { application_name: 'فاتورة 365', package_name: 'com.bills' },
  },
};

describe('Lookout decoding', () => {
  it('reads a threat: the target is the device, the subject is the threat', () => {
    const event = decode(trojan);
    assert.equal(event.time, Date.UTC(2026, 9, 31, 20, 15, 4, 250));
    assert.equal(event.type, 'Threat');
    assert.equal(event.activity, 'UPDATED');
    assert.equal(event.severity, 4);
    assert.equal(event.vendorSeverity, 'HIGH');
    assert.equal(event.status, 'resolved');
    assert.deepEqual(event.target, { kind: 'device', id: DEVICE });
    assert.deepEqual(event.subject, { kind: 'threat', id: trojan.threat.guid, name: 'فاتورة 365' });
    assert.equal(event.summary, 'Trojan “فاتورة 365”');
  });

  it('keeps the text exactly', () => {
    const raw = '{ "id":"x", "big":12345678901234567890, "n":1.0, "big":2 }';
    assert.equal(decodeEvent(raw, RECEIVED).raw, raw);
  });

  for (const [word, severity] of Object.entries({
    NONE: 1,
    ADVISORY: 1,
    LOW: 2,
    MEDIUM: 3,
    HIGH: 4,
    CRITICAL: 0,
    high: 0,
  })) {
    it(`maps threat severity ${word} to ${severity} and keeps the word`, () => {
      const event = decode({ ...trojan, threat: { ...trojan.threat, severity: word } });
      assert.equal(event.severity, severity);
      assert.equal(event.vendorSeverity, word);
    });
  }

  it('reads audit changes in all their forms', () => {
    const event = decode({
      id: 'a',
      type: 'AUDIT',
      change_type: 'UPDATED',
      audit: {
        type: 'CLASSIFICATION_POLICY',
        attribute_changes: [
          { name: 'agent_outdated' },
          { name: 'severity', from: 'medium', to: 'high' },
          { name: 'override_properties', to: '["minimumCompliantVersion"]' },
          { name: 'note', from: 'old' },
          { name: 'count', from: 1, to: null },
        ],
      },
    });
    assert.deepEqual(event.changes, [
      { name: 'agent_outdated' },
      { name: 'severity', from: 'medium', to: 'high' },
      { name: 'override_properties', to: '["minimumCompliantVersion"]' },
      { name: 'note', from: 'old' },
      { name: 'count', from: '1' },
    ]);
    assert.equal(event.summary, 'Classification policy updated: agent outdated severity medium → high');
  });

  it('learns who a device belongs to, and reads its group change', () => {
    const event = decode({
      id: 'd',
      type: 'DEVICE',
      change_type: 'UPDATED',
      target: { type: 'DEVICE', guid: 'other' },
      device: {
        guid: DEVICE,
        hardware: { manufacturer: 'samsung', model: 'sm-s921b' },
        info: { email: 'mia@example.com', previous_device_group_guids: ['g1'], device_group_guids: ['g1', 'g2'] },
        status: { security_status: 'THREATS_HIGH', protection_status: 'PROTECTED', activation_status: 'ACTIVATED' },
      },
    });
    assert.deepEqual(event.learned, [
      { kind: 'device', id: DEVICE, name: 'Samsung sm-s921b', email: 'mia@example.com' },
    ]);
    assert.deepEqual(event.changes, [{ name: 'device_group_guids', from: '["g1"]', to: '["g1","g2"]' }]);
    assert.equal(event.target?.id, DEVICE);
    assert.equal(event.severity, 1);
    assert.equal(event.summary, 'Samsung sm-s921b (mia@example.com) updated: threats high, protected, activated');
  });

  it('reads smishing alerts with several detections', () => {
    const event = decode({
      id: 's',
      type: 'SMISHING_ALERT',
      change_type: 'CREATED',
      target: { type: 'SMISHING_ALERT', guid: DEVICE },
      smishing_alert: {
        guid: 'sm1',
        detections: [{ category: 'CEO_FRAUD', impersonated_employee: 'Ada L.' }, { category: 'MALICIOUS_CONTENT' }],
      },
    });
    assert.equal(event.type, 'Smishing alert');
    assert.equal(event.summary, 'CEO fraud, Malicious content “Ada L.”');
    assert.deepEqual(event.subject, { kind: 'smishing_alert', id: 'sm1' });
  });

  it('keeps unknown types and words as they are', () => {
    const event = decode({ id: 'u', type: 'TELEPATHY', change_type: 'IMAGINED', actor: { type: 'GHOST' } });
    assert.equal(event.type, 'TELEPATHY');
    assert.equal(event.activity, 'IMAGINED');
    assert.equal(event.severity, 0);
    assert.deepEqual(event.actor, { kind: 'ghost' });
    assert.equal(event.time, RECEIVED);
  });

  for (const raw of [
    '{}',
    '{"id":""}',
    '{"id":null}',
    '[]',
    'null',
    '7',
    '"x"',
    '{"id":"x"',
    `{"id":"${'x'.repeat(513)}"}`,
  ]) {
    it(`cannot take ${raw.slice(0, 20)}`, () => assert.throws(() => decodeEvent(raw, RECEIVED), UndecodableError));
  }

  it('takes any object with an id, whatever else it holds', () => {
    const wild = fc.dictionary(
      fc.constantFrom(...Object.keys(trojan), 'device', 'audit', 'smishing_alert', 'threat'),
      fc.jsonValue(),
    );
    const types = fc.constantFrom('THREAT', 'DEVICE', 'AUDIT', 'SMISHING_ALERT', 'X');
    fc.assert(
      fc.property(wild, types, (object, type) => {
        const event = decode({ ...object, id: 'x', type });
        assert.equal(event.id, 'x');
        assert.ok(Number.isFinite(event.time) && event.summary.length > 0);
        stateOf(JSON.parse(event.raw));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('decodeFrame', () => {
  const frame = (...events: string[]) => `{"events":[${events.join(',')}]}`;
  const run = (text: string, cursor?: string) => [
    ...decodeFrame(text, 'events', cursor, (raw) => decodeEvent(raw, RECEIVED)),
  ];

  it('stores the good events, quarantines the bad and then moves the cursor', () => {
    const batches = run(frame('{"id":"a"}', '{"x":1}', '{"id":"b"}'), 'c1');
    assert.equal(batches.length, 1);
    assert.deepEqual(
      batches[0]?.events.map((e) => e.id),
      ['a', 'b'],
    );
    assert.deepEqual(batches[0]?.quarantined, [{ reason: 'The event has no id.', raw: '{"x":1}' }]);
    assert.equal(batches[0]?.cursor, 'c1');
  });

  it('gives the cursor with the last batch of a long frame only', () => {
    const batches = run(frame(...Array.from({ length: 1_001 }, (_, i) => `{"id":"${i}"}`)), 'c');
    assert.ok(batches.length > 3);
    assert.deepEqual(
      batches.map((b) => b.cursor),
      [...batches.slice(1).map(() => undefined), 'c'],
    );
    assert.equal(batches.flatMap((b) => b.events).length, 1_001);
  });

  it('ends a batch also when all that is in it is bad', () => {
    const batches = run(frame(...Array.from({ length: 1_000 }, () => '1')), 'c');
    assert.ok(batches.every((b) => b.quarantined.length <= 250));
    assert.equal(batches.flatMap((b) => b.quarantined).length, 1_000);
  });

  it('quarantines a frame that is not JSON, in pieces, and goes on behind it', () => {
    const sent = `<html>${'x'.repeat(100_000)}`;
    const [batch] = run(sent, 'c');
    assert.equal(batch?.quarantined.map(({ raw }) => raw).join(''), sent);
    assert.ok(batch.quarantined.every(({ raw }) => raw.length <= 65_536));
    assert.equal(batch?.cursor, 'c');
  });

  it('keeps every text of a frame in which only some need wide characters', () => {
    const texts = ['plain', 'über', 'فاتورة', '🚨', 'ÿĀ'].map((name) => JSON.stringify({ id: name, name }));
    assert.deepEqual(
      run(frame(...texts)).flatMap((b) => b.events.map((e) => e.raw)),
      texts,
    );
  });

  it('has no cursor without an id line', () => assert.equal('cursor' in (run(frame('{"id":"a"}'))[0] ?? {}), false));
});

describe('Lookout state', () => {
  it('tells a threat’s and a device’s attributes, flat', () => {
    assert.equal(stateOf(trojan)?.get('status'), 'RESOLVED');
    assert.equal(stateOf(trojan)?.get('classifications'), '["TROJAN"]');
    const device = stateOf({ type: 'DEVICE', device: { status: { security_status: 'SECURE', checkin_time: 'x' } } });
    assert.deepEqual([...(device ?? [])], [['status.security_status', 'SECURE']]);
  });
  it('is nothing for events that send their changes', () => assert.equal(stateOf({ type: 'AUDIT' }), undefined));
});
