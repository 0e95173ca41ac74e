import assert from 'node:assert/strict';
import { anna, ben, collaboration, decode, enterprise, nobody, parent, sheet, shieldAlert } from './fixtures.ts';

const CASES: readonly (readonly [event: unknown, summary: string])[] = [
  [enterprise('DOWNLOAD'), 'Anna Kern downloaded Q3.xlsx'],
  [enterprise('DOWNLOAD', { ip_address: '10.0.0.7' }), 'Anna Kern downloaded Q3.xlsx · 10.0.0.7'],
  [enterprise('DOWNLOAD', { created_by: nobody }), 'Anonymous downloaded Q3.xlsx'],
  [
    enterprise('DOWNLOAD', { created_by: { ...nobody, id: '9', login: 'k@x.example' } }),
    'k@x.example downloaded Q3.xlsx',
  ],
  [enterprise('DOWNLOAD', { created_by: undefined }), 'Somebody downloaded Q3.xlsx'],
  [enterprise('DOWNLOAD', { action_by: ben }), 'Ben Ott (for Anna Kern) downloaded Q3.xlsx'],
  [
    enterprise('DOWNLOAD', { action_by: { type: 'user', id: 'box_support' }, created_by: null }),
    'Box support downloaded Q3.xlsx',
  ],
  [enterprise('PREVIEW', { source: { ...sheet, item_name: '' } }), 'Anna Kern previewed file 99001'],
  [enterprise('MOVE'), 'Anna Kern moved Q3.xlsx to Finance'],
  [enterprise('LOCK_DESTROY', { source: null }), 'Anna Kern unlocked a file'],
  [collaboration('COLLABORATION_INVITE', 'Editor'), 'Anna Kern invited x@evil.example to Contracts as editor'],
  [
    collaboration('COLLABORATION_ROLE_CHANGE', 'Co-Owner'),
    'Anna Kern changed the role of x@evil.example on Contracts to co-owner',
  ],
  [enterprise('LOGIN', { source: anna, ip_address: '10.0.0.7' }), 'Anna Kern signed in · 10.0.0.7'],
  [enterprise('LOGIN', { source: null }), 'Anna Kern signed in'],
  [enterprise('FAILED_LOGIN', { source: anna, created_by: nobody }), 'Failed sign-in of anna@hafen.example'],
  [enterprise('ADMIN_LOGIN', { source: ben }), 'Anna Kern signed in to the account of Ben Ott from the Admin Console'],
  [
    enterprise('GROUP_ADD_USER', { source: ben, additional_details: { group_id: '3', group_name: 'Legal' } }),
    'Anna Kern added Ben Ott to the group Legal',
  ],
  [enterprise('AI_SECURITY_DETECTION', { source: anna }), 'AI security detection: Anna Kern'],
  [enterprise('AI_SECURITY_DETECTION', { source: ben }), 'AI security detection: Ben Ott, by Anna Kern'],
  [enterprise('AI_SECURITY_DETECTION', { source: null }), 'AI security detection, by Anna Kern'],
  [enterprise('SOMETHING_NEW', { source: anna }), 'Something new: Anna Kern'],
  [enterprise('DISABLE_MULTI_FACTOR_AUTH', { source: anna }), 'Multi-factor authentication disabled for Anna Kern'],
  [
    enterprise('DISABLE_MULTI_FACTOR_AUTH', { source: ben }),
    'Multi-factor authentication disabled for Ben Ott by Anna Kern',
  ],
  [enterprise('GROUP_EDITED', { source: { group_id: '3', group_name: 'Legal' } }), 'Anna Kern edited the group Legal'],
  [
    enterprise('APPLICATION_PUBLIC_KEY_ADDED', { source: { type: 'application', name: 'Siem', api_key: 'k1' } }),
    'Anna Kern added a public key to the application Siem',
  ],
  [
    enterprise('SHIELD_INFORMATION_BARRIER_ITEM_MOVE_BLOCKED', {
      additional_details: { destination_folder: { item_type: 'folder', item_id: '2', item_name: 'Signed' } },
    }),
    'Barrier: moving Q3.xlsx to Signed was blocked for Anna Kern',
  ],
  [
    enterprise('SHIELD_INFORMATION_BARRIER_ITEM_OWNER_TRANSFER_BLOCKED', {
      source: { item_type: 'folder', item_id: '', item_name: 'All Files', parent: { ...parent, id: '', name: '' } },
      additional_details: { restricted_user: ben },
    }),
    'Barrier: transfer of All Files to Ben Ott was blocked',
  ],
  [
    enterprise('SHIELD_INFORMATION_BARRIER_ENABLED', {
      source: {
        barrier_id: 12,
        barrier_status: 'ENABLED',
        barrier_segments: [{ name: 'Sales' }, { name: 'Research' }],
      },
    }),
    'Information barrier Sales / Research is enabled',
  ],
  [shieldAlert(), 'Shield: ransomware activity, 1,250 files affected, .lockit (risk 100) · Anna Kern · 203.0.113.9'],
  [
    shieldAlert({
      rule_category: 'Malicious Content',
      alert_summary: {},
      risk_score: '77',
      malware_info: { file_id: 1, file_name: 'x.exe', malware_name: 'BadThing' },
    }),
    'Shield: malicious content, BadThing in x.exe (risk 77) · Anna Kern',
  ],
  [
    shieldAlert({
      rule_category: 'Suspicious Locations',
      rule_response_action: { restrict_user: true },
      risk_score: 60,
      alert_summary: {
        alert_activities: [
          {
            event_type: 'Download',
            item_name: 'a.txt',
            ip_info: { ip: '198.51.100.1', city_name: 'Oslo', country_code: 'NO' },
          },
        ],
      },
    }),
    'Shield: suspicious locations, Download of a.txt from Oslo, NO, user restricted (risk 60) · Anna Kern · 198.51.100.1',
  ],
  [
    shieldAlert({
      rule_category: 'Suspicious Sessions',
      alert_summary: {
        sessions: [{ session_type: 'typical' }, { session_type: 'suspicious', activities: [{ event_type: 'Upload' }] }],
      },
    }),
    'Shield: suspicious sessions, upload (risk 100) · Anna Kern',
  ],
  [
    shieldAlert({
      rule_category: 'Anomalous Download',
      alert_summary: {
        download_delta_percent: 4000,
        anomaly_period: { downloaded_files_count: 1 },
        download_ips: [{ ip: '198.51.100.2' }],
      },
    }),
    'Shield: anomalous download, 1 file downloaded, 4,000 % more than usual (risk 100) · Anna Kern · 198.51.100.2',
  ],
];

describe('Box summaries', () => {
  for (const [event, summary] of CASES) it(summary, () => assert.equal(decode(event).summary, summary));

  it('tell what a policy did, and what it only watched', () => {
    const blocked = (controlMode: string) =>
      decode(
        enterprise('SHIELD_DOWNLOAD_BLOCKED', {
          source: null,
          additional_details: {
            shield_download_enforcement: {
              item: { type: 'file', id: 123, name: 'plan.docx' },
              access_user: { type: 'user', id: 5, name: 'Kim', login: 'kim@x.example' },
              classification: 'Secret',
              controlMode,
            },
          },
        }),
      );
    const enforced = blocked('enforced');
    assert.equal(enforced.summary, 'Download of plan.docx by Anna Kern was blocked (Secret)');
    assert.deepEqual([enforced.severity, enforced.status], [3, 'blocked']);
    assert.deepEqual(enforced.target, { kind: 'file', id: '123', name: 'plan.docx' });
    const watched = blocked('Monitoring');
    assert.equal(watched.summary, 'Download of plan.docx by Anna Kern would have been blocked (Secret)');
    assert.deepEqual([watched.severity, watched.status], [2, 'monitored']);
  });

  it('name the person from outside of whom a collaboration policy tells, and the approval', () => {
    const item = { type: 'file', id: 55, name: 'plan.docx' };
    const details = {
      item,
      inviter: ben,
      invitee: { id: 6, login: 'out@x.example' },
      accessUser: null,
      controlMode: 'enforced',
    };
    const invite = enterprise('SHIELD_EXTERNAL_COLLAB_INVITE_BLOCKED_MISSING_JUSTIFICATION', {
      source: null,
      created_by: null,
      additional_details: { shield_external_collab_enforcement: details },
    });
    assert.equal(decode(invite).summary, 'Invitation of out@x.example to plan.docx was blocked: no justification');
    assert.equal(decode(invite).actor?.name, 'Ben Ott');
    const approval = enterprise('SHIELD_JUSTIFICATION_APPROVAL', {
      source: null,
      additional_details: { shield_justification: { item, requested_by: ben, approved_by: anna, action: 'APPROVED' } },
    });
    assert.equal(decode(approval).summary, 'Justification of Ben Ott for plan.docx approved by Anna Kern');
    assert.equal(decode(approval).status, 'approved');
  });

  it('stay one bounded text, whatever a name holds', () => {
    for (const odd of ['', 'x']) {
      const name = `<img src=x>{who}[x]$(alert)${odd}${'😀'.repeat(500)}`;
      const { summary } = decode(enterprise('DOWNLOAD', { source: { ...sheet, item_name: name } }));
      assert.ok(summary.startsWith(`Anna Kern downloaded <img src=x>{who}[x]$(alert)${odd}😀`));
      assert.ok(summary.length <= 300 && summary.isWellFormed());
    }
  });
});
