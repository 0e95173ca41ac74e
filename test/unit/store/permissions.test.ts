import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Fixture } from './fixture.ts';

/** root may write everywhere; `nobody` may not. */
const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;

describe('store: permissions', function () {
  this.timeout(30_000);
  let fixture: Fixture;
  let directory: string;
  beforeEach(async function () {
    if (process.platform === 'win32') this.skip();
    fixture = await Fixture.create();
    chmodSync(fixture.directory, 0o755);
    directory = join(fixture.directory, 'store');
  });
  afterEach(async () => {
    for (const name of readdirSync(fixture.directory)) chmodSync(join(fixture.directory, name), 0o755);
    await fixture.dispose();
  });

  /** Opens the store in a process that root's rights do not help. */
  async function open(): Promise<{ readonly stored?: boolean; readonly name?: string; readonly message?: string }> {
    const script = fileURLToPath(new URL('opener.ts', import.meta.url));
    const as = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
    const { stdout } = await promisify(execFile)(process.execPath, [script, directory], { ...as, cwd: '/' });
    return JSON.parse(stdout);
  }

  function ownedByWhoOpens(path: string): void {
    if (isRoot) chownSync(path, NOBODY, NOBODY);
  }

  async function refused(pattern: RegExp): Promise<void> {
    const { name, message = '' } = await open();
    assert.equal(name, 'StoreError');
    assert.match(message, pattern);
    const parts = message.split(fixture.directory);
    assert.equal(parts.length, 2, `the path is said once: ${message}`);
    // The path has letters by chance.
    assert.doesNotMatch(parts.join(''), /E[A-Z]{4,}|errno|syscall/, 'no raw error');
    assert.ok(message.endsWith('.'));
  }

  it('says what to check where the folder may not be written', async () => {
    mkdirSync(directory);
    chmodSync(directory, 0o555);
    await refused(/cannot be opened\. Check that its folder may be read and written\.$/);
  });

  it('says what to check where the folder may not be created', async () => {
    chmodSync(fixture.directory, 0o555);
    await refused(/cannot be opened\. Check that its folder may be read and written\.$/);
    chmodSync(fixture.directory, 0o755);
  });

  it('says so where the folder became read-only after the store was made', async () => {
    mkdirSync(directory);
    ownedByWhoOpens(directory);
    assert.deepEqual(await open(), { stored: true });
    chmodSync(directory, 0o555);
    await refused(/cannot be (opened|written)\. Check that/);
    chmodSync(directory, 0o755);
    assert.deepEqual(await open(), { stored: true });
  });

  it('mends the mode of its own read-only file, and says so where the file is of somebody else', async () => {
    mkdirSync(directory);
    ownedByWhoOpens(directory);
    assert.deepEqual(await open(), { stored: true });
    for (const name of readdirSync(directory)) chmodSync(join(directory, name), 0o444);
    assert.deepEqual(await open(), { stored: true });
    if (!isRoot) return;
    for (const name of readdirSync(directory)) chownSync(join(directory, name), 0, 0);
    await refused(/cannot be opened\. Check that its folder and files belong to you\.$/);
  });

  it('says so where a file is in the way of the folder', async () => {
    writeFileSync(directory, '');
    await refused(/cannot be created: there is a file where its folder should be\.$/);
    directory = join(directory, 'deeper');
    await refused(/cannot be created: there is a file where its folder should be\.$/);
  });
});
