import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { vsixPath } from '../../scripts/lib/project.ts';
import { ProductWindow } from '../../scripts/workbench/productWindow.ts';
import { Workbench } from '../../scripts/workbench/workbench.ts';
import { type LookoutSimulator, startLookoutSimulator } from '../../src/demo/lookout/simulator.ts';
import { eventually } from './eventually.ts';

const KEY = randomBytes(24).toString('base64url');
const WRONG = randomBytes(24).toString('base64url');
/** Hostile where a person would not look twice: a link to a command, HTML, an icon, a direction override. */
const FIRST_NAME = '[Fleet](command:workbench.action.quit) <b>$(bug)\u202e';
const SHOWN_NAME = '[Fleet](command:workbench.action.quit) <b>$(bug)';
const NAME = 'Fleet';

describe('managing a connection', function () {
  // Each step stands on the one before.
  this.bail(true);

  let simulator: LookoutSimulator;
  let other: LookoutSimulator;
  let workbench: Workbench;
  let product: ProductWindow;

  before(async () => {
    simulator = await startLookoutSimulator({ seed: 7, applicationKey: KEY, rate: 0, heartbeatMs: 1_000 });
    other = await startLookoutSimulator({ seed: 8, applicationKey: KEY, rate: 0, heartbeatMs: 1_000 });
    workbench = await Workbench.start({ vsix: [vsixPath()] });
    product = new ProductWindow(await workbench.openWindow());
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench.keepEvidence(this.currentTest.fullTitle());
  });

  after(async () => {
    await workbench?.[Symbol.asyncDispose]();
    await simulator?.dispose();
    await other?.dispose();
  });

  /** As somebody edits the file while VS Code is closed. */
  const startWith = async (settings: object) => {
    await workbench.profile.writeSettings(settings);
    await product.window.reload();
    await product.show();
  };
  const streams = () => simulator.log.filter(({ path }) => path.endsWith('/events')).length;

  it('says that a key was refused, and offers to replace it', async () => {
    const { window } = product;
    const { quickInput } = window;
    await window.command('Security Events: Add Connection…');
    await quickInput.choose('Lookout Mobile Endpoint Security');
    await quickInput.shows('Name of the connection');
    await quickInput.answer(FIRST_NAME);
    await quickInput.shows('Base URL');
    await quickInput.answer('http://example.com');
    await quickInput.shows('plain http is allowed to this machine only');
    await quickInput.answer(simulator.endpoint);
    await quickInput.shows('Credential (application key)');
    await quickInput.answer(WRONG);
    await quickInput.shows('Event types to ask for');
    await quickInput.accept();
    await quickInput.choose('Save and Connect');
    await product.connectionSays(SHOWN_NAME, 'Refused · Lookout refused the application key.');
    const told = window.notification('was refused. Lookout refused the application key.');
    await told.waitFor();
    assert.equal(await told.locator('.notification-list-item-message a').count(), 0, 'a name became a link');
    assert.equal(streams(), 0);
  });

  it('connects once the key was replaced', async () => {
    const { window } = product;
    await product.connectionAction(SHOWN_NAME, 'Replace Credential');
    await window.quickInput.shows('Credential (application key)');
    assert.ok(await window.quickInput.isPassword(), 'the credential can be read on the screen');
    await window.quickInput.answer(KEY);
    await product.connectionSays(SHOWN_NAME, 'Live');
  });

  it('renames it without touching the stream', async () => {
    const { quickInput } = product.window;
    const before = streams();
    await product.connectionAction(SHOWN_NAME, 'Edit Connection');
    await quickInput.shows('Name of the connection');
    await quickInput.answer(NAME);
    await quickInput.shows('Base URL');
    await quickInput.accept();
    await quickInput.shows('Event types to ask for');
    await quickInput.accept();
    await quickInput.choose('Save Only');
    await product.connectionSays(NAME, 'Live');
    simulator.emit([threat(1, 'OPEN')]);
    await product.group('Threat').waitFor();
    assert.equal(streams(), before);
    assert.equal(simulator.openStreams, 1);
  });

  it('asks for the credential again before it talks to another origin', async () => {
    const { window } = product;
    const { quickInput } = window;
    await product.connectionAction(NAME, 'Edit Connection');
    await quickInput.shows('Name of the connection');
    await quickInput.accept();
    await quickInput.shows('Base URL');
    await quickInput.answer(other.endpoint);
    await quickInput.shows(`for ${other.endpoint}`);
    await window.page.keyboard.press('Escape');
    await quickInput.closed();
    await product.connectionSays(NAME, 'Live');
    assert.deepEqual(other.log, []);
    assert.equal(simulator.openStreams, 1);
  });

  it('sends nothing to an origin that the settings name on their own', async () => {
    const { quickInput } = product.window;
    const settings = await workbench.profile.readSettings();
    await startWith(JSON.parse(settings.replace(simulator.endpoint, other.endpoint)) as object);
    await product.connectionSays(NAME, 'Refused · The endpoint changed since the credential was entered');
    assert.deepEqual(other.log, []);
    await product.connectionAction(NAME, 'Replace Credential');
    await quickInput.shows(`for ${other.endpoint}`);
    await quickInput.answer(KEY);
    await product.connectionSays(NAME, 'Live');
  });

  it('keeps what it cannot decode, and shows it with the reason', async () => {
    const { window } = product;
    other.emit(['{"no id":"<b>[x](command:y)</b>"}']);
    await window.expand(window.row('Connections', NAME));
    await window.row('Connections', '1 quarantined payload').click();
    await window.tab('Quarantined payloads of Fleet').waitFor();
    await window.page.locator('.part.editor .view-line', { hasText: 'The event has no id.' }).waitFor();
  });

  it('compares two events of one’s own choice', async () => {
    const { window } = product;
    other.emit([threat(1, 'RESOLVED')]);
    await product.events().nth(1).waitFor();
    await window.contextAction(product.events().nth(1), 'Select for Compare');
    await window.contextAction(product.events().nth(0), 'Compare with Selected');
    const editor = window.page.locator('.part.editor .monaco-diff-editor');
    await editor.locator('.editor.original .view-line', { hasText: 'OPEN' }).waitFor();
    await editor.locator('.editor.modified .view-line', { hasText: 'RESOLVED' }).waitFor();
  });

  it('removes the connection and its credential, and keeps the events', async () => {
    const { window } = product;
    const settings = JSON.parse(await workbench.profile.readSettings()) as object;
    await window.contextAction(window.row('Connections', NAME), 'Remove Connection…');
    await window.answerDialog('Remove Connection');
    await window.row('Connections', NAME).waitFor({ state: 'detached' });
    await eventually(
      'the end of the stream',
      async () => other.openStreams,
      (open) => open === 0,
    );
    await product.group('Threat').waitFor();
    // The same connection again: had the credential stayed, it would connect.
    const asked = other.log.length;
    await startWith(settings);
    await product.connectionAction(NAME, 'Connect');
    await product.connectionSays(NAME, 'Refused · No credential is stored');
    assert.equal(other.log.length, asked);
  });

  it('removes the connection and its events', async () => {
    const { window } = product;
    await window.contextAction(window.row('Connections', NAME), 'Remove Connection…');
    await window.answerDialog('Remove Connection and Events');
    await window.view('Connections').getByText('Connect to a live feed').waitFor();
    await window.view('Events').getByText('Events appear here once there is a connection.').waitFor();
  });
});

/** Events of one threat; each call is another event. */
function threat(number: number, status: string): Readonly<Record<string, unknown>> {
  return {
    type: 'THREAT',
    change_type: status === 'OPEN' ? 'CREATED' : 'UPDATED',
    actor: { type: 'SYSTEM' },
    target: { type: 'DEVICE', guid: 'a-device' },
    threat: { guid: `threat-${number}`, type: 'APPLICATION', severity: 'HIGH', status, classifications: ['TROJAN'] },
  };
}
