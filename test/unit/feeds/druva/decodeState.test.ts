import assert from 'node:assert/strict';
import { stateOf } from '../../../../src/feeds/druva/stateOf.ts';
import { computeChanges } from '../../../../src/model/changes.ts';
import { adminLogin, alert, audit, backup, decode, envelope, platform, realize } from './decodeFixtures.ts';

describe('What changed in a Druva event', () => {
  it('is what the vendor sent as old and new state', () => {
    const before = { email: 'a@b.test', role: 2, tags: ['x'], gone: true, same: { a: 1, b: 2 } };
    const after = { email: 'a@b.test', role: 3, tags: ['x', 'y'], fresh: 'z', same: { b: 2, a: 1 } };
    assert.deepEqual(decode(audit(before, after)).changes, [
      { name: 'role', from: '2', to: '3' },
      { name: 'tags', from: '["x"]', to: '["x","y"]' },
      { name: 'fresh', to: 'z' },
      { name: 'gone', from: 'true' },
    ]);
    assert.deepEqual(decode(audit(null, { role: 2, note: null })).changes, [{ name: 'role', to: '2' }]);
    assert.deepEqual(decode(audit({ role: 2 }, null)).changes, [{ name: 'role', from: '2' }]);
    assert.deepEqual(decode(audit('{"role":2}', '{"role":9007199254740993}')).changes, [
      { name: 'role', from: '2', to: '9007199254740993' },
    ]);
    for (const nothing of [null, undefined, '', '{', 7, []])
      assert.deepEqual(decode(audit(nothing, nothing)).changes, []);
  });

  it('is bounded, however large or deep a state is', () => {
    const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`n${index}`, index]));
    assert.equal(decode(audit(null, many)).changes.length, 500);
    const deep = JSON.parse(`${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`);
    assert.deepEqual(decode(JSON.parse('{"eventID":1}')).changes, []);
    assert.doesNotThrow(() => stateOf(audit(deep, deep)));
  });

  it('is not computed where the vendor sent it', () => {
    assert.equal(stateOf(audit(null, { role: 1 }, { eventState: 'Success' })), undefined);
    assert.deepEqual([...(stateOf(audit(null, null, { eventState: 'Success' })) ?? [])], [['state', 'Success']]);
  });

  it('is computed from what is state, not from counters, ids and times', () => {
    const changes = (before: object, after: object) =>
      computeChanges(stateOf(before) ?? new Map(), stateOf(after) ?? new Map());
    const counters = {
      eventID: 5,
      eventDetails: 'Files Missed:77, x:1',
      timestamp: '2026-05-05T03:02:01Z',
      profileID: 13,
      severity: 6,
    };
    assert.deepEqual(changes(backup(), backup(counters)), []);
    assert.deepEqual(
      changes(backup(), backup({ clientVersion: '7.6.0r(0)', eventState: 'Success', ip: '192.0.2.7', initiator: 'x' })),
      [
        { name: 'eventState', from: 'Backed up with Errors', to: 'Success' },
        { name: 'clientVersion', from: '7.5.2r(1a2b3c4d)', to: '7.6.0r(0)' },
        { name: 'ip', from: '198.51.100.24', to: '192.0.2.7' },
      ],
    );
    assert.deepEqual(
      changes(alert('x'), alert('x', { eventType: 'Alert Resolution', eventState: 'Warning', eventID: 9 })),
      [{ name: 'eventType', from: 'Alert', to: 'Alert Resolution' }],
    );
    assert.deepEqual(changes(adminLogin(), adminLogin({ ip: '192.0.2.7', eventState: 'Failed' })), [
      { name: 'ip', from: '203.0.113.9', to: '192.0.2.7' },
      { name: 'state', from: 'Success', to: 'Failed' },
    ]);
    assert.deepEqual(changes(realize(), realize({ id: 21, occurenceTime: 1_800_000_000 })), []);
  });

  it('passes over what tells only part, or is about nothing', () => {
    const part = backup({ profileName: '', clientVersion: null, clientOS: undefined });
    for (const event of [part, envelope(), platform({ type: 'Job', details: {} }), null, 7, 'x', []])
      assert.equal(stateOf(event), undefined);
  });
});
