import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { RESULTS, vsixPath } from '../../scripts/lib/project.ts';
import { ProductWindow } from '../../scripts/workbench/productWindow.ts';
import { Workbench } from '../../scripts/workbench/workbench.ts';
import { eventually } from './eventually.ts';
import { SimulatorProcess } from './simulatorProcess.ts';

const NAME = 'Fleet';
const KEY = randomBytes(24).toString('base64url');

describe('a Lookout connection, from the wizard to a resumed stream', function () {
  // Each step stands on the one before.
  this.bail(true);

  let simulator: SimulatorProcess;
  let workbench: Workbench;
  let product: ProductWindow;
  let countedBefore = 0;

  before(async () => {
    const log = join(RESULTS, 'simulator.jsonl');
    await mkdir(RESULTS, { recursive: true });
    await rm(log, { force: true });
    simulator = await SimulatorProcess.start({ key: KEY, log, rate: 4, heartbeatMs: 1_000 });
    workbench = await Workbench.start({ vsix: [vsixPath()] });
    product = new ProductWindow(await workbench.openWindow());
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench.keepEvidence(this.currentTest.fullTitle());
  });

  after(async () => {
    await workbench?.[Symbol.asyncDispose]();
    await simulator?.stop();
  });

  it('adds a connection: system, name, endpoint, credential, test, save', async () => {
    const { window } = product;
    const { quickInput } = window;
    await window.command('Security Events: Add Connection…');
    await quickInput.shows('The system that sends the events');
    await quickInput.choose('Lookout Mobile Endpoint Security');
    await quickInput.shows('Name of the connection');
    await quickInput.answer(NAME);
    await quickInput.shows('Base URL');
    await quickInput.answer(simulator.endpoint);
    await quickInput.shows('Credential (application key)');
    assert.ok(await quickInput.isPassword(), 'the credential can be read on the screen');
    await quickInput.answer(KEY);
    await quickInput.shows('Event types to ask for');
    await quickInput.accept();
    await quickInput.choose('Test Connection, Then Save and Connect');
    await product.connectionSays(NAME, 'Live');
  });

  it('keeps the credential out of the settings', async () => {
    const settings = await workbench.profile.readSettings();
    assert.match(settings, /"securityEvents\.connections"/);
    assert.ok(!settings.includes(KEY), 'the application key is in settings.json');
  });

  it('shows live events grouped by type and severity', async () => {
    await product.closeGroups();
    await eventually(
      'every type of event',
      () => product.groups(),
      (groups) => ['Audit', 'Device', 'Threat'].every((type) => groups.includes(type)),
    );
    await product.window.expand(product.group('Threat'));
    await product.window.row('Events', 'High').waitFor();
    await product.closeGroups();
    const before = await product.counted();
    await eventually(
      'more events arrive',
      () => product.counted(),
      (count) => count > before,
    );
  });

  it('opens an event with its changes and its JSON', async () => {
    const { window } = product;
    // Audit events tell their changes themselves.
    await product.showOnly('Audit');
    await product.pause();
    await product.events().first().click();
    const view = await window.webview('#changes');
    await view.locator('h1').waitFor();
    await view.locator('table.changes tbody tr').first().waitFor();
    await view.locator('#json-viewer').getByText('"id"').first().waitFor();
  });

  it('compares with the previous state in a text diff', async () => {
    const { window } = product;
    await product.resume();
    await product.showOnly('Threat');
    await product.pause();
    const compare = (page: Frame) => page.getByRole('button', { name: 'Compare with Previous' });
    const event = await product.openOneWhere((page) => compare(page).isEnabled());
    await compare(event).click();
    await window.page.locator('.part.editor .monaco-diff-editor .editor.modified .view-line').first().waitFor();
    await product.resume();
  });

  it('resumes by itself from the stored cursor after a reload', async () => {
    const before = (await simulator.streams()).length;
    await product.window.reload();
    await product.show();
    await product.connectionSays(NAME, 'Live');
    const streams = await eventually(
      'a new stream',
      () => simulator.streams(),
      (all) => all.length > before,
    );
    assertResumed(streams.at(-1));
  });

  it('disconnects, and still shows the events after a reload', async () => {
    const { window } = product;
    await window.command('Security Events: Clear Filter');
    await product.connectionAction(NAME, 'Disconnect');
    await product.connectionSays(NAME, 'Disconnected');
    await product.closeGroups();
    await product.group('Audit').waitFor();
    countedBefore = await product.counted();
    assert.ok(countedBefore > 0);
    const streams = (await simulator.streams()).length;
    await window.reload();
    await product.show();
    await product.connectionSays(NAME, 'Disconnected');
    await product.closeGroups();
    await eventually(
      'the stored events',
      () => product.counted(),
      (count) => count >= countedBefore,
    );
    countedBefore = await product.counted();
    assert.equal((await simulator.streams()).length, streams, 'a disconnected connection asked for the stream');
  });

  it('goes on from its cursor when it is connected again', async () => {
    const before = (await simulator.streams()).length;
    await product.connectionAction(NAME, 'Connect');
    await product.connectionSays(NAME, 'Live');
    const streams = await eventually(
      'a new stream',
      () => simulator.streams(),
      (all) => all.length > before,
    );
    assertResumed(streams.at(-1));
    await eventually(
      'newer events',
      () => product.counted(),
      (count) => count > countedBefore,
    );
  });
});

/** The product asked for what comes after an event that it has, not for a time and not for now. */
function assertResumed(
  request: { readonly query: Readonly<Record<string, string>>; readonly status: number } | undefined,
): void {
  assert.ok(request);
  assert.equal(request.status, 200);
  assert.match(request.query.id ?? '', /^[0-9a-f]{8}-[0-9a-f-]{27}$/);
  assert.equal(request.query.start_time, undefined);
}
