import assert from 'node:assert/strict';
import { anna, ben, collaboration, decode, enterprise, nobody, parent, sheet, shieldAlert } from './fixtures.ts';

describe('Box parties', () => {
  const actor = (over: object) => decode(enterprise('EDIT', { ...over })).actor;

  it('tell who is not signed in, and who is Box', () => {
    const anonymous = { kind: 'anonymous', name: 'Anonymous' };
    assert.deepEqual(actor({ created_by: nobody }), anonymous);
    assert.deepEqual(actor({ created_by: { type: 'user', id: 2 } }), anonymous);
    assert.deepEqual(actor({ created_by: { type: 'user', id: '', name: 'Unknown User', login: '' } }), anonymous);
    const box = { kind: 'box_support', name: 'Box support', id: '17' };
    assert.deepEqual(actor({ created_by: { type: 'user', id: '17', name: 'S', login: 'support@box.com' } }), box);
    assert.deepEqual(actor({ action_by: { id: 'box_support' } }), { ...box, id: 'box_support' });
  });

  it('know a user whose name is not told by the login', () => {
    const told = { type: 'user', id: '12', name: 'Unknown User', login: 'k@hafen.example' };
    assert.deepEqual(actor({ created_by: told }), { kind: 'user', id: '12', name: 'k@hafen.example' });
  });

  it('take the one who acted before the one for whom, and none where none is told', () => {
    assert.equal(actor({ action_by: ben })?.name, 'Ben Ott');
    assert.equal(actor({ created_by: null }), undefined);
    assert.equal(actor({ created_by: 'anna' }), undefined);
  });

  for (const [shape, source, target] of [
    ['an item', sheet, { kind: 'file', id: '99001', name: 'Q3.xlsx' }],
    [
      'an item with a number for an id',
      { ...sheet, item_type: 'web_link', item_id: 7 },
      { kind: 'web_link', id: '7', name: 'Q3.xlsx' },
    ],
    [
      'an item without an id',
      { item_type: 'folder', item_id: '', item_name: 'All Files' },
      { kind: 'folder', name: 'All Files' },
    ],
    ['an item of a user feed', { type: 'folder', id: '1', name: 'Pics' }, { kind: 'folder', id: '1', name: 'Pics' }],
    [
      'a collaboration on a file',
      { file_id: '3', file_name: 'f', user_id: '9', user_name: 'U' },
      { kind: 'file', id: '3', name: 'f' },
    ],
    [
      'a collaboration of a group',
      { folder_id: '3', folder_name: 'f', group_id: '9', group_name: 'G' },
      { kind: 'folder', id: '3', name: 'f' },
    ],
    ['an address outside', { user_email: 'x@evil.example' }, { kind: 'user', name: 'x@evil.example' }],
    ['an item of no type', { item_id: '7' }, { kind: 'item', id: '7' }],
    ['a group', { group_id: '9', group_name: 'G' }, { kind: 'group', id: '9', name: 'G' }],
    ['a mini group', { type: 'group', id: '9', name: 'G' }, { kind: 'group', id: '9', name: 'G' }],
    ['a user', { type: 'user', id: 8, name: 'U', login: 'u@x.example' }, { kind: 'user', id: '8', name: 'U' }],
    [
      'an application',
      { type: 'application', name: 'Siem', api_key: 'k' },
      { kind: 'application', id: 'k', name: 'Siem' },
    ],
    [
      'an item of an app',
      { type: 'app_item', id: '5', app_item_type: 'hubs' },
      { kind: 'app_item', id: '5', name: 'hubs' },
    ],
    [
      'a barrier',
      { barrier_id: 1, barrier_segments: [{ name: 'A' }, 7, {}, { name: 'B' }] },
      { kind: 'barrier', id: '1', name: 'A / B' },
    ],
    ['something new', { type: 'hologram', id: '5' }, { kind: 'hologram', id: '5' }],
    ['nothing', null, undefined],
    ['an empty object', {}, undefined],
    ['a text', 'file 7', undefined],
    ['a list', [sheet], undefined],
  ] as const) {
    it(`read a source that is ${shape}`, () => {
      const event = decode(enterprise('SOME_TYPE', { source }));
      assert.deepEqual(event.target, target);
      assert.deepEqual(
        event.subject,
        target && 'id' in target ? target : undefined,
        'known by its id, not by its name',
      );
    });
  }

  it('make the role on an item a subject of its own, known by its id or by item and person', () => {
    const subject = (event: unknown) => decode(event).subject;
    const invited = collaboration('COLLABORATION_INVITE', 'Editor');
    assert.deepEqual(subject(invited), { kind: 'collaboration', id: '5501', name: 'x@evil.example · Contracts' });
    assert.equal(decode(invited).target?.name, 'Contracts');
    const plain = { additional_details: null };
    const first = subject(collaboration('COLLABORATION_INVITE', '', plain));
    assert.equal(first?.id, 'folder 7001 user x@evil.example');
    assert.deepEqual(subject(collaboration('COLLABORATION_REMOVE', '', plain)), first);
    assert.notDeepEqual(subject(collaboration('COLLABORATION_REMOVE', '', { ...plain, accessible_by: ben })), first);
    const ofUserFeed = enterprise('COLLAB_ROLE_CHANGE', { source: { type: 'folder', id: '1', name: 'Pics' } });
    assert.equal(subject(ofUserFeed)?.kind, 'folder');
  });

  it('tell of a Shield alert the user as actor, the alert as subject, and the file or the user as target', () => {
    const event = decode(shieldAlert());
    assert.deepEqual(event.actor, { kind: 'user', id: '31401', name: 'Anna Kern' });
    assert.deepEqual(event.target, event.actor);
    assert.deepEqual(event.subject, { kind: 'shield_alert', id: '7731', name: 'Watch for ransomware' });
    assert.deepEqual(event.learned, [{ kind: 'user', id: '31401', name: 'Anna Kern', email: anna.login }]);
    const file = decode(shieldAlert({ malware_info: { file_id: 127, file_name: 'x.exe' } })).target;
    assert.deepEqual(file, { kind: 'file', id: '127', name: 'x.exe' });
  });

  it('learn persons and items, each once, and nobody who is anonymous', () => {
    const same = enterprise('EDIT', { action_by: anna, source: { ...sheet, owned_by: anna } });
    assert.equal(decode(same).learned?.length, 2);
    const unknown = enterprise('EDIT', {
      created_by: nobody,
      source: { item_type: 'file', item_id: '', item_name: 'x', parent },
    });
    assert.equal('learned' in decode(unknown), false);
  });
});
