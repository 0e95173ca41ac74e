import assert from 'node:assert/strict';
import { decodeEvent } from '../../../../src/feeds/druva/decode.ts';
import type { DruvaStream } from '../../../../src/feeds/druva/streams.ts';
import { UndecodableError } from '../../../../src/feeds/undecodable.ts';
import {
  adminLogin,
  alert,
  audit,
  backup,
  decode,
  envelope,
  HAPPENED,
  platform,
  RECEIVED,
  realize,
} from './decodeFixtures.ts';

const STREAMS: readonly DruvaStream[] = ['insync', 'platform', 'realize'];

describe('Decoding events of Druva', () => {
  it('tells all of a record of inSync', () => {
    const raw = JSON.stringify(backup());
    assert.deepEqual(decodeEvent(raw, RECEIVED, 'insync'), {
      id: '1900000017',
      time: HAPPENED,
      type: 'Backup & restore',
      activity: 'Backup',
      severity: 3,
      vendorSeverity: 'Warning (4)',
      status: 'with errors',
      target: { kind: 'data_source', id: '8802', name: 'LAPTOP-7' },
      subject: { kind: 'data_source', id: '8802', name: 'LAPTOP-7' },
      summary: 'Backup of LAPTOP-7 finished with errors, 3 files missed',
      changes: [],
      raw,
      learned: [
        { kind: 'data_source', id: '8802', name: 'LAPTOP-7', email: 'ines.duarte@example.com' },
        { kind: 'user', id: '5501', name: 'Ines Duarte', email: 'ines.duarte@example.com' },
      ],
    });
  });

  it('knows a shape by its fields, whichever stream brings it', () => {
    for (const stream of STREAMS) {
      assert.equal(decode(backup(), stream).id, '1900000017');
      assert.equal(decode(envelope(), stream).id, '0d4f8a52-43c1-4b6e-9d31-77e0c1a2b3c4');
      assert.equal(decode(platform(), stream).id, 'platform-700100');
      assert.equal(decode(realize(), stream).id, 'realize-20');
    }
    assert.equal(decode({ id: 1, type: 'Job' }, 'platform').id, 'platform-1');
    assert.equal(decode({ id: 1, type: 'Job' }, 'realize').id, 'realize-1');
  });

  describe('ids', () => {
    const id = (event: object) => decode(event).id;

    it('are the same however inSync spells them', () => {
      for (const eventID of [1_900_000_017, '1900000017', '1900000017.0', ' 1900000017 ']) {
        assert.equal(id(backup({ eventID })), '1900000017');
      }
    });

    it('keep 64 bits', () => {
      const of = (digits: string) => decodeEvent(`{"eventType":"Backup","eventID":${digits}}`, RECEIVED, 'insync').id;
      assert.equal(of('9007199254740993'), '9007199254740993');
      assert.equal(of('9223372036854775807'), '9223372036854775807');
    });

    it('make one event of inSync one, through both endpoints', () => {
      const details = { eventID: '1900000017', eventState: 'Failed', eventDetails: 'Files Missed:3, x:1' };
      assert.equal(id(platform({ productID: 8193, details })), '1900000017');
      assert.equal(id(platform({ productID: '8193', details: JSON.stringify(details) })), '1900000017');
      assert.equal(id(platform({ productID: 12_289, details })), 'platform-700100');
      assert.equal(id(platform({ productID: 8193, details: { eventID: 0 } })), 'platform-700100');
    });

    it('are made of the text where there is none, so that an event is stored once', () => {
      for (const eventID of [0, '0', '', ' ', null, '0.0', {}, true, 'x'.repeat(513)]) {
        assert.match(id(backup({ eventID })), /^content-[0-9a-f]{64}$/);
      }
      assert.equal(id(backup({ eventID: 0 })), id(backup({ eventID: 0 })));
      assert.notEqual(id(backup({ eventID: 0 })), id(backup({ eventID: 0, ip: '' })));
      assert.match(id(envelope({ uniqueID: '' })), /^content-/);
      assert.match(id(audit(null, {})), /^content-/);
    });
  });

  describe('times', () => {
    const time = (more: object) => decode(backup({ timestamp: undefined, ...more })).time;

    it('are read under both names, as texts, seconds and milliseconds', () => {
      for (const text of [
        '2026-05-04T03:02:01Z',
        '2026-05-04T03:02:01',
        '2026-05-04 03:02:01',
        '2026-05-04T05:02:01+02:00',
      ]) {
        assert.equal(time({ timestamp: text }), HAPPENED);
        assert.equal(time({ timeStamp: text }), HAPPENED);
      }
      for (const number of [HAPPENED, HAPPENED / 1_000, String(HAPPENED), String(HAPPENED / 1_000)]) {
        assert.equal(time({ timeStamp: number }), HAPPENED);
      }
      assert.equal(time({ timeStamp: HAPPENED / 1_000 + 0.25 }), HAPPENED + 250);
      assert.equal(decode(realize({ occurenceTime: undefined, occurrenceTime: HAPPENED / 1_000 })).time, HAPPENED);
    });

    it('are when it arrived where there is none, or a clock was never set', () => {
      for (const timestamp of [
        undefined,
        null,
        '',
        0,
        '0001-01-01T00:00:00Z',
        'yesterday',
        -1,
        1e300,
        '9999-12-31T00:00:00Z',
        [],
        {},
      ]) {
        assert.equal(time({ timestamp }), RECEIVED);
      }
      assert.equal(time({ timestamp: '0001-01-01T00:00:00Z', timeStamp: HAPPENED }), HAPPENED);
    });
  });

  describe('parties', () => {
    it('tell on whose device it happened', () => {
      const { learned, target } = decode(alert('Unusual Data Activity'));
      assert.deepEqual(
        learned?.find(({ id, kind }) => id === target?.id && kind === target?.kind)?.email,
        'ines.duarte@example.com',
      );
    });

    it('take nothing for somebody', () => {
      const none = { initiator: 0, inSyncUserName: 0, inSyncUserEmail: null, inSyncDataSourceName: 0 };
      const { actor: nobody, target: nothing } = decode(adminLogin(none));
      assert.deepEqual([nobody, nothing], [undefined, undefined]);
      const { actor, target, subject, learned } = decode(adminLogin({ initiator: '' }));
      assert.deepEqual([actor, target, subject, learned], [undefined, undefined, undefined, undefined]);
    });

    it('tell who began it: administrator, user, system, service', () => {
      const actor = (more: object) => decode(backup(more)).actor;
      assert.deepEqual(actor({ eventType: 'Restore', initiator: 'root@example.com' }), {
        kind: 'admin',
        id: 'root@example.com',
      });
      assert.deepEqual(actor({ eventType: 'Restore', initiator: 'INES.duarte@example.com' }), {
        kind: 'user',
        id: '5501',
        name: 'Ines Duarte',
      });
      assert.deepEqual(actor({ initiator: 'Scheduler' }), { kind: 'service', name: 'Scheduler' });
      assert.deepEqual(actor({ eventType: 'User Event' }), { kind: 'user', id: '5501', name: 'Ines Duarte' });
      assert.deepEqual(actor({ eventType: 'WebDAV Login', initiator: 'archiver' }), { kind: 'api', name: 'archiver' });
      assert.deepEqual(decode(envelope()).actor, { kind: 'service', id: '99' });
      assert.deepEqual(decode(envelope({ identityType: 'API', identityID: 'archiver' })).actor, {
        kind: 'api',
        name: 'archiver',
      });
      assert.deepEqual(decode(envelope({ identityType: 'ADMIN', identityID: 'a@b.test' })).actor, {
        kind: 'admin',
        id: 'a@b.test',
      });
      assert.deepEqual(decode(envelope({ identityType: 'ADMIN' })).actor, { kind: 'admin', id: '99' });
      assert.deepEqual(decode(platform()).actor, { kind: 'admin', id: 'root@example.com', name: 'Root' });
    });

    it('never take two things of one name for one subject', () => {
      assert.deepEqual(decode(backup({ inSyncDataSourceID: 0 })).target, { kind: 'data_source', name: 'LAPTOP-7' });
      assert.equal(decode(backup({ inSyncDataSourceID: 0 })).subject, undefined);
      const user = backup({ inSyncDataSourceID: '', inSyncDataSourceName: null });
      assert.deepEqual(decode(user).subject, { kind: 'user', id: '5501', name: 'Ines Duarte' });
    });

    it('make an alert about one device a subject of its own, with its resolution', () => {
      const opened = decode(alert('Unusual Data Activity')).subject;
      assert.deepEqual(opened, {
        kind: 'alert',
        id: 'unusualdataactivity data_source 8802',
        name: 'Unusual Data Activity · LAPTOP-7',
      });
      const resolved = decode(alert('Unusual Data Activity', { eventType: 'Alert Resolution' }));
      assert.deepEqual(resolved.subject, opened);
      assert.deepEqual([decode(alert('x')).status, resolved.status], ['open', 'resolved']);
      assert.notEqual(decode(alert('Unusual Data Activity', { inSyncDataSourceID: 3 })).subject?.id, opened?.id);
      assert.notEqual(decode(alert('Malicious Files Found')).subject?.id, opened?.id);
    });
  });

  for (const raw of ['', '{', '[]', 'null', '7', '"x"', '{}', '{"eventID":0,"eventType":""}', '{"severity":1}']) {
    it(`cannot take ${raw}`, () => {
      assert.throws(() => decodeEvent(raw, RECEIVED, 'insync'), UndecodableError);
    });
  }
});
