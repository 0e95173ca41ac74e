import assert from 'node:assert/strict';
import { DruvaHistory } from '../../../../src/demo/druva/history.ts';
import { type Body, type InSyncBody, isInSync } from '../../../../src/demo/druva/wire.ts';

const NOON = Date.UTC(2026, 10, 1, 12);
const DAY = 24 * 3_600_000;

/** The vendor page's types with their identities, written out again here so that one lost in the generator is noticed. */
const TYPES: readonly (readonly [string, string])[] = [
  ['Admin Audit Trail', 'ADMIN'],
  ['Admin Login', 'ADMIN'],
  ['User Event', 'USER'],
  ['User Audit Trail', 'USER'],
  ['API Login', 'API'],
  ['WebDAV Login', 'API'],
  ['Bulk Export WebDAV Login', 'API'],
  ['PST Converter WebDAV Login', 'API'],
  ['Backup', 'SERVICE'],
  ['Restore', 'SERVICE'],
  ['Download', 'SERVICE'],
  ['AD Sync', 'SERVICE'],
  ['Alert', 'SERVICE'],
  ['Alert Resolution', 'SERVICE'],
  ['Notification', 'SERVICE'],
  ['Data Source', 'SERVICE'],
  ['Client Upgrade', 'ADMIN'],
  ['Client Upgrade', 'USER'],
  ['Additional Data Collection', 'SERVICE'],
  ['Device Replace', 'SERVICE'],
];

describe('the stories of Druva', function () {
  this.timeout(20_000);
  let told: readonly Body[];
  let inSync: readonly InSyncBody[];
  before(() => {
    const history = new DruvaHistory({ seed: 3, rate: 0.2 });
    told = Array.from(history.eventsBetween(NOON - 7 * DAY, NOON), ({ body }) => body);
    inSync = told.filter(isInSync);
  });

  const states = (type: string) => new Set(inSync.filter((body) => body.type === type).map(({ state }) => state));

  it('tell all 19 types of the vendor page, by whom it says', () => {
    assert.equal(new Set(TYPES.map(([type]) => type)).size, 19);
    const seen = new Set(inSync.map(({ type, identity }) => `${type}: ${identity}`));
    assert.deepEqual(
      TYPES.map(([type, identity]) => `${type}: ${identity}`).filter((each) => !seen.has(each)),
      [],
    );
  });

  it('tell the types that only other pages have', () => {
    const names = ['Logout', 'LicenseExpired', 'Alert Notification', 'WebDAV authentication'];
    for (const type of [...names, 'Administrator authentication', 'Administrator Audit Trail']) {
      assert.ok(states(type).size > 0, type);
    }
  });

  it('end backups in every way', () => {
    assert.deepEqual([...states('Backup')].toSorted(), [
      'Backed up with Errors',
      'Backup Paused',
      'Backup Resumed',
      'Canceled',
      'Failed',
      'Success',
    ]);
    for (const type of ['Restore', 'Download', 'AD Sync', 'Admin Login', 'Client Upgrade', 'API Login']) {
      assert.deepEqual([...states(type)].toSorted(), ['Failed', 'Success'], type);
    }
  });

  it('raise alerts of every weight and resolve most of them', () => {
    assert.deepEqual([...states('Alert')].toSorted(), ['Critical', 'High', 'Warning']);
    for (const name of ['Unusual Data Activity', 'Malicious Files Found', 'User with No Backup']) {
      const about = (type: string) =>
        inSync.filter((body) => body.type === type && body.text.startsWith(`Alert:${name}, `)).length;
      assert.ok(about('Alert') > 0 && about('Alert Resolution') >= about('Alert') - 1, name);
    }
  });

  it('keep to syslog’s severities, and to the vendor’s known ones', () => {
    for (const { severity } of told) assert.ok(Number.isInteger(severity) && severity >= 0 && severity <= 7);
    const backups = inSync.filter(({ type }) => type === 'Backup');
    assert.ok(backups.every(({ state, severity }) => state !== 'Success' || severity === 6));
    assert.ok(backups.every(({ state, severity }) => state !== 'Backed up with Errors' || severity === 4));
  });

  it('tell of other products', () => {
    const seen = new Set(told.filter((body) => !isInSync(body)).map(({ product, type }) => `${product} ${type}`));
    for (const each of [
      '4097 Quarantine',
      '4097 Admin Login',
      '4097 Alert',
      '4097 File Hash Addition',
      '12289 JobTriggered',
    ]) {
      assert.ok(seen.has(each), each);
    }
  });

  const corners: readonly (readonly [string, RegExp])[] = [
    ['an administrator who is created', /created an administrator/],
    ['a password that is reset', /Administrators.*reset the password/],
    ['an administrator who is deleted', /deleted an administrator/],
    ['a custom attribute whose value has a comma', /userIdentifierCustomAttributeValue:CC-\d+, /],
    ['an anomaly', /Anomaly detected:\d+ files modified, /],
    ['a legal hold', /legal hold policy/],
    ['prose with colons and commas', /Backup interval from 4 hours to 8 hours, Bandwidth/],
    ['an address in a text', /https:\/\/docs\.example\.com\/\?a=1,2/],
    ['no text at all', /^\{[^}]*"text":""/],
    ['HTML', /<img src=x onerror/],
    ['a script', /<script>/],
    ['a formula', /=cmd\||=HYPERLINK/],
    ['a command link', /\]\(command:/],
    ['a bidi override', /\u202e/],
    ['an ANSI escape', /\\u001b\[31/],
    ['a text like a page', /\\"nextPageExists\\": true/],
    ['an umlaut', /[äöü]/],
    ['Arabic', /\p{Script=Arabic}/u],
    ['Hebrew', /\p{Script=Hebrew}/u],
    ['Japanese', /\p{Script=Han}/u],
    ['an emoji', /\p{Extended_Pictographic}/u],
    ['IPv6', /2001:db8:/],
  ];
  for (const [what, pattern] of corners) {
    it(`have ${what}`, () => {
      assert.ok(told.some((body) => pattern.test(JSON.stringify(body))));
    });
  }

  it('back up cloud applications by night, and sign in by day', () => {
    const history = new DruvaHistory({ seed: 3, rate: 0.2 });
    const hours = (wanted: (body: Body) => boolean) =>
      Array.from(history.eventsBetween(NOON - 3 * DAY, NOON), ({ time, body }) => ({
        hour: new Date(time).getUTCHours(),
        body,
      }))
        .filter(({ body }) => wanted(body))
        .map(({ hour }) => hour >= 20 || hour < 6);
    const share = (list: readonly boolean[]) => list.filter(Boolean).length / list.length;
    assert.ok(share(hours((body) => isInSync(body) && body.type === 'Backup' && body.ip === undefined)) > 0.7);
    assert.ok(share(hours((body) => body.type === 'Logout')) < 0.1);
  });
});
