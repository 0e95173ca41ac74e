import { vsixPath } from '../../scripts/lib/project.ts';
import { ProductWindow } from '../../scripts/workbench/productWindow.ts';
import { DEMO_SETTINGS } from '../../scripts/workbench/profile.ts';
import { Workbench } from '../../scripts/workbench/workbench.ts';
import { eventually } from './eventually.ts';
import { roles } from './roles.ts';

describe('two windows', function () {
  // Each step stands on the one before.
  this.bail(true);

  let workbench: Workbench;
  let first: ProductWindow;
  let second: ProductWindow;

  before(async () => {
    const settings = { 'securityEvents.connections': DEMO_SETTINGS['securityEvents.connections'] };
    workbench = await Workbench.start({ vsix: [vsixPath()], settings });
    first = new ProductWindow(await workbench.openWindow());
    await first.show();
    await first.connectionSays('Demo', 'Disconnected');
    second = new ProductWindow(await workbench.openWindow());
    await second.show();
    await second.connectionSays('Demo', 'Disconnected');
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench.keepEvidence(this.currentTest.fullTitle());
  });

  after(async () => {
    await workbench?.[Symbol.asyncDispose]();
  });

  it('stream in one when the other connects, and show the same events', async () => {
    await second.connectionAction('Demo', 'Connect');
    await roles('Demo', first, second);
    await first.closeGroups();
    await second.closeGroups();
    await eventually(
      'the same count in both',
      async () => [await first.counted(), await second.counted()],
      ([one, two]) => one !== undefined && one > 0 && one === two,
    );
  });

  it('disconnect together', async () => {
    await first.connectionAction('Demo', 'Disconnect');
    await second.connectionSays('Demo', 'Disconnected');
    await second.connectionAction('Demo', 'Connect');
    await roles('Demo', first, second);
  });

  it('hand over the stream when the streaming one crashes and its extension host lives on', async () => {
    const [streaming, following] = await roles('Demo', first, second);
    await streaming.window.crash();
    await following.connectionSays('Demo', 'Live ·');
    const before = await following.counted();
    await eventually(
      'newer events',
      () => following.counted(),
      (count) => count > before,
    );
  });
});
