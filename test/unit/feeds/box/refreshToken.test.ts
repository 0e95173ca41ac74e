import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { BoxApi } from '../../../../src/feeds/box/api.ts';
import { type FeedContext, FeedError, type RenewCredential } from '../../../../src/feeds/feed.ts';
import { BoxServer, boxEvent, page, refusal } from '../../../support/boxServer.ts';
import { recordingLogger } from '../../../support/logger.ts';
import { ManualClock } from '../../../support/manualClock.ts';

const SECRET = 'canary-client-secret-8c1d';
const FIRST = 'canary-refresh-token-0';
const SECOND = 'canary-refresh-token-1';

describe('The refresh token of a sign-in at Box', () => {
  let server: BoxServer;
  let log: ReturnType<typeof recordingLogger>;
  let kept: string;

  beforeEach(async () => {
    server = await BoxServer.start();
    server.onToken = () => given(SECOND);
    log = recordingLogger();
    kept = JSON.stringify({ secret: SECRET, refreshToken: FIRST });
  });
  afterEach(async () => {
    await server.close();
    assert.ok(!/canary/.test(log.lines.join('\n')), 'a secret was logged');
  });

  const given = (refresh: string | undefined) => ({
    body: JSON.stringify({ access_token: 'canary-access-token', expires_in: 3_600, refresh_token: refresh }),
  });
  const keeping: RenewCredential = async (renew) => {
    const { credential, value } = await renew(kept);
    kept = credential;
    return value;
  };
  const ask = () => {
    const context: FeedContext = {
      config: { id: 'c', name: 'C', system: 'box', options: { stream: 'user', auth: 'oauth', clientId: 'cl1' } },
      endpoint: server.origin,
      credential: kept,
      renewCredential: keeping,
      ...{ fetch, clock: new ManualClock(), log },
    };
    return new BoxApi(context).page({ stream_position: 'now' }, new AbortController().signal);
  };
  const failure = async (asking: Promise<unknown>) => {
    const error = await asking.then(
      () => assert.fail('it went well'),
      (e: unknown) => e,
    );
    assert.ok(error instanceof FeedError, String(error));
    assert.ok(!/canary/.test(inspect(error, { depth: 9, showHidden: true })), 'a secret is in the error');
    return error;
  };

  it('is sent with client id and secret, and the next one is kept', async () => {
    await ask();
    assert.deepEqual(Object.fromEntries(server.tokens[0]?.form ?? []), {
      grant_type: 'refresh_token',
      refresh_token: FIRST,
      client_id: 'cl1',
      client_secret: SECRET,
    });
    assert.deepEqual(JSON.parse(kept), { secret: SECRET, refreshToken: SECOND });
  });

  it('stays when no other comes', async () => {
    server.onToken = () => given(undefined);
    await ask();
    assert.deepEqual(JSON.parse(kept), { secret: SECRET, refreshToken: FIRST });
  });

  it('is masked, as the next one is, where a server sends it back in an event', async () => {
    server.onPage = () => page([{ ...boxEvent('e1'), note: [FIRST, SECOND, SECRET, 'canary-access-token'] }], '"p"');
    const read = inspect(await ask(), { depth: 9 });
    assert.match(read, /e1/);
    assert.doesNotMatch(read, /canary/);
  });

  it('is in no error and no log when a server refuses with it', async () => {
    const spoken = (...tokens: string[]) => ({
      ...{ error: 'invalid_request', request_id: tokens[0] },
      message: [SECRET, ...tokens].join(' '),
    });
    const before = kept;
    for (const status of [400, 401, 403, 500]) {
      kept = before;
      server.onToken = () => refusal(status, {}, spoken(FIRST));
      await failure(ask());
      server.onToken = () => given(SECOND);
      server.onPage = () => refusal(status, { 'www-authenticate': FIRST }, spoken(SECOND, FIRST));
      await failure(ask());
    }
  });

  for (const [error, said] of [
    ['invalid_grant', /The sign-in at Box has ended.*Sign in again with Replace Credential/],
    ['invalid_client', /client id with this client secret/],
    ['unauthorized_client', /may not sign people in with the browser/],
  ] as const) {
    it(`is refused with a word on what to do: ${error}`, async () => {
      server.onToken = () => refusal(400, {}, { error });
      const { kind, message } = await failure(ask());
      assert.equal(kind, 'credential');
      assert.match(message, said);
      assert.equal(server.tokens.length, 1, 'it is not tried again');
      assert.equal(JSON.parse(kept).refreshToken, FIRST);
    });
  }

  it('is not spent where the next one could not be kept', async () => {
    const config = { id: 'c', name: 'C', system: 'box', options: { auth: 'oauth', clientId: 'cl1' } } as const;
    const api = new BoxApi({ config, endpoint: server.origin, credential: kept, fetch, clock: new ManualClock(), log });
    assert.equal((await failure(api.page({}, new AbortController().signal))).kind, 'forbidden');
    assert.equal(server.asked.length, 0);
  });
});
