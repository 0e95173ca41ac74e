import assert from 'node:assert/strict';
import { systemClock } from '../../../src/base/clock.ts';
import { HttpError } from '../../../src/net/httpError.ts';
import { requestToken } from '../../../src/net/requestToken.ts';
import { BoxServer, refusal } from '../../support/boxServer.ts';

describe('requestToken', () => {
  let server: BoxServer;

  beforeEach(async () => {
    server = await BoxServer.start();
  });
  afterEach(() => server.close());

  const ask = (grant: string, parameters: Readonly<Record<string, string>>) =>
    requestToken({
      url: new URL(`${server.origin}/oauth2/token`),
      ...{ grant, parameters, clientId: 'cl1', secrets: ['old-refresh'], fetch, clock: systemClock },
      authenticate: (_server, client, body) => body.set('client_id', client.client_id),
      signal: new AbortController().signal,
    });

  for (const [grant, parameters] of [
    ['client_credentials', {}],
    ['refresh_token', { refresh_token: 'old-refresh' }],
    ['authorization_code', { code: 'c', redirect_uri: 'http://127.0.0.1:1/' }],
    ['urn:ietf:params:oauth:grant-type:jwt-bearer', { assertion: 'a.b.c' }],
  ] as const) {
    it(`asks with ${grant}, and gives the refresh token of the answer`, async () => {
      server.onToken = () => ({
        body: '{"access_token":"new","token_type":"Bearer","expires_in":"60","refresh_token":"next"}',
      });
      const before = Date.now();
      const { expires, ...token } = await ask(grant, parameters);
      assert.deepEqual(token, { value: 'new', refreshToken: 'next' });
      assert.ok(expires >= before + 60_000 && expires <= Date.now() + 60_000);
      assert.deepEqual(Object.fromEntries(server.tokens[0]?.form ?? []), {
        grant_type: grant,
        client_id: 'cl1',
        ...parameters,
      });
    });
  }

  it('gives no refresh token where none came, and five minutes where no life was told', async () => {
    server.onToken = () => ({ body: '{"access_token":"new","token_type":"bearer"}' });
    const before = Date.now();
    const token = await ask('client_credentials', {});
    assert.ok(!('refreshToken' in token));
    assert.ok(token.expires >= before + 300_000 && token.expires <= Date.now() + 300_000);
  });

  it('tells the time of a server that refused, and no secret', async () => {
    const date = 'Sun, 01 Nov 2026 03:00:00 GMT';
    server.onToken = () =>
      refusal(400, { date }, { error: 'invalid_grant', error_description: 'old-refresh is spent' });
    const error = await ask('refresh_token', { refresh_token: 'old-refresh' }).catch((e: unknown) => e);
    assert.ok(error instanceof HttpError);
    assert.deepEqual([error.oauthError, error.serverTime], ['invalid_grant', Date.parse(date)]);
    assert.match(error.excerpt, /\[redacted\] is spent/);
  });
});
