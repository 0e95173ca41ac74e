import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Emitter } from '../../../src/base/emitter.ts';
import { english } from '../../../src/ui/localizer.ts';
import { Credentials, type SecretStore } from '../../../src/ui/secrets/credentials.ts';
import { decodeConnections, withConnection, withoutConnection } from '../../../src/ui/settings/decodeConnections.ts';
import { clampNumber, idList, newConnectionId } from '../../../src/ui/settings/values.ts';
import {
  type ConnectionForm,
  configOf,
  enteredSecret,
  type FormVendor,
  partsOf,
  stepsOf,
  stepToMend,
} from '../../../src/ui/wizard/connectionForm.ts';
import { MemoryState } from './fixtures.ts';

const good = { id: 'prod', name: 'Production', system: 'lookout', endpoint: 'https://api.example.com/' };

describe('the connections setting', () => {
  it('keeps the good entries, and says which were skipped and why', () => {
    const { configs, problems } = decodeConnections([
      good,
      { ...good, id: 'Bad Id' },
      { ...good, id: 'plain', endpoint: 'http://api.example.com' },
      { ...good },
      'nonsense',
      { id: 'demo', name: 'Demo', system: 'lookout', demo: true },
      { ...good, id: 'none', endpoint: undefined },
      { ...good, id: 'what', system: 'toaster' },
    ]);
    assert.deepEqual(configs, [
      { ...good, endpoint: 'https://api.example.com' },
      { id: 'demo', name: 'Demo', system: 'lookout', demo: true },
    ]);
    assert.deepEqual(
      problems.map((problem) => problem.split(' ')[1]),
      ['2', '3', '4', '5', '7', '8'],
    );
    assert.match(problems[1] ?? '', /https/);
  });

  it('survives anything', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => decodeConnections(value).configs.length >= 0));
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue()),
        (value) => decodeConnections(value).configs.length + decodeConnections(value).problems.length === value.length,
      ),
    );
  });

  it('changes one entry and leaves those it does not understand', () => {
    const strange = { id: 'future', system: 'box', more: 1 };
    const config = { id: 'prod', name: 'New', system: 'lookout' as const, endpoint: 'https://x.example' };
    assert.deepEqual(withConnection([strange, good], config), [strange, config]);
    assert.deepEqual(withConnection(undefined, config), [config]);
    assert.deepEqual(withoutConnection([strange, good], 'prod'), [strange]);
  });

  it('makes ids that decode again, and brings numbers into range', () => {
    fc.assert(
      fc.property(fc.string(), fc.uuid(), (name, random) => /^[a-z0-9-]{1,64}$/.test(newConnectionId(name, random))),
    );
    assert.equal(newConnectionId('Größe: Prod!', 'A1B2-C3D4-ff'), 'gro-e-prod-a1b2c3d4');
    assert.deepEqual(
      [clampNumber('x', 5, 0, 9), clampNumber(99, 5, 0, 9), clampNumber(Number.NaN, 5, 0, 9), clampNumber(3, 5, 0, 9)],
      [5, 9, 5, 3],
    );
    assert.deepEqual(idList(['a', 1, 'b']), ['a', 'b']);
  });
});

class Keyring implements SecretStore {
  readonly changes = new Emitter<{ key: string }>();
  readonly onDidChange = this.changes.event;
  readonly kept = new Map<string, string>();
  forgets = false;
  broken = false;

  async get(key: string): Promise<string | undefined> {
    if (this.broken) throw new Error('Cannot autolaunch D-Bus.');
    return this.kept.get(key);
  }
  async store(key: string, value: string): Promise<void> {
    if (!this.forgets) this.kept.set(key, value);
    this.changes.fire({ key });
  }
  async delete(key: string): Promise<void> {
    this.kept.delete(key);
    this.changes.fire({ key });
  }
}

describe('Credentials', () => {
  const bound = { origin: 'https://api.example.com', secret: 'k-1234' };

  it('keeps a credential with its origin, tells of changes, and deletes it', async () => {
    const keyring = new Keyring();
    const credentials = new Credentials(keyring, new MemoryState(), english);
    const changed: string[] = [];
    credentials.onDidChange((id) => changed.push(id));
    assert.equal(await credentials.get('prod'), undefined);
    await credentials.store('prod', bound);
    assert.deepEqual(await credentials.get('prod'), bound);
    keyring.changes.fire({ key: 'other.extension' });
    await credentials.delete('prod');
    assert.equal(await credentials.get('prod'), undefined);
    assert.deepEqual(changed, ['prod', 'prod']);
  });

  it('says that a stored credential was lost, without its value anywhere', async () => {
    const keyring = new Keyring();
    const state = new MemoryState();
    const credentials = new Credentials(keyring, state, english);
    await credentials.store('prod', bound);
    keyring.kept.clear();
    await assert.rejects(credentials.get('prod'), /was stored but cannot be read.*keyring/);
    keyring.kept.set('securityEvents.credential.prod', 'garbage k-1234');
    await assert.rejects(
      credentials.get('prod'),
      (error: Error) => /not a credential/.test(error.message) && !error.message.includes('k-1234'),
    );
    assert.ok(!JSON.stringify(state.get('credentials.stored')).includes('k-1234'));
  });

  it('says what to do when there is no keyring', async () => {
    const keyring = new Keyring();
    keyring.forgets = true;
    await assert.rejects(
      new Credentials(keyring, new MemoryState(), english).store('prod', bound),
      /could not be stored.*gnome-keyring/,
    );
    keyring.broken = true;
    await assert.rejects(new Credentials(keyring, new MemoryState(), english).get('prod'), /D-Bus.*Unlock/);
  });
});

describe("the wizard's form", () => {
  const vendor: FormVendor = {
    questions: [
      {
        id: 'stream',
        prompt: 'Which?',
        choices: [
          { value: 'mine', label: 'Mine' },
          { value: 'all', label: 'All' },
        ],
      },
      { id: 'client', prompt: 'Client?', asked: ({ stream }) => stream === 'all', concernsCredential: true },
    ],
    credentialParts: ({ stream }) =>
      stream === 'all'
        ? [
            { id: 'secret', kind: 'line', label: 'secret' },
            { id: 'key', kind: 'file', label: 'key' },
          ]
        : [{ id: 'token', kind: 'line', label: 'token' }],
    types: ({ stream }) => (stream === 'all' ? [{ value: 'A', label: 'A' }] : []),
  };
  const fresh: ConnectionForm = {
    name: 'P',
    endpoint: 'https://a.example/x/',
    system: 'lookout',
    options: { stream: 'mine' },
    entered: {},
    finish: 'save',
  };
  const edited: ConnectionForm = {
    ...fresh,
    edited: { id: 'p', name: 'P', system: 'lookout', endpoint: 'https://a.example', options: { stream: 'mine' } },
    storedOrigin: 'https://a.example',
  };
  const steps = (form: ConnectionForm) =>
    stepsOf(form, vendor).map((step) =>
      step.kind === 'question' ? step.question.id : step.kind === 'credential' ? step.part.id : step.kind,
    );

  it('asks what the answers before lead to', () => {
    assert.deepEqual(steps(fresh), ['system', 'name', 'stream', 'endpoint', 'token', 'finish']);
    assert.deepEqual(steps({ ...fresh, options: { stream: 'all' } }), [
      ...['system', 'name', 'stream', 'client', 'endpoint', 'secret', 'key', 'types', 'finish'],
    ]);
    assert.deepEqual(stepsOf({ ...fresh, edited: edited.edited ?? assert.fail() }, undefined).length, 3);
  });

  it('asks for the credential again when the origin changed, or an answer that it depends on', () => {
    assert.deepEqual(steps(edited), ['name', 'stream', 'endpoint', 'finish']);
    assert.ok(steps({ ...edited, endpoint: 'https://b.example' }).includes('token'));
    assert.ok(steps({ ...edited, endpoint: 'https://a.example:8443' }).includes('token'));
    assert.ok(steps({ ...edited, options: { stream: 'all', client: 'c' } }).includes('secret'));
  });

  it('makes a credential of its parts, and none of some of them', () => {
    const all = { ...fresh, options: { stream: 'all' } };
    assert.equal(enteredSecret({ ...fresh, entered: { token: 't' } }, vendor), 't');
    assert.equal(enteredSecret({ ...all, entered: { secret: 's', key: 'k' } }, vendor), '{"secret":"s","key":"k"}');
    assert.equal(enteredSecret({ ...all, entered: { secret: 's' } }, vendor), undefined);
  });

  it('takes a renewed credential apart as it was put together', () => {
    const all = { ...fresh, options: { stream: 'all' } };
    const parts = (form: ConnectionForm, secret: string) => partsOf(vendor.credentialParts(form.options), secret);
    assert.deepEqual(parts(fresh, '{"no":"parts"}'), { token: '{"no":"parts"}' });
    assert.deepEqual(parts(all, '{"secret":"s","key":"k2"}'), { secret: 's', key: 'k2' });
    assert.equal(enteredSecret({ ...all, entered: { secret: 's', key: 'k' } }, vendor), '{"secret":"s","key":"k"}');
  });

  it('drops a secret that was entered for an origin that is not used in the end', () => {
    assert.equal(enteredSecret({ ...edited, endpoint: 'https://b.example', entered: { token: 's' } }, vendor), 's');
    assert.equal(enteredSecret({ ...edited, entered: { token: 's' } }, vendor), undefined);
  });

  it('goes back to the step that can mend a failure', () => {
    assert.equal(stepToMend(fresh, vendor, 'credential'), 4);
    assert.equal(stepToMend(fresh, vendor, 'network'), 3);
    assert.equal(stepToMend(edited, vendor, 'credential'), 2);
  });

  it('makes a configuration without secret, and without answers and types that do not count', () => {
    const options = { stream: 'mine', client: 'left over' };
    assert.deepEqual(configOf({ ...fresh, options, entered: { token: 's' }, types: ['A'] }, vendor, 'id-1'), {
      id: 'id-1',
      name: 'P',
      system: 'lookout',
      endpoint: 'https://a.example/x',
      options: { stream: 'mine' },
    });
    assert.deepEqual(configOf({ ...fresh, options: { stream: 'all' }, types: ['A'] }, vendor, 'id-1')?.types, ['A']);
    assert.equal(configOf({ ...fresh, endpoint: 'ftp://x' }, vendor, 'id-1'), undefined);
  });
});
