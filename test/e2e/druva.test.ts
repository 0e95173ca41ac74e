import { randomBytes } from 'node:crypto';
import { vsixPath } from '../../scripts/lib/project.ts';
import { ProductWindow } from '../../scripts/workbench/productWindow.ts';
import { Workbench } from '../../scripts/workbench/workbench.ts';
import { type RunningSimulator, runSimulator } from '../support/simulatorProcess.ts';
import { eventually } from './eventually.ts';

const CLIENT = 'siem-reader';
const SECRET = randomBytes(24).toString('base64url');

describe('a Druva connection, from the wizard', function () {
  // Each step stands on the one before.
  this.bail(true);

  let druva: RunningSimulator;
  let workbench: Workbench;
  let product: ProductWindow;

  before(async () => {
    druva = await runSimulator(['--system', 'druva', '--seed', '7', '--history', '1'], {
      ...{ DEMO_CLIENT_ID: CLIENT, DEMO_CLIENT_SECRET: SECRET },
    });
    workbench = await Workbench.start({ vsix: [vsixPath()] });
    product = new ProductWindow(await workbench.openWindow());
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench.keepEvidence(this.currentTest.fullTitle());
  });

  after(async () => {
    await workbench?.[Symbol.asyncDispose]();
    await druva?.stop();
  });

  const begin = async (name: string) => {
    const { quickInput } = product.window;
    await product.window.command('Security Events: Add Connection…');
    await quickInput.choose('Druva');
    await quickInput.shows('Name of the connection');
    await quickInput.answer(name);
    await quickInput.shows('Which events to stream');
    await quickInput.choose('inSync and Druva platform events');
    await quickInput.shows('From when on they are shown');
    await quickInput.choose('Everything that Druva has');
    await quickInput.shows('Client ID of the API credential');
    await quickInput.answer(CLIENT);
    await quickInput.shows('Minutes between two polls');
    await quickInput.answer('1');
    await quickInput.shows('Where the service is');
    await quickInput.choose('Another address…');
    await quickInput.shows('Base URL');
    await quickInput.answer(druva.said.endpoint ?? '');
    await quickInput.shows('secret key');
    return quickInput;
  };

  it('tells what is wrong with a secret key that Druva refuses, and goes on with the right one', async () => {
    const { window } = product;
    const quickInput = await begin('Backups');
    await quickInput.answer('not-the-secret-key');
    await quickInput.choose('Test Connection, Then Save and Connect');
    await window.answerDialog('Edit', /Druva does not accept the client ID with this secret key/);
    await quickInput.shows('secret key');
    await quickInput.answer(SECRET);
    await quickInput.choose('Test Connection, Then Save and Connect');
    await product.connectionSays('Backups', 'Live');
  });

  it('streams all that Druva has of inSync and of the platform', async () => {
    await eventually(
      'groups of both',
      async () => {
        await product.closeGroups();
        return await product.groups();
      },
      (groups) => ['Backup & restore', 'Ransomware recovery'].every((type) => groups.includes(type)),
    );
  });
});
