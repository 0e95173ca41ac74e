import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDemo } from '../../../src/demo/index.ts';

async function token(endpoint: string, key: string): Promise<number> {
  const response = await fetch(`${endpoint}/oauth2/token`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  await response.body?.cancel();
  return response.status;
}

describe('the demo', () => {
  it('has a new credential each time and takes no other', async () => {
    const [one, two] = await Promise.all([startDemo(), startDemo()]);
    try {
      assert.match(one.endpoint, /^http:\/\/127\.0\.0\.1:\d+$/);
      assert.ok(one.credential.length >= 43);
      assert.notEqual(one.credential, two.credential);
      assert.equal(await token(one.endpoint, one.credential), 200);
      assert.equal(await token(one.endpoint, two.credential), 401);
    } finally {
      await Promise.all([one.dispose(), two.dispose()]);
    }
    await assert.rejects(token(one.endpoint, one.credential));
  });
});

describe('the demo of Druva', () => {
  it('takes its one text as the secret key of the client demo, and has a past of some pages', async () => {
    const demo = await startDemo({ system: 'druva' });
    try {
      const basic = (key: string) => ({ authorization: `Basic ${Buffer.from(`demo:${key}`).toString('base64')}` });
      const body = new URLSearchParams({ grant_type: 'client_credentials', scope: 'read' });
      const ask = (key: string) => fetch(`${demo.endpoint}/token`, { method: 'POST', headers: basic(key), body });
      assert.equal((await ask('another')).status, 400);
      const answer = await ask(demo.credential);
      assert.equal(answer.status, 200);
      const { access_token } = (await answer.json()) as { readonly access_token: string };
      const page = await fetch(`${demo.endpoint}/insync/eventmanagement/v2/events`, {
        headers: { authorization: `Bearer ${access_token}` },
      });
      const { events, nextPageExists } = (await page.json()) as {
        readonly events: readonly unknown[];
        readonly nextPageExists: boolean;
      };
      assert.deepEqual([events.length, nextPageExists], [500, true]);
    } finally {
      await demo.dispose();
    }
  });
});

describe('the simulator as a process', function () {
  this.timeout(20_000);
  let folder: string;
  let child: ChildProcess | undefined;
  const run = (args: readonly string[], key?: string) => {
    const { DEMO_APPLICATION_KEY: _, ...env } = process.env;
    child = spawn(process.execPath, ['src/demo/cli.ts', ...args], {
      env: { ...env, ...(key !== undefined && { DEMO_APPLICATION_KEY: key }) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return child;
  };
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'demo-cli-'));
  });
  after(() => rmSync(folder, { recursive: true }));
  afterEach(() => {
    child?.kill('SIGKILL');
  });

  it('says where it listens, logs requests to a file and ends by SIGTERM', async () => {
    const log = join(folder, 'requests.ndjson');
    const running = run(['--seed', '5', '--log', log], 'key-from-environment');
    assert.ok(running.stdout);
    const [line] = (await once(running.stdout, 'data')) as [Buffer];
    const { endpoint } = JSON.parse(String(line)) as { readonly endpoint: string };
    assert.equal(await token(endpoint, 'key-from-environment'), 200);
    const [entry, ...more] = readFileSync(log, 'utf8')
      .trim()
      .split('\n')
      .map((each) => JSON.parse(each));
    assert.deepEqual(more, []);
    assert.equal(entry.path, '/oauth2/token');
    assert.equal(entry.status, 200);
    assert.doesNotMatch(readFileSync(log, 'utf8'), /key-from-environment/);
    running.kill('SIGTERM');
    assert.deepEqual(await once(running, 'exit'), [0, null]);
  });

  it('is Box where asked, with its credentials from the environment', async () => {
    const log = join(folder, 'box.ndjson');
    const file = join(folder, 'app.json');
    process.env.DEMO_CLIENT_ID = 'id-from-environment';
    process.env.DEMO_CLIENT_SECRET = 'secret-from-environment';
    const running = run(['--system', 'box', '--rate', '0', '--log', log, '--app-config', file]);
    delete process.env.DEMO_CLIENT_ID;
    delete process.env.DEMO_CLIENT_SECRET;
    assert.ok(running.stdout);
    const [line] = (await once(running.stdout, 'data')) as [Buffer];
    const { endpoint, enterpriseId, adminId, userId } = JSON.parse(String(line)) as Readonly<Record<string, string>>;
    assert.match(`${adminId} ${userId}`, /^\d+ \d+$/);
    const form = { client_id: 'id-from-environment', client_secret: 'secret-from-environment' };
    const subject = { box_subject_type: 'enterprise', box_subject_id: enterpriseId ?? '' };
    const body = new URLSearchParams({ grant_type: 'client_credentials', ...form, ...subject });
    const response = await fetch(`${endpoint}/oauth2/token`, { method: 'POST', body });
    assert.equal(response.status, 200);
    await response.body?.cancel();
    assert.doesNotMatch(readFileSync(log, 'utf8'), /from-environment/);
    assert.equal(JSON.parse(readFileSync(file, 'utf8')).enterpriseID, enterpriseId);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    running.kill('SIGTERM');
    assert.deepEqual(await once(running, 'exit'), [0, null]);
  });

  it('is Druva where asked', async () => {
    process.env.DEMO_CLIENT_ID = 'id-from-environment';
    process.env.DEMO_CLIENT_SECRET = 'secret-from-environment';
    const running = run(['--system', 'druva', '--rate', '0']);
    delete process.env.DEMO_CLIENT_ID;
    delete process.env.DEMO_CLIENT_SECRET;
    assert.ok(running.stdout);
    const [line] = (await once(running.stdout, 'data')) as [Buffer];
    const { endpoint } = JSON.parse(String(line)) as { readonly endpoint: string };
    const basic = Buffer.from('id-from-environment:secret-from-environment').toString('base64');
    const body = new URLSearchParams({ grant_type: 'client_credentials', scope: 'read' });
    const headers = { authorization: `Basic ${basic}` };
    const response = await fetch(`${endpoint}/token`, { method: 'POST', headers, body });
    assert.equal(response.status, 200);
    await response.body?.cancel();
    running.kill('SIGTERM');
    assert.deepEqual(await once(running, 'exit'), [0, null]);
  });

  it('does not start without a key or with a bad number', async () => {
    assert.deepEqual(await once(run([]), 'exit'), [2, null]);
    assert.deepEqual(await once(run(['--system', 'box'], 'k'), 'exit'), [2, null]);
    assert.deepEqual(await once(run(['--system', 'druva'], 'k'), 'exit'), [2, null]);
    assert.deepEqual(await once(run(['--system', 'other'], 'k'), 'exit'), [2, null]);
    assert.deepEqual(await once(run(['--port', 'many'], 'k'), 'exit'), [2, null]);
  });
});
