import assert from 'node:assert/strict';
import fc from 'fast-check';
import { detailsOf } from '../../../../src/feeds/druva/details.ts';
import { pairsOf } from '../../../../src/feeds/druva/pairs.ts';
import { audit, backup, envelope, platform } from './decodeFixtures.ts';

const told = (text: string) => pairsOf(text).map(({ name, value }) => [name, value]);

describe('The details of a Druva event', () => {
  it('are facts where the text is made of names and values', () => {
    assert.deepEqual(told('Total Backup Size:0, Files Missed:3, System and App Settings:Yes'), [
      ['Total Backup Size', '0'],
      ['Files Missed', '3'],
      ['System and App Settings', 'Yes'],
    ]);
    assert.deepEqual(told('Device: LAPTOP-7, User:, Note: a'), [
      ['Device', 'LAPTOP-7'],
      ['User', ''],
      ['Note', 'a'],
    ]);
    assert.deepEqual(told('eventsGroupId:5'), [['eventsGroupId', '5']]);
  });

  it('leave commas, times and addresses in values alone', () => {
    assert.deepEqual(
      told('Location:Pune, India, Seen:2026-05-04 03:02:01, at 10:30 again, Link:https://a.test/x?y=1, z'),
      [
        ['Location', 'Pune, India'],
        ['Seen', '2026-05-04 03:02:01, at 10:30 again'],
        ['Link', 'https://a.test/x?y=1, z'],
      ],
    );
    assert.deepEqual(told('Paths:/a, https://b.test, C:\\temp, Count:2'), [
      ['Paths', '/a, https://b.test, C:\\temp'],
      ['Count', '2'],
    ]);
  });

  for (const prose of [
    '',
    'NA.',
    'Administrator root@example.com reset the password of ines.duarte@example.com, reason: forgotten',
    'Profile Sales: two settings were changed',
    'https://a.test/x',
    '10:30, 11:45',
    ': , : , :',
    'It is a very long sentence of more words than any name has: yes',
  ]) {
    it(`are none where the text is a sentence: ${JSON.stringify(prose)}`, () => assert.deepEqual(told(prose), []));
  }

  it('come back as they were put in', () => {
    const name = fc.stringMatching(/^[A-Z][a-z]{2,8}( [A-Za-z]{2,8}){0,3}$/);
    const value = fc
      .stringMatching(/^[0-9a-z./@]([0-9a-z :./@]{0,18}[0-9a-z./@])?$/)
      .filter((text) => !/^[:/]/.test(text));
    fc.assert(
      fc.property(fc.array(fc.tuple(name, value), { minLength: 2, maxLength: 20 }), (pairs) => {
        assert.deepEqual(told(pairs.map(([name, value]) => `${name}:${value}`).join(', ')), pairs);
      }),
    );
  });

  it('never fail, and lose nothing of a text that they take apart', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^([a-c]{1,3}|:|, |,| |1){0,40}$/)),
        (text) => {
          const letters = (from: string) => from.replace(/[\s:,]/g, '');
          const pairs = told(text);
          if (pairs.length > 0) assert.equal(letters(pairs.flat().join('')), letters(text));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  for (const [what, part] of Object.entries({
    names: 'Abc:1, ',
    commas: ', , ',
    words: 'abc ',
    prefixes: 'Abc, ',
    wide: 'é:漢, ',
  })) {
    it(`are bounded in a text of 5 MB of ${what}`, () => {
      const text = `Start:1, ${part.repeat(5_000_000 / part.length)}`;
      const pairs = pairsOf(text);
      assert.ok(pairs.length >= 1 && pairs.length <= 200);
      assert.ok(pairs.reduce((sum, { name, value }) => sum + name.length + value.length, 0) <= 65_536);
    }).timeout(1_000);
  }

  it('are shown of every shape that has them', () => {
    const rows = (event: object) => detailsOf(event)?.map(({ name, value }) => `${name}=${value}`);
    assert.deepEqual(rows(backup())?.slice(1, 3), ['Files Backed up=120', 'Files Missed=3']);
    assert.deepEqual(rows(envelope())?.slice(0, 5), [
      'cloud=public',
      'service=inSyncPlatform',
      'feature=Backup And Restore',
      'product=8193',
      'Total Downloaded Size=2048',
    ]);
    assert.deepEqual(rows(platform({ details: { a: 1, b: { c: [1, 2], d: null }, e: '' } })), [
      'a=1',
      'b.c=[1,2]',
      'b.d=',
      'e=',
    ]);
    assert.deepEqual(rows(platform({ details: '{"a":9007199254740993}' })), ['a=9007199254740993']);
    assert.deepEqual(rows(platform({ details: 'Size:1, Kind:x' })), ['Size=1', 'Kind=x']);
    assert.deepEqual(rows(platform({ productID: 8193, details: { eventID: 5, eventDetails: 'Size:1, Kind:x' } })), [
      'eventID=5',
      'Size=1',
      'Kind=x',
    ]);
    assert.deepEqual(rows(platform({ details: { description: 'Size:1, Kind:x' } })), ['description=Size:1, Kind:x']);
  });

  it('are not shown of prose, and not twice where they are changes', () => {
    assert.equal(
      detailsOf(backup({ eventType: 'Admin Audit Trail', eventDetails: 'root@example.com did it.' })),
      undefined,
    );
    assert.equal(detailsOf(backup({ eventDetails: '' })), undefined);
    for (const value of [undefined, null, 7, 'x', []]) assert.equal(detailsOf(value), undefined);
    const names = detailsOf(audit({ a: 1 }, { a: 2 }))?.map(({ name }) => name);
    assert.deepEqual(names, ['initiatorType', 'initiatorId', 'initiatorName', 'adminId']);
  });

  it('are bounded in an object', () => {
    const many = Object.fromEntries(
      Array.from({ length: 5_000 }, (_, index) => [`n${index}`, { deep: { deeper: index } }]),
    );
    assert.equal(detailsOf(platform({ details: many }))?.length, 200);
    const deep = JSON.parse(`${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`);
    assert.deepEqual(detailsOf(platform({ details: deep }))?.length, 1);
  });
});
