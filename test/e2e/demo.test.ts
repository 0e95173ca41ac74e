import assert from 'node:assert/strict';
import { vsixPath } from '../../scripts/lib/project.ts';
import { ProductWindow } from '../../scripts/workbench/productWindow.ts';
import { Workbench } from '../../scripts/workbench/workbench.ts';
import { eventually } from './eventually.ts';

describe('the demo feed', function () {
  this.bail(true);

  let workbench: Workbench;
  let product: ProductWindow;

  before(async () => {
    workbench = await Workbench.start({ vsix: [vsixPath()] });
    product = new ProductWindow(await workbench.openWindow());
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench.keepEvidence(this.currentTest.fullTitle());
  });

  after(async () => {
    await workbench?.[Symbol.asyncDispose]();
  });

  it('is one command away', async () => {
    await product.window.command('Security Events: Try the Demo');
    await product.connectionSays('Demo', 'Live');
    await product.connectionSays('Demo (Box)', 'Live');
    await product.connectionSays('Demo (Druva)', 'Live');
    await product.events().first().waitFor();
  });

  it('shows the events of all systems in one tree', async () => {
    await eventually(
      'groups of all',
      async () => {
        await product.closeGroups();
        return await product.groups();
      },
      (groups) => ['Threat', 'Sign-in', 'Backup & restore'].every((type) => groups.includes(type)),
    );
  });

  it('holds back events while the view is paused, and shows them afterwards', async () => {
    const { window } = product;
    await window.viewAction('Events', 'Pause View');
    const held = window.view('Events').getByText(/held back: [1-9]/);
    await held.waitFor({ timeout: 60_000 });
    await product.closeGroups();
    const paused = await product.counted();
    await window.viewAction('Events', 'Resume View');
    await held.waitFor({ state: 'detached' });
    await eventually(
      'the held events',
      async () => {
        // A group that is new opens by itself, and pushes others off the screen.
        await product.closeGroups();
        return await product.counted();
      },
      (count) => count > paused,
    );
  });

  it('loads the history of Box with progress, can be cancelled, and goes on', async () => {
    const { window } = product;
    const { quickInput } = window;
    await window.command('Security Events: Load History…');
    await quickInput.choose('Demo (Box)');
    await quickInput.choose('The last 30 days');
    await quickInput.shows('Event types to load');
    await quickInput.accept();
    await window.notification(/Loading the history of .*[1-9]\d* events, \d+ %/).waitFor();
    await window.answerNotification('Loading the history', 'Cancel');
    await window.notification(/Stopped after [\d,]+ events/).waitFor();
    await window.command('Security Events: Load History…');
    await quickInput.choose('Demo (Box)');
    await quickInput.choose('Go on with what was not finished');
    await window.answerNotification('Loading the history', 'Cancel');
    await window.command('Security Events: Load History…');
    await quickInput.choose('Demo (Box)');
    await quickInput.choose('Load another time');
    await quickInput.choose('From a date to another…');
    await quickInput.shows('From: a date');
    await quickInput.answer(dayBefore(Date.now()));
    await quickInput.shows('To: a date');
    await quickInput.answer('');
    await quickInput.shows('Event types to load');
    await quickInput.type('FAILED_LOGIN');
    await quickInput.tick('Sign-in: Failed login');
    await window.notification(/Loaded [\d,]+ events of the history/).waitFor({ timeout: 60_000 });
  });

  it('loads the history of Lookout too, and says why Druva has none to load', async () => {
    const { window } = product;
    const { quickInput } = window;
    await window.command('Security Events: Load History…');
    await quickInput.item('Demo (Druva)').getByText('Druva cannot be asked for a past time.').waitFor();
    await quickInput.choose('Demo (Druva)');
    await window.notification(/have no history to load\. Druva cannot be asked for a past time\./).waitFor();
    await window.command('Security Events: Load History…');
    await quickInput.choose('Demo');
    await quickInput.item('The last 10 days').waitFor();
    await quickInput.choose('The last 24 hours');
    await quickInput.shows('Event types to load');
    await quickInput.type('AUDIT');
    await quickInput.tick('Audit');
    await window.notification(/Loaded [1-9][\d,]* events of the history of "Demo"/).waitFor({ timeout: 60_000 });
  });

  it('stops with the demo connections', async () => {
    await product.connectionAction('Demo', 'Disconnect');
    await product.connectionSays('Demo', 'Disconnected');
    await product.connectionAction('Demo (Box)', 'Disconnect');
    await product.connectionSays('Demo (Box)', 'Disconnected');
    await product.connectionAction('Demo (Druva)', 'Disconnect');
    await product.connectionSays('Demo (Druva)', 'Disconnected');
    assert.ok((await product.counted()) > 0);
  });
});

/** As a person types it. */
function dayBefore(time: number): string {
  const day = new Date(time - 86_400_000);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}
