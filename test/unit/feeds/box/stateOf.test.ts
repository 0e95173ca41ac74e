import assert from 'node:assert/strict';
import { stateOf } from '../../../../src/feeds/box/stateOf.ts';
import { computeChanges } from '../../../../src/model/changes.ts';
import { anna, ben, collaboration, enterprise, parent, sheet, shieldAlert } from './fixtures.ts';

function changes(before: unknown, after: unknown) {
  const [earlier, later] = [stateOf(before), stateOf(after)];
  assert.ok(earlier && later);
  return computeChanges(earlier, later);
}

describe('The state that a Box event tells', () => {
  it('is a role of a person on an item', () => {
    const invited = collaboration('COLLABORATION_INVITE', 'Viewer');
    const changed = collaboration('COLLABORATION_ROLE_CHANGE', 'Co-owner');
    assert.deepEqual(changes(invited, changed), [{ name: 'role', from: 'Viewer', to: 'Co-owner' }]);
    assert.equal(stateOf(collaboration('COLLABORATION_REMOVE', '')), undefined, 'no role is told: nothing to compare');
  });

  it('is the name, folder, owner and classification of an item', () => {
    const classified = { ...sheet, classification: { name: 'Secret' } };
    const moved = { ...classified, item_name: 'Q4.xlsx', parent: { ...parent, id: '8802' }, owned_by: anna };
    assert.deepEqual(changes(enterprise('EDIT'), enterprise('EDIT', { source: classified })), [
      { name: 'classification', to: 'Secret' },
    ]);
    assert.deepEqual(changes(enterprise('EDIT', { source: classified }), enterprise('MOVE', { source: moved })), [
      { name: 'name', from: 'Q3.xlsx', to: 'Q4.xlsx' },
      { name: 'parent', from: 'Finance (8801)', to: 'Finance (8802)' },
      { name: 'owned_by', from: 'ben@hafen.example', to: 'anna@hafen.example' },
    ]);
    assert.deepEqual(changes(enterprise('DOWNLOAD'), enterprise('PREVIEW', { ip_address: '10.0.0.1' })), []);
  });

  it('is path, shared link and status of an item of a user feed', () => {
    const path = (...names: string[]) => ({
      path_collection: { entries: names.map((name) => ({ type: 'folder', name })) },
    });
    const item = {
      type: 'file',
      id: '7',
      name: 'a',
      etag: '1',
      parent,
      item_status: 'active',
      shared_link: null,
      ...path('All', 'X'),
    };
    const event = (source: object) => enterprise('ITEM_MOVE', { source });
    const shared = {
      ...item,
      etag: '2',
      item_status: 'trashed',
      shared_link: { access: 'open', url: 'https://secret' },
      ...path('All', 'Y'),
    };
    assert.deepEqual(changes(event(item), event(shared)), [
      { name: 'item_status', from: 'active', to: 'trashed' },
      { name: 'path', from: 'All/X', to: 'All/Y' },
      { name: 'shared_link.access', to: 'open' },
    ]);
    assert.ok(![...(stateOf(event(shared)) ?? [])].flat().some((text) => text.includes('secret')));
  });

  it('is a barrier’s, a group’s, a full user’s and an alert’s own', () => {
    const barrier = (barrier_status: string) =>
      enterprise('SHIELD_INFORMATION_BARRIER_ENABLED', {
        source: { barrier_id: 1, barrier_status, barrier_segments: [{ name: 'A' }] },
      });
    assert.deepEqual(changes(barrier('PENDING'), barrier('ENABLED')), [
      { name: 'barrier_status', from: 'PENDING', to: 'ENABLED' },
    ]);
    const group = (group_name: string) => enterprise('GROUP_EDITED', { source: { group_id: '1', group_name } });
    assert.deepEqual(changes(group('A'), group('B')), [{ name: 'group_name', from: 'A', to: 'B' }]);
    const user = (status: string) =>
      enterprise('EDIT_USER', { source: { ...anna, status, space_used: Math.random() } });
    assert.deepEqual(changes(user('active'), user('inactive')), [{ name: 'status', from: 'active', to: 'inactive' }]);
    assert.deepEqual(changes(shieldAlert(), shieldAlert({ risk_score: 50 })), [
      { name: 'risk_score', from: '100', to: '50' },
    ]);
  });

  it('is none where an event tells only part of what others tell: nothing must look removed that was only left out', () => {
    for (const event of [
      enterprise('LOGIN', { source: ben }),
      enterprise('EDIT', { source: { item_type: 'file', item_id: '99001', item_name: 'Q3.xlsx' } }),
      enterprise('EDIT', { source: { ...sheet, item_name: '' } }),
      enterprise('ITEM_RENAME', { source: { type: 'file', id: '7', name: 'a' } }),
      enterprise('SHIELD_DOWNLOAD_BLOCKED', {
        source: null,
        additional_details: { shield_download_enforcement: { item: { type: 'file', id: 99001, name: 'Q3.xlsx' } } },
      }),
      enterprise('LOCK_DESTROY', { source: null }),
      enterprise('X', { source: 'x' }),
      null,
      7,
      [],
      {},
    ]) {
      assert.equal(stateOf(event), undefined, JSON.stringify(event));
    }
  });
});
