import assert from 'node:assert/strict';
import { type BoxSimulator, startBoxSimulator } from '../../../../src/demo/box/simulator.ts';
import { box } from '../../../../src/feeds/box/vendor.ts';
import { type FeedContext, FeedError } from '../../../../src/feeds/feed.ts';
import type { ConnectionConfig } from '../../../../src/model/connection.ts';
import { BoxReader, ENTERPRISE, USER } from '../../../support/boxReader.ts';
import { type BoxAnswer, BoxServer, refusal } from '../../../support/boxServer.ts';
import { recordingLogger } from '../../../support/logger.ts';
import { ManualClock } from '../../../support/manualClock.ts';

const SECRET = 'canary-client-secret-8c1d';
const DEVELOPER = 'canary-developer-token-77ab';

describe('Access tokens of Box', () => {
  let simulator: BoxSimulator;
  let log: ReturnType<typeof recordingLogger>;

  beforeEach(async () => {
    const credentials = { clientId: 'cl1', clientSecret: SECRET, developerToken: DEVELOPER };
    simulator = await startBoxSimulator({ seed: 1, rate: 0, credentials });
    log = recordingLogger();
  });
  afterEach(async () => {
    await simulator.dispose();
    assert.ok(!/canary|PRIVATE/.test(log.lines.join('\n')), 'a secret was logged');
  });

  const ccg = (over: Record<string, string> = {}) => ({ ...ENTERPRISE, subjectId: simulator.enterpriseId, ...over });
  const jwt = { stream: 'enterprise', auth: 'jwt' };
  const file = () => JSON.stringify(simulator.appConfig());
  const tested = (options: ConnectionConfig['options'], credential: string, clock = new ManualClock(Date.now())) => {
    const config: ConnectionConfig = { id: 'c', name: 'C', system: 'box', ...(options && { options }) };
    const context: FeedContext = { config, endpoint: simulator.endpoint, credential, fetch, clock, log };
    return box.test(context, new AbortController().signal);
  };
  const refused = async (testing: Promise<void>) => {
    const error = await testing.then(
      () => assert.fail('it was accepted'),
      (e: unknown) => e,
    );
    assert.ok(error instanceof FeedError, String(error));
    assert.ok(!/canary|PRIVATE/.test(error.message + String(error.stack)));
    return error;
  };
  const grants = () => simulator.log.flatMap(({ grant }) => grant ?? []);

  it('are given for client credentials, of the enterprise or of a user', async () => {
    await tested(ccg(), SECRET);
    await tested(ccg({ subject: 'user', subjectId: simulator.admin.id }), SECRET);
    assert.deepEqual(grants(), ['client_credentials', 'client_credentials']);
  });

  it('are given for an assertion signed with the key of the configuration file', async () => {
    await tested(jwt, file());
    await tested({ ...jwt, subject: 'user', subjectId: simulator.admin.id }, file());
    const bearer = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
    assert.deepEqual(grants(), [bearer, bearer]);
  });

  it('may be developer tokens, which need no endpoint', async () => {
    await tested({ stream: 'enterprise', auth: 'developer' }, DEVELOPER);
    assert.deepEqual(grants(), []);
  });

  for (const [what, off] of [
    ['behind', -3_600_000],
    ['ahead', 3_600_000],
  ] as const) {
    it(`are given although the clock of this machine is an hour ${what}: Box's own time is taken, once`, async () => {
      await tested(jwt, file(), new ManualClock(Date.now() + off));
      assert.deepEqual(
        simulator.log.map(({ status }) => status),
        [400, 200, 200],
      );
      assert.match(log.lines.join('\n'), /clock of this machine differs from Box's by 3600 s|by 359\d s|by 360\d s/);
    });
  }

  it('are not asked for again with the right clock', async () => {
    const config = { ...simulator.appConfig(), enterpriseID: '1' };
    assert.match((await refused(tested(jwt, JSON.stringify(config)))).message, /clock.*id is right.*key pair/);
    assert.equal(simulator.log.length, 1);
  });

  it('are refused with a word on what to do', async () => {
    assert.match((await refused(tested(ccg(), `${SECRET}x`))).message, /client id with this client secret/);
    assert.match((await refused(tested(ccg({ clientId: 'x' }), SECRET))).message, /client id with this client secret/);
    assert.match((await refused(tested(ccg({ subjectId: '1' }), SECRET))).message, /id of the enterprise/);
    const user = ccg({ subject: 'user', subjectId: '1' });
    assert.match((await refused(tested(user, SECRET))).message, /id of a user.*user access tokens/);
    simulator.revoke();
    assert.match((await refused(tested(ccg(), SECRET))).message, /not authorised.*Admin Console/);
    assert.match((await refused(tested(user, SECRET))).message, /App \+ Enterprise Access/);
    assert.match((await refused(tested(jwt, file()))).message, /not authorised.*Admin Console/);
  });

  it('of an old developer token are refused with a word on what to do', async () => {
    simulator.expireTokens();
    const error = await refused(tested({ stream: 'enterprise', auth: 'developer' }, DEVELOPER));
    assert.match(error.message, /60 minutes/);
    assert.match((await refused(tested({ auth: 'developer' }, 'two words'))).message, /not a developer token/);
  });

  it('of a user without rights lack a permission, which is named', async () => {
    const error = await refused(tested(ccg({ subject: 'user', subjectId: simulator.user.id }), SECRET));
    assert.equal(error.kind, 'forbidden');
    assert.match(error.message, /Manage enterprise properties/);
  });

  it('of a user read what that user sees', async () => {
    await tested({ ...USER, subjectId: simulator.user.id }, SECRET);
  });

  it('are not asked for with a file that is none', async () => {
    const whole = simulator.appConfig();
    const settings = whole.boxAppSettings;
    for (const text of [
      'canary',
      '[]',
      '{}',
      JSON.stringify({ ...whole, enterpriseID: undefined }),
      JSON.stringify({ ...whole, boxAppSettings: { ...settings, clientSecret: '' } }),
      JSON.stringify({ ...whole, boxAppSettings: { ...settings, appAuth: { publicKeyID: 'k' } } }),
    ]) {
      const error = await refused(tested(jwt, text));
      assert.deepEqual([error.kind, error.cause], ['credential', undefined]);
      assert.match(error.message, /not the configuration file/);
    }
    const appAuth = { ...settings.appAuth, passphrase: 'wrong' };
    const error = await refused(tested(jwt, JSON.stringify({ ...whole, boxAppSettings: { ...settings, appAuth } })));
    assert.match(error.message, /does not open with its passphrase/);
    assert.equal(simulator.log.length, 0);
  });

  const odd: readonly (readonly [string, BoxAnswer, string])[] = [
    ['400 of another sort', refusal(400, {}, { error: 'canary' }), 'credential'],
    ['401', refusal(401), 'credential'],
    ['404', refusal(404), 'forbidden'],
    ['429', refusal(429, { 'retry-after': '9' }), 'busy'],
    ['503', refusal(503), 'busy'],
    ['204', { status: 204 }, 'protocol'],
    ['a page', { body: '<p>canary' }, 'protocol'],
    ['no token', { body: '{}' }, 'protocol'],
    ['a token with a line break', { body: '{"access_token":"a\\nb"}' }, 'protocol'],
    ['a token of another type', { body: '{"access_token":"abc","token_type":"mac"}' }, 'protocol'],
    ['a refresh token that is none', { body: '{"access_token":"abc","refresh_token":"a b"}' }, 'protocol'],
    ['a cut', 'cut', 'network'],
  ];
  for (const [what, answer, kind] of odd) {
    it(`are ${kind} when the token endpoint answers with ${what}`, async () => {
      const server = await BoxServer.start();
      server.onToken = () => answer;
      const reader = new BoxReader(server).start({ cursor: 'c' });
      assert.equal((await reader.failure()).kind, kind);
      assert.equal(server.pages.length, 0);
      await reader.stop();
      await server.close();
    });
  }

  it('may come without token_type, as in an answer that Box shows', async () => {
    const server = await BoxServer.start();
    server.onToken = () => ({ body: '{"access_token":"abc","expires_in":4123,"issued_token_type":"bearer"}' });
    const reader = new BoxReader(server).start({ cursor: 'c' });
    await reader.idle();
    assert.equal(server.pages[0]?.authorization, 'Bearer abc');
    await reader.stop();
    await server.close();
  });

  it('are asked for with the credential in the form only', async () => {
    const server = await BoxServer.start();
    const reader = new BoxReader(server).start({ cursor: 'c' });
    await reader.idle();
    const [asked] = server.tokens;
    assert.deepEqual(asked && [asked.search, asked.authorization, Object.fromEntries(asked.form)], [
      '',
      undefined,
      {
        grant_type: 'client_credentials',
        client_id: 'cl1',
        client_secret: reader.context.credential,
        box_subject_type: 'enterprise',
        box_subject_id: '42',
      },
    ]);
    await reader.stop();
    await server.close();
  });
});
