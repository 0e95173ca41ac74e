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
    await product.events().first().waitFor();
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
      () => product.counted(),
      (count) => count > paused,
    );
  });

  it('stops with the demo connection', async () => {
    await product.connectionAction('Demo', 'Disconnect');
    await product.connectionSays('Demo', 'Disconnected');
    assert.ok((await product.counted()) > 0);
  });
});
