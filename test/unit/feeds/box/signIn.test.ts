import assert from 'node:assert/strict';
import { type BoxSimulator, startBoxSimulator } from '../../../../src/demo/box/simulator.ts';
import { QUESTIONS } from '../../../../src/feeds/box/options.ts';
import { signIn } from '../../../../src/feeds/box/signIn.ts';
import { box } from '../../../../src/feeds/box/vendor.ts';
import { FeedError, type SignInRequest } from '../../../../src/feeds/feed.ts';
import { freePort } from '../../../support/freePort.ts';
import { recordingLogger } from '../../../support/logger.ts';
import { ManualClock } from '../../../support/manualClock.ts';
import { streamServer } from '../../../support/streamServer.ts';
import { until } from '../../../support/until.ts';

const SECRET = 'canary-client-secret-8c1d';

describe('The sign-in at Box with the browser', () => {
  let simulator: BoxSimulator;
  let log: ReturnType<typeof recordingLogger>;
  let clock: ManualClock;
  let port: number;
  let pages: string[];

  const start = async (askConsent = false) => {
    const credentials = { clientId: 'cl1', clientSecret: SECRET };
    return await startBoxSimulator({ seed: 1, rate: 0, credentials, askConsent, clock });
  };
  beforeEach(async () => {
    clock = new ManualClock();
    simulator = await start();
    log = recordingLogger();
    port = await freePort();
    pages = [];
  });
  afterEach(async () => {
    await simulator.dispose();
    assert.ok(!/canary|code=|state=/.test(log.lines.join('\n')), 'a secret was logged');
    assert.deepEqual(clock.pending, [], 'a timer is left');
  });

  /** As a browser: follows what the page says. */
  const browse = async (url: string) => {
    pages.push(url);
    const text = await (await fetch(url)).text();
    const link = /href="([^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&');
    if (link) await fetch(link);
  };
  const request = (over: Partial<SignInRequest> = {}): SignInRequest => ({
    endpoint: simulator.endpoint,
    options: { stream: 'user', auth: 'oauth', clientId: 'cl1', redirectPort: String(port) },
    entered: { secret: SECRET },
    closing: 'Over.',
    ...{ fetch, clock, log, open: browse },
    ...over,
  });
  const run = (over: Partial<SignInRequest> = {}, signal = new AbortController().signal) =>
    signIn(request(over), signal);
  const failure = async (signingIn: Promise<unknown>) => {
    const error = await signingIn.then(
      () => assert.fail('it went well'),
      (e: unknown) => e,
    );
    assert.ok(error instanceof FeedError, String(error));
    assert.ok(!/canary/.test(error.message + String(error.stack)));
    return error;
  };
  const grants = () => simulator.log.flatMap(({ grant }) => grant ?? []);

  for (const askConsent of [false, true]) {
    it(`brings a refresh token ${askConsent ? 'when a person agrees' : 'when they agreed before'}`, async () => {
      await simulator.dispose();
      simulator = await start(askConsent);
      const parts = await run();
      assert.deepEqual(Object.keys(parts), ['refreshToken']);
      assert.ok((parts.refreshToken ?? '').length > 20);
      assert.deepEqual(grants(), ['authorization_code']);
      const { searchParams } = new URL(pages[0] ?? '');
      assert.equal(searchParams.get('redirect_uri'), `http://localhost:${port}/callback`);
      assert.equal(searchParams.get('response_type'), 'code');
      assert.ok((searchParams.get('state') ?? '').length >= 43);
    });
  }

  it('asks with another state each time', async () => {
    await run();
    await run();
    assert.equal(new Set(pages.map((url) => new URL(url).searchParams.get('state'))).size, 2);
  });

  for (const [endpoint, page] of [
    ['https://api.box.com', 'https://account.box.com'],
    ['https://api.box.com.evil.example', 'https://api.box.com.evil.example'],
    ['https://box.example/x', 'https://box.example/x'],
  ] as const) {
    it(`opens the page of ${page} for ${endpoint}`, async () => {
      const stop = new AbortController();
      const open = async (url: string) => {
        pages.push(url);
        stop.abort();
      };
      await assert.rejects(run({ endpoint, open }, stop.signal), { name: 'AbortError' });
      assert.equal(pages[0]?.split('?')[0], `${page}/api/oauth2/authorize`);
    });
  }

  it('does not take a code that somebody else brings, and waits on', async () => {
    const open = async (url: string) => {
      const forged = await fetch(`http://127.0.0.1:${port}/callback?code=evil&state=evil`);
      assert.equal(forged.status, 400);
      await browse(url);
    };
    assert.ok((await run({ open })).refreshToken);
    assert.deepEqual(grants(), ['authorization_code']);
  });

  it('says that the person denied it', async () => {
    simulator.denyNextSignIn();
    const error = await failure(run());
    assert.equal(error.kind, 'credential');
    assert.match(error.message, /was denied on the page of Box/);
    assert.deepEqual(grants(), []);
  });

  it('says that the client secret is wrong', async () => {
    const error = await failure(run({ entered: { secret: 'canary-wrong' } }));
    assert.match(error.message, /client id with this client secret/);
  });

  it('says that the code came too late', async () => {
    const late: typeof fetch = async (...asked) => {
      await clock.advance(29_999); // The deadline of the exchange itself is 30 s.
      clock.setWall(2);
      return fetch(...asked);
    };
    assert.match((await failure(run({ fetch: late }))).message, /good for 30 seconds/);
  });

  it('says that the port is taken', async () => {
    const { origin, close } = await streamServer((_request, response) => response.end());
    const options = { auth: 'oauth', clientId: 'cl1', redirectPort: new URL(origin).port };
    assert.match((await failure(run({ options }))).message, /Another program of this machine listens on port/);
    await close();
    assert.deepEqual(pages, []);
  });

  it('says that nobody came back within five minutes, and listens no more', async () => {
    const failing = failure(run({ open: async () => undefined }));
    await until(() => clock.pending.length > 0);
    await clock.advance(300_000);
    const error = await failing;
    assert.equal(error.kind, 'network');
    assert.match(error.message, /within 5 minutes/);
    await assert.rejects(fetch(`http://127.0.0.1:${port}/callback`));
  });

  it('ends when the browser cannot be opened, and when it is cancelled', async () => {
    await assert.rejects(run({ open: () => Promise.reject(new Error('No browser.')) }), /No browser/);
    const stop = new AbortController();
    await assert.rejects(run({ open: async () => stop.abort() }, stop.signal), { name: 'AbortError' });
    await assert.rejects(fetch(`http://127.0.0.1:${port}/callback`));
  });

  it('takes nothing that cannot be renewed', async () => {
    const once: typeof fetch = async () =>
      new Response('{"access_token":"abc","token_type":"bearer"}', { headers: { 'content-type': 'application/json' } });
    assert.match((await failure(run({ fetch: once }))).message, /nothing with which to renew/);
  });

  it('asks for a port that can be one', () => {
    const question = QUESTIONS.find(({ id }) => id === 'redirectPort');
    const takes = (text: string) => question?.problem?.(text) === undefined;
    assert.deepEqual(['', '3000', '1024', '65535'].map(takes), [true, true, true, true]);
    assert.deepEqual(['0', '80', '1023', '65536', '100000', 'x', '-3000', '3e3'].map(takes), Array(8).fill(false));
    const asked = (auth: string) => question?.asked?.({ auth });
    assert.deepEqual(['oauth', 'ccg', 'jwt', 'developer'].map(asked), [true, false, false, false]);
  });

  it('leaves a credential of two parts', () => {
    const parts = box.credentialParts({ auth: 'oauth' });
    assert.deepEqual(
      parts.map(({ id, kind }) => [id, kind]),
      [
        ['secret', 'line'],
        ['refreshToken', 'browser'],
      ],
    );
  });
});
