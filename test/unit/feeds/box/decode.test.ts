import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { decodeEvent } from '../../../../src/feeds/box/decode.ts';
import { stateOf } from '../../../../src/feeds/box/stateOf.ts';
import { UndecodableError } from '../../../../src/feeds/undecodable.ts';
import { anna, ben, decode, enterprise, parent, RECEIVED, ransomware, sheet, shieldAlert } from './fixtures.ts';
import { VENDOR_TYPES } from './vendorTypes.ts';

describe('Box decoding', () => {
  it('reads an enterprise event', () => {
    const event = decode(enterprise('DOWNLOAD'));
    assert.deepEqual(event, {
      id: 'c0ffee00-1111-4222-8333-444455556666',
      time: Date.UTC(2026, 9, 31, 8, 2, 3),
      type: 'Files',
      activity: 'DOWNLOAD',
      severity: 1,
      actor: { kind: 'user', id: '31401', name: 'Anna Kern' },
      target: { kind: 'file', id: '99001', name: 'Q3.xlsx' },
      subject: { kind: 'file', id: '99001', name: 'Q3.xlsx' },
      summary: 'Anna Kern downloaded Q3.xlsx',
      changes: [],
      link: 'https://app.box.com/file/99001',
      raw: JSON.stringify(enterprise('DOWNLOAD')),
      learned: [
        { kind: 'user', id: '31401', name: 'Anna Kern', email: 'anna@hafen.example' },
        { kind: 'user', id: '31402', name: 'Ben Ott', email: 'ben@hafen.example' },
        { kind: 'file', id: '99001', name: 'Q3.xlsx', email: 'ben@hafen.example' },
      ],
    });
  });

  it('reads an event of a user feed', () => {
    const event = decode({
      type: 'event',
      event_id: '9d1c0a9d1c0a9d1c0a9d1c0a9d1c0a9d1c0a9d1c',
      created_by: anna,
      created_at: 'some day',
      recorded_at: '2026-10-31T01:02:08.250Z',
      event_type: 'ITEM_CREATE',
      session_id: '7',
      source: { type: 'folder', id: '4411', name: 'Drafts', parent, owned_by: anna, shared_link: null },
    });
    assert.equal(event.time, Date.UTC(2026, 9, 31, 1, 2, 8, 250));
    assert.equal(event.summary, 'Anna Kern created Drafts in Finance');
    assert.equal(event.link, 'https://app.box.com/folder/4411');
  });

  it('keeps the text exactly', () => {
    const raw = '{ "event_id":"x", "big":12345678901234567890, "n":1.0, "big":2,\t"session_id" : "s" }';
    assert.equal(decodeEvent(raw, RECEIVED).raw, raw);
  });

  it('keeps the digits of ids that are numbers', () => {
    const event = decodeEvent(
      '{"event_id":1152923169537420243,"event_type":"EDIT","created_by":{"id":9007199254740993,"name":"N"},"source":{"type":"file","id":11529231695374202431,"name":"n"}}',
      RECEIVED,
    );
    assert.equal(event.id, '1152923169537420243');
    assert.equal(event.actor?.id, '9007199254740993');
    assert.equal(event.target?.id, '11529231695374202431');
  });

  it('gives an event without an id one of its content: the same text is the same event', () => {
    for (const event_id of [undefined, null, '', '  ', true, {}, 'x'.repeat(513)]) {
      const raw = JSON.stringify({ ...enterprise('EDIT'), event_id });
      const { id } = decodeEvent(raw, RECEIVED);
      assert.equal(id, `content-${createHash('sha256').update(raw).digest('hex')}`);
      assert.equal(decodeEvent(raw, RECEIVED + 1).id, id);
      assert.notEqual(decodeEvent(` ${raw}`, RECEIVED).id, id);
    }
  });

  for (const raw of ['{}', '{"id":"x","type":"event"}', '[]', 'null', '7', '"x"', '{"event_id":"x"', '']) {
    it(`cannot take ${raw}`, () => assert.throws(() => decodeEvent(raw, RECEIVED), UndecodableError));
  }

  for (const [told, time] of [
    ['2026-10-31T01:02:03-07:00', Date.UTC(2026, 9, 31, 8, 2, 3)],
    ['2026-10-31T01:02:03.123456Z', Date.UTC(2026, 9, 31, 1, 2, 3, 123)],
    ['2026-10-31 01:02:03+0530', Date.UTC(2026, 9, 30, 19, 32, 3)],
    ['2026-10-31t01:02:03z', Date.UTC(2026, 9, 31, 1, 2, 3)],
    ['2026-10-31T01:02:03', Date.UTC(2026, 9, 31, 1, 2, 3)],
    ...['yesterday', '7', '2026-13-45T99:00:00Z', '', null, 5, [], {}].map((junk) => [junk, RECEIVED] as const),
  ] as const) {
    it(`takes created_at ${JSON.stringify(told)}${time === RECEIVED ? ' as the time of receipt' : ''}`, () =>
      assert.equal(decode(enterprise('EDIT', { created_at: told })).time, time));
  }

  it('reads details that came as JSON in a string, and does without broken ones', () => {
    const details = { role: 'Viewer', collab_id: 71 };
    const role = (additional_details: unknown) => decode(enterprise('COLLABORATION_ACCEPT', { additional_details }));
    assert.deepEqual(role(JSON.stringify(details)).summary, role(details).summary);
    assert.match(role(details).summary, / as viewer$/);
    for (const broken of ['{"role":"Vie', 'role', '[1]', '7', 'null', '', 7, [details], null]) {
      assert.doesNotMatch(role(broken).summary, / as /);
    }
    const exact =
      '{"event_id":"x","event_type":"COLLABORATION_INVITE","additional_details":"{\\"collab_id\\":9007199254740993}"}';
    assert.equal(decodeEvent(exact, RECEIVED).subject?.id, '9007199254740993');
  });

  it('takes details of 5 MB, as an object and as a string, and keeps them', () => {
    const details = { role: 'Editor', notes: 'é"\\'.repeat(1_250_000) };
    for (const additional_details of [details, JSON.stringify(details)]) {
      const raw = JSON.stringify(enterprise('COLLABORATION_INVITE', { additional_details }));
      assert.ok(raw.length > 5_000_000);
      const event = decodeEvent(raw, RECEIVED);
      assert.match(event.summary, / as editor$/);
      assert.equal(event.raw, raw);
    }
  });

  it('takes what is nested beyond all measure, with numbers that must be kept', () => {
    const deep = `${'['.repeat(100_000)}1152923169537420243${']'.repeat(100_000)}`;
    const event = decodeEvent(`{"event_id":"d","event_type":"EDIT","additional_details":${deep}}`, RECEIVED);
    assert.equal(event.summary, 'Somebody edited a file');
  });

  it('links to Box only', () => {
    const link = (url: unknown) => decode(shieldAlert({ link: url })).link;
    assert.equal(link('https://app.box.com/master/shield/alerts/1'), 'https://app.box.com/master/shield/alerts/1');
    assert.equal(link('https://box.com/a'), 'https://box.com/a');
    for (const url of [
      'http://app.box.com/a',
      'https://app.box.com.evil.example/a',
      'https://evilbox.com/a',
      'https://user@app.box.com/a',
      'https://:pass@app.box.com/a',
      'https://app.box.com:8443/a',
      'https://app.box.com@evil.example/',
      'javascript:alert(1)',
      'command:x',
      '//app.box.com',
      `https://app.box.com/${'x'.repeat(3_000)}`,
      7,
      '',
      null,
    ]) {
      assert.equal(link(url), undefined, String(url));
    }
    const file = (item_id: unknown) => decode(enterprise('EDIT', { source: { item_type: 'file', item_id } })).link;
    assert.equal(file(77), 'https://app.box.com/file/77');
    assert.deepEqual(['../../x', '7?a', '', null].map(file), [undefined, undefined, undefined, undefined]);
  });

  it('takes any object with an id or a type, whatever else it holds', () => {
    const sample = { ...enterprise('EDIT'), accessible_by: ben, recorded_at: '' };
    const inner = fc.dictionary(
      fc.constantFrom(...Object.keys(sheet), ...Object.keys(ransomware), 'id', 'type', 'name', 'login', 'user'),
      fc.oneof(fc.jsonValue(), fc.constantFrom(...Object.values(ransomware))),
    );
    const details = fc.dictionary(
      fc.constantFrom(
        'shield_alert',
        'shield_download_enforcement',
        'shield_justification',
        'role',
        'collab_id',
        'sign_request',
      ),
      fc.oneof(inner, fc.jsonValue()),
    );
    const value = fc.oneof(
      fc.jsonValue(),
      inner,
      details,
      details.map((one) => JSON.stringify(one)),
    );
    const wild = fc.dictionary(fc.constantFrom(...Object.keys(sample)), value);
    const types = fc.oneof(fc.constantFrom(...VENDOR_TYPES, 'NEW_KIND', ''), fc.string());
    fc.assert(
      fc.property(wild, types, (object, event_type) => {
        const raw = JSON.stringify({ ...object, event_type });
        const event = decodeEvent(raw, RECEIVED);
        assert.equal(event.raw, raw);
        assert.ok(Number.isSafeInteger(event.time) && event.id.length > 0 && event.id.length <= 512);
        assert.ok(event.summary.trim().length > 0 && event.summary.length <= 300);
        assert.ok(event.type.length <= 200 && event.activity.length <= 200);
        assert.deepEqual(event.changes, []);
        for (const text of stateOf(JSON.parse(raw))?.values() ?? []) assert.equal(typeof text, 'string');
      }),
      { numRuns: 400 },
    );
  });

  it('refuses any other JSON with its own sentence', () => {
    const sentences = ['The event is not a JSON object.', 'The entry has neither an event id nor an event type.'];
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        assert.throws(
          () => decodeEvent(JSON.stringify(value), RECEIVED),
          (error) => error instanceof UndecodableError && sentences.includes(error.message),
        );
      }),
      { numRuns: 500 },
    );
  });
});
