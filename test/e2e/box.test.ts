import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { vsixPath } from '../../scripts/lib/project.ts';
import { ProductWindow } from '../../scripts/workbench/productWindow.ts';
import { Workbench } from '../../scripts/workbench/workbench.ts';
import { freePort } from '../support/freePort.ts';
import { type RunningSimulator, runSimulator } from '../support/simulatorProcess.ts';

const CLIENT = 'fleet-app';
const SECRET = randomBytes(24).toString('base64url');
const TOKEN = randomBytes(24).toString('base64url');

describe('Box connections, from the wizard', function () {
  // Each step stands on the one before.
  this.bail(true);

  let box: RunningSimulator;
  let directory: string;
  let workbench: Workbench;
  let product: ProductWindow;

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'box-e2e-'));
    box = await runSimulator(['--system', 'box', '--seed', '7', '--app-config', appConfig()], {
      ...{ DEMO_CLIENT_ID: CLIENT, DEMO_CLIENT_SECRET: SECRET, DEMO_DEVELOPER_TOKEN: TOKEN },
    });
    workbench = await Workbench.start({ vsix: [vsixPath()] });
    product = new ProductWindow(await workbench.openWindow());
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench.keepEvidence(this.currentTest.fullTitle());
  });

  after(async () => {
    await workbench?.[Symbol.asyncDispose]();
    await box?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  const appConfig = () => join(directory, 'app-config.json');

  const begin = async (name: string, stream: string, signIn: string) => {
    const { quickInput } = product.window;
    await product.window.command('Security Events: Add Connection…');
    await quickInput.choose('Box');
    await quickInput.shows('Name of the connection');
    await quickInput.answer(name);
    await quickInput.shows('Which events to stream');
    await quickInput.choose(stream);
    await quickInput.shows('signs in to Box');
    await quickInput.choose(signIn);
    return quickInput;
  };

  it('stream enterprise events with client credentials', async () => {
    const quickInput = await begin('Enterprise', 'Enterprise events, live', 'Client Credentials Grant');
    await quickInput.shows('Client id of the application');
    await quickInput.answer(CLIENT);
    await quickInput.shows('On whose behalf');
    await quickInput.choose('The service account of the enterprise');
    await quickInput.shows('Id of the enterprise');
    await quickInput.answer(box.said.enterpriseId ?? '');
    await quickInput.shows('Seconds between two polls');
    await quickInput.answer('5');
    await quickInput.shows('Base URL');
    await quickInput.answer(box.said.endpoint ?? '');
    await quickInput.shows('client secret');
    await quickInput.answer(SECRET);
    await quickInput.shows('Event types to ask for');
    await quickInput.accept();
    await quickInput.choose('Test Connection, Then Save and Connect');
    await product.connectionSays('Enterprise', 'Live');
    await product.window.rows('Events', 1).first().waitFor();
  });

  it('stream the events of one user with a developer token', async () => {
    const quickInput = await begin('Mine', 'My events', 'Developer token');
    await quickInput.shows('Which of the events of this user');
    await quickInput.choose('All');
    await quickInput.shows('Id of another user');
    await quickInput.answer('');
    await quickInput.shows('Base URL');
    await quickInput.answer(box.said.endpoint ?? '');
    await quickInput.shows('developer token');
    await quickInput.answer(TOKEN);
    await quickInput.choose('Test Connection, Then Save and Connect');
    await product.connectionSays('Mine', 'Live');
  });

  it('stream enterprise events with the configuration file of an application, which is read once', async () => {
    const quickInput = await begin(
      'Application',
      'Enterprise events, live',
      'JWT with the configuration file of the application',
    );
    await quickInput.shows('On whose behalf');
    await quickInput.choose('The service account of the enterprise');
    await quickInput.shows('Seconds between two polls');
    await quickInput.answer('5');
    await quickInput.shows('Base URL');
    await quickInput.answer(box.said.endpoint ?? '');
    await quickInput.shows('configuration file');
    // It begins with a folder, which must stand there first: it would come in between what is typed.
    await quickInput.item('..').first().waitFor();
    await quickInput.type(appConfig());
    await quickInput.choose(basename(appConfig()));
    await quickInput.shows('Event types to ask for');
    await rm(appConfig());
    await quickInput.accept();
    await quickInput.choose('Test Connection, Then Save and Connect');
    await product.connectionSays('Application', 'Live');
  });

  it('stream enterprise events after a sign-in in the browser', async () => {
    const quickInput = await begin('Signed in', 'Enterprise events, live', 'OAuth, signing in with the browser');
    await quickInput.shows('Client id of the application');
    await quickInput.answer(CLIENT);
    await quickInput.shows('Port of the redirect address');
    await quickInput.answer(String(await freePort()));
    await quickInput.shows('Seconds between two polls');
    await quickInput.answer('5');
    await quickInput.shows('Base URL');
    await quickInput.answer(box.said.endpoint ?? '');
    await quickInput.shows('client secret');
    await quickInput.answer(SECRET);
    await quickInput.shows('Sign in to Box');
    const opened = product.window.page.context().waitForEvent('page');
    await quickInput.choose('Sign In With the Browser');
    const page = await opened;
    await page.waitForURL(/authorize/);
    // The server of this workbench would reach addresses of this machine for the browser, if it were let; Box's own need nobody for that.
    const { pathname, search } = new URL(page.url());
    await page.goto(`${box.said.endpoint}${pathname.replace(/^\/proxy\/\d+/, '')}${search}`);
    await page.getByText('You can close this page.').waitFor();
    await page.close();
    await quickInput.shows('Event types to ask for');
    await quickInput.accept();
    // A test spends the refresh token that was given; the connection lives on the one that came for it.
    await quickInput.choose('Test Connection, Then Save and Connect');
    await product.connectionSays('Signed in', 'Live');
  });
});
