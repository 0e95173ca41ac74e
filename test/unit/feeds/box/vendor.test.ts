import assert from 'node:assert/strict';
import { box } from '../../../../src/feeds/box/vendor.ts';
import { VENDORS } from '../../../../src/feeds/registry.ts';
import { VENDOR_TYPES } from './vendorTypes.ts';

describe('Box as a vendor', () => {
  it('is one of those that can be chosen', () => {
    assert.equal(VENDORS.get('box'), box);
  });

  it('offers the event types that Box filters by, for enterprise streams only', () => {
    const types = box.types({});
    const values = types.map(({ value }) => value);
    assert.equal(values.length, 132);
    assert.equal(new Set(values).size, 132);
    assert.deepEqual(
      values.filter((value) => !VENDOR_TYPES.includes(value)),
      [],
    );
    for (const { label } of types) assert.match(label, /^[A-Z][^:_]*: [A-Z][^_]+$/);
    assert.equal(new Set(types.map(({ label }) => label)).size, 132);
    assert.deepEqual(box.types({ stream: 'user' }), []);
  });

  it('takes an outage for a hole before the oldest events of the two weeks can go while pages are read', () => {
    assert.equal(14 * 86_400_000 - box.replayDepth, 3_600_000);
  });

  it('asks for what each way of signing in takes', () => {
    const questions = (options: Record<string, string>) =>
      box.questions.filter(({ asked }) => asked?.(options) ?? true).map(({ id }) => id);
    const enterprise = ['stream', 'auth', 'clientId', 'subject', 'subjectId', 'pollSeconds'];
    assert.deepEqual(questions({ stream: 'enterprise', auth: 'ccg' }), enterprise);
    assert.deepEqual(questions({ auth: 'jwt' }), ['stream', 'auth', 'subject', 'pollSeconds']);
    assert.deepEqual(questions({ auth: 'jwt', subject: 'user' }), [
      'stream',
      'auth',
      'subject',
      'subjectId',
      'pollSeconds',
    ]);
    assert.deepEqual(questions({ auth: 'developer', stream: 'user' }), ['stream', 'auth', 'streamType', 'asUser']);
    const parts = (auth: string) => box.credentialParts({ auth }).map(({ kind, label }) => `${kind}: ${label}`);
    assert.deepEqual(['ccg', 'jwt', 'developer'].map(parts), [
      ['line: client secret'],
      ['file: configuration file'],
      ['line: developer token'],
    ]);
  });
});
