import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { vsixPath } from '../../scripts/lib/project.ts';
import { ProductWindow } from '../../scripts/workbench/productWindow.ts';
import type { Window } from '../../scripts/workbench/window.ts';
import { Workbench } from '../../scripts/workbench/workbench.ts';
import { type LookoutSimulator, startLookoutSimulator } from '../../src/demo/lookout/simulator.ts';
import { eventually } from './eventually.ts';

const KEY = randomBytes(24).toString('base64url');
const SAVED = 'Open threats';
const SETTINGS = {
  'securityEvents.notify': 'high',
  'securityEvents.savedFilters': { [SAVED]: 'type:Threat is:open' },
};
const DEMOS = ['Demo', 'Demo (Box)', 'Demo (Druva)'];

describe('taking events away, and being told of them', function () {
  // Each step stands on the one before.
  this.bail(true);

  let simulator: LookoutSimulator;
  let folder: string;
  let workbench: Workbench;
  let product: ProductWindow;
  let window: Window;

  before(async () => {
    simulator = await startLookoutSimulator({ seed: 11, applicationKey: KEY, rate: 0, heartbeatMs: 1_000 });
    folder = await mkdtemp(path.join(tmpdir(), 'ses-export-'));
    workbench = await Workbench.start({
      vsix: [vsixPath()],
      settings: SETTINGS,
      viewport: { width: 1280, height: 1200 },
    });
    product = new ProductWindow(await workbench.openWindow());
    window = product.window;
    await window.command('Security Events: Try the Demo');
    for (const name of DEMOS) await product.connectionSays(name, 'Live');
    await product.events().first().waitFor();
    // What is counted must stand still.
    await window.command('Security Events: Disconnect All');
    for (const name of DEMOS) await product.connectionSays(name, 'Disconnected');
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench.keepEvidence(this.currentTest.fullTitle());
  });

  after(async () => {
    await workbench?.[Symbol.asyncDispose]();
    await simulator?.dispose();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  const inFolder = (name: string) => path.join(folder, name);
  const text = (name: string) => readFile(inFolder(name), 'utf8');
  const lines = async (name: string) => (await text(name)).trimEnd().split('\n');
  const counted = async () => {
    await product.closeGroups();
    return await product.counted();
  };
  /** Through all the questions, up to the button of the dialog. */
  const exportTo = async (format: string, redaction: string, file: string, scope?: string) => {
    const { quickInput } = window;
    await window.command('Security Events: Export Events…');
    if (scope) await quickInput.choose(scope);
    await quickInput.shows('Format');
    await quickInput.choose(format);
    await quickInput.shows('Persons and devices');
    await quickInput.choose(redaction);
    await quickInput.saveAs(file);
  };
  const told = async (message: RegExp) => {
    const notification = window.notification(message);
    await notification.waitFor({ timeout: 60_000 });
    const said = await notification.locator('.notification-list-item-message').innerText();
    await dismiss(message);
    return said;
  };
  const dismiss = async (message: RegExp) => {
    await window.notification(message).hover();
    await window.notification(message).locator('a[aria-label^="Clear Notification"]').click();
    await window.notification(message).waitFor({ state: 'detached' });
  };
  const countIn = (said: string) => Number(/([\d,]+) events?,/.exec(said)?.[1]?.replaceAll(',', ''));

  it('exports everything as NDJSON: every event once, its exact text, and what is known in a file beside it', async () => {
    await exportTo('NDJSON', 'As they are', inFolder('all.ndjson'));
    const said = await told(/Exported to all\.ndjson: [\d,]+ events, \d+ known gaps?\./);
    assert.deepEqual((await readdir(folder)).sort(), ['all.ndjson', 'all.ndjson.about.json']);
    const events = await lines('all.ndjson');
    assert.equal(events.length, await counted());
    assert.equal(events.length, countIn(said));
    for (const line of events) assert.equal(typeof JSON.parse(line), 'object');
    const about = JSON.parse(await text('all.ndjson.about.json'));
    assert.deepEqual(
      [about.end.complete, about.end.events, about.export.redacted, about.export.filter],
      [true, events.length, false, null],
    );
    assert.deepEqual(
      about.export.connections.map(({ name }: { name: string }) => name),
      DEMOS,
    );
    assert.ok(Array.isArray(about.end.knownGaps));
    assert.equal((await stat(inFolder('all.ndjson'))).mode & 0o077, 0);
  });

  it('filters by a saved filter, and exports what is filtered as redacted OCSF', async () => {
    const all = await counted();
    await window.command('Security Events: Filter Events…');
    await window.quickInput.choose(SAVED);
    const filtered = await eventually('threats only', counted, (count) => count > 0 && count < all);
    await exportTo('OCSF JSON', 'Redacted', inFolder('threats.ocsf.ndjson'), 'The filtered events');
    assert.equal(countIn(await told(/Exported to threats\.ocsf\.ndjson/)), filtered);
    const events = (await lines('threats.ocsf.ndjson')).map((line) => JSON.parse(line));
    const about = events.findIndex(({ message }) => message.startsWith('Export of '));
    // Known gaps stand behind it.
    assert.equal(about, filtered);
    const { unmapped } = events[about];
    assert.deepEqual([unmapped.events, unmapped.redacted, unmapped.filter], [filtered, true, 'type:Threat is:open']);
    assert.ok(events.every(({ metadata }) => metadata.version === '1.3.0'));
    const addresses = (await text('threats.ocsf.ndjson')).match(/[\w.+-]+@[\w.-]+/g) ?? [];
    assert.deepEqual(
      addresses.filter((address) => !/^email-\w+@redacted\.invalid$/.test(address)),
      [],
    );
  });

  it('keeps the filter over a reload of the window', async () => {
    const before = await counted();
    await window.reload();
    await product.show();
    await window.view('Events').getByText('type:Threat is:open').waitFor();
    await eventually('the same events', counted, (count) => count === before);
    assert.deepEqual(await product.groups(), ['Threat']);
    await window.command('Security Events: Clear Filter');
    await eventually('all again', counted, (count) => count > before);
  });

  it('says so where it may not write', async () => {
    // Root may write everywhere but where the kernel does not let it.
    const forbidden = process.getuid?.() === 0 ? '/sys' : inFolder('forbidden');
    if (forbidden !== '/sys') await mkdir(forbidden);
    await chmod(forbidden, 0o555);
    await exportTo('CSV', 'As they are', path.join(forbidden, 'events.csv'));
    await told(/may not be written to. Nothing was exported/);
    assert.deepEqual(
      (await readdir(forbidden)).filter((name) => name.includes('events.csv')),
      [],
    );
  });

  it('copies an event as a row of CSV with its headings', async () => {
    await product.showOnly('Threat');
    await window.contextAction(product.events().first(), 'Copy Event as CSV Row');
    await window.statusItem('CSV row copied').waitFor();
    const copied = await window.page.evaluate(() => navigator.clipboard.readText());
    const [headings, row, ...more] = copied.split('\r\n');
    assert.match(headings ?? '', /^"time","received","severity"/);
    assert.match(row ?? '', /^"\d{4}-\d\d-\d\dT/);
    assert.deepEqual(more, ['']);
  });

  it('tells once of new events that are bad enough, and can be turned off there', async () => {
    const { quickInput } = window;
    await window.command('Security Events: Add Connection…');
    await quickInput.choose('Lookout Mobile Endpoint Security');
    await quickInput.shows('Name of the connection');
    await quickInput.answer('Fleet');
    await quickInput.shows('Base URL');
    await quickInput.answer(simulator.endpoint);
    await quickInput.shows('Credential (application key)');
    await quickInput.answer(KEY);
    await quickInput.shows('Event types to ask for');
    await quickInput.accept();
    await quickInput.choose('Save and Connect');
    await product.connectionSays('Fleet', 'Live');
    // Whoever looks at the events is not told.
    await window.openContainer('Explorer');
    simulator.emit([threat(1, 'LOW'), threat(2, 'HIGH'), threat(3, 'HIGH')]);
    const news = /2 new security events\. The worst: High · Threat: .*\(Fleet\)/;
    await window.notification(news).waitFor();
    await window.answerNotification(news, "Don't Show Again");
    await eventually(
      'the setting',
      async () => JSON.parse(await workbench.profile.readSettings())['securityEvents.notify'],
      (value) => value === 'off',
    );
  });
});

function threat(number: number, severity: string): Readonly<Record<string, unknown>> {
  return {
    type: 'THREAT',
    change_type: 'CREATED',
    actor: { type: 'SYSTEM' },
    target: { type: 'DEVICE', guid: 'a-device' },
    threat: { guid: `threat-${number}`, type: 'APPLICATION', severity, status: 'OPEN', classifications: ['TROJAN'] },
  };
}
