import assert from 'node:assert/strict';
import { Client, CREDENTIALS, MINUTE, NOW } from './client.ts';

const JWT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const REDIRECT = 'http://127.0.0.1:51234/callback';

describe('tokens of the Box simulator', () => {
  let client: Client;
  beforeEach(async () => {
    client = await Client.start({ tokenLifetime: 600 });
  });
  afterEach(() => client[Symbol.asyncDispose]());

  const works = async (token: string) => {
    client.token = token;
    return (await client.page({ stream_position: 'now' })).status === 200;
  };
  const authorize = async (query: Record<string, string> = {}) => {
    const wanted = {
      response_type: 'code',
      client_id: CREDENTIALS.clientId,
      redirect_uri: REDIRECT,
      state: 'some&state',
    };
    const search = new URLSearchParams({ ...wanted, ...query });
    const response = await fetch(`${client.simulator.endpoint}/api/oauth2/authorize?${search}`, { redirect: 'manual' });
    return { status: response.status, target: URL.parse(response.headers.get('location') ?? '')?.searchParams };
  };
  const code = async () => (await authorize()).target?.get('code') ?? '';

  it('are given for client credentials of the enterprise and of a person, and end', async () => {
    for (const [type, id] of [
      ['enterprise', client.simulator.enterpriseId],
      ['user', client.simulator.user.id],
    ] as const) {
      const form = { grant_type: 'client_credentials', box_subject_type: type, box_subject_id: id };
      const { status, body } = await client.grant(form);
      assert.equal(status, 200);
      assert.equal(body.expires_in, 600);
      assert.equal(body.refresh_token, undefined);
      assert.ok(await works(body.access_token));
    }
    await client.clock.advance(600_000);
    assert.equal(await works(client.token), false);
  });

  for (const [what, form, error] of [
    ['a wrong secret', { grant_type: 'client_credentials', client_secret: 'no' }, 'invalid_client'],
    ['another client', { grant_type: 'client_credentials', client_id: 'no' }, 'invalid_client'],
    [
      'an unknown enterprise',
      { grant_type: 'client_credentials', box_subject_type: 'enterprise', box_subject_id: '1' },
      'invalid_grant',
    ],
    [
      'an unknown person',
      { grant_type: 'client_credentials', box_subject_type: 'user', box_subject_id: '1' },
      'invalid_grant',
    ],
    ['no subject', { grant_type: 'client_credentials' }, 'invalid_grant'],
    ['no grant', {}, 'invalid_request'],
    ['another grant', { grant_type: 'password' }, 'unsupported_grant_type'],
    ['an unknown code', { grant_type: 'authorization_code', code: 'x' }, 'invalid_grant'],
    ['an unknown refresh token', { grant_type: 'refresh_token', refresh_token: 'x' }, 'invalid_grant'],
    ['no assertion', { grant_type: JWT }, 'invalid_grant'],
  ] as const) {
    it(`answers ${what} with 400 ${error}`, async () => {
      const { status, body } = await client.grant(form);
      assert.equal(status, 400);
      assert.deepEqual(Object.keys(body), ['error', 'error_description']);
      assert.equal(body.error, error);
    });
  }

  it('come from a code that works once and within 30 s', async () => {
    const { status, target } = await authorize();
    assert.equal(status, 302);
    assert.equal(target?.get('state'), 'some&state');
    const form = { grant_type: 'authorization_code', code: target?.get('code') ?? '' };
    const { body } = await client.grant(form);
    assert.ok(await works(body.access_token));
    assert.ok(body.refresh_token);
    assert.equal((await client.grant(form)).body.error, 'invalid_grant');
    const late = await code();
    await client.clock.advance(30_000);
    assert.equal((await client.grant({ ...form, code: late })).body.error, 'invalid_grant');
    const elsewhere = { ...form, code: await code(), redirect_uri: 'http://127.0.0.1:9/' };
    assert.equal((await client.grant(elsewhere)).body.error, 'redirect_uri_mismatch');
  });

  it('are renewed by refresh tokens that work once and rotate', async () => {
    const first =
      (await client.grant({ grant_type: 'authorization_code', code: await code() })).body.refresh_token ?? '';
    const second = (await client.grant({ grant_type: 'refresh_token', refresh_token: first })).body;
    assert.ok(await works(second.access_token));
    assert.notEqual(second.refresh_token, first);
    assert.equal(
      (await client.grant({ grant_type: 'refresh_token', refresh_token: first })).body.error,
      'invalid_grant',
    );
    const form = { grant_type: 'refresh_token', refresh_token: second.refresh_token ?? '' };
    await client.clock.advance(60 * 24 * 60 * MINUTE);
    assert.equal((await client.grant(form)).body.error, 'invalid_grant');
  });

  it('are refused at the authorize page for a wrong client, address or answer, and when somebody says no', async () => {
    assert.equal((await authorize({ client_id: 'no' })).status, 400);
    assert.equal((await authorize({ redirect_uri: 'http://elsewhere.example/' })).status, 400);
    assert.equal((await authorize({ response_type: 'token' })).status, 400);
    client.simulator.denyNextSignIn();
    const { target } = await authorize();
    assert.equal(target?.get('error'), 'access_denied');
    assert.equal(target?.get('code'), null);
    assert.ok(await code());
  });

  it('are given for an assertion signed with the key of the application, once', async () => {
    const form = { grant_type: JWT, assertion: client.assertion() };
    assert.ok(await works((await client.grant(form)).body.access_token));
    assert.equal((await client.grant(form)).body.error, 'invalid_grant');
    const claims = { sub: client.simulator.user.id, box_sub_type: 'user', jti: 'another-one-for-a-person' };
    const person = await client.grant({ grant_type: JWT, assertion: client.assertion(claims) });
    assert.ok(await works(person.body.access_token));
  });

  const seconds = Math.floor(NOW / 1000);
  for (const [what, claims, header] of [
    ['another issuer', { iss: 'x' }, {}],
    ['an unknown subject', { sub: 'x' }, {}],
    ['no kind of subject', { box_sub_type: undefined }, {}],
    ['another audience', { aud: 'https://api.box.com/oauth2/token' }, {}],
    ['a short jti', { jti: 'fifteen-letters' }, {}],
    ['a long jti', { jti: 'x'.repeat(129) }, {}],
    ['an end in the past: the clock goes behind', { exp: seconds }, {}],
    ['an end too far ahead: the clock goes before', { exp: seconds + 62 }, {}],
    ['another key', {}, { kid: 'x' }],
    ['no signature worth its name', {}, { alg: 'none' }],
  ] as const) {
    it(`are not given for an assertion with ${what}`, async () => {
      const assertion = client.assertion(claims, header);
      const { status, body } = await client.grant({ grant_type: JWT, assertion });
      assert.equal(status, 400);
      assert.equal(body.error, 'invalid_grant');
    });
  }

  it('are not given for an assertion that was changed', async () => {
    const [head, , signature] = client.assertion().split('.');
    const [, other] = client.assertion({ sub: client.simulator.admin.id, box_sub_type: 'user' }).split('.');
    const { body } = await client.grant({ grant_type: JWT, assertion: `${head}.${other}.${signature}` });
    assert.equal(body.error, 'invalid_grant');
  });

  it('may be a developer token, for an hour', async () => {
    assert.ok(await works(CREDENTIALS.developerToken));
    await client.clock.advance(60 * MINUTE);
    assert.equal(await works(CREDENTIALS.developerToken), false);
    client.simulator.renewDeveloperToken();
    assert.ok(await works(CREDENTIALS.developerToken));
  });

  it('that are wrong, missing or expired get 401 with an empty body', async () => {
    client.simulator.expireTokens();
    for (const token of [CREDENTIALS.developerToken, 'nope', '']) {
      client.token = token;
      const { status, text, headers } = await client.page();
      assert.equal(status, 401);
      assert.equal(text, '');
      assert.match(headers.get('www-authenticate') ?? '', /^Bearer realm="Service", error="invalid_token"/);
    }
  });

  it('end when the application is thrown out or gets other credentials', async () => {
    const { refresh_token = '' } = (await client.grant({ grant_type: 'authorization_code', code: await code() })).body;
    await client.signIn();
    client.simulator.revoke();
    assert.equal((await client.page()).status, 401);
    assert.equal((await client.grant({ grant_type: 'refresh_token', refresh_token })).body.error, 'invalid_grant');
    const form = { grant_type: JWT, assertion: client.assertion() };
    assert.equal((await client.grant(form)).body.error, 'unauthorized_client');
    client.simulator.authorizeApp();
    await client.signIn();
    assert.equal((await client.page()).status, 200);
    client.simulator.replaceCredentials({ clientId: CREDENTIALS.clientId, clientSecret: 'new' });
    assert.equal((await client.page()).status, 401);
    assert.equal((await client.grant(form)).body.error, 'invalid_client');
  });

  it('never show in the log', async () => {
    await client.grant({ grant_type: 'authorization_code', code: await code() });
    await client.signIn();
    await client.page({ stream_type: 'admin_logs', access_token: client.token });
    const log = JSON.stringify(client.simulator.log);
    for (const secret of [client.token, CREDENTIALS.clientSecret, 'some&state']) assert.ok(!log.includes(secret));
    const [first, token, , page] = client.simulator.log;
    assert.equal(first?.path, '/api/oauth2/authorize');
    assert.deepEqual([token?.path, token?.grant, token?.status], ['/oauth2/token', 'authorization_code', 200]);
    assert.deepEqual(page?.query, { stream_type: 'admin_logs', access_token: '?' });
    assert.equal(page?.authorized, true);
  });

  it('made by the page that asks first are behind its link', async () => {
    await client[Symbol.asyncDispose]();
    client = await Client.start({ askConsent: true });
    const query = { response_type: 'code', client_id: CREDENTIALS.clientId, redirect_uri: REDIRECT, state: 'a&"b' };
    const page = await fetch(`${client.simulator.endpoint}/api/oauth2/authorize?${new URLSearchParams(query)}`);
    const link = /href="([^"]+)"/.exec(await page.text())?.[1]?.replaceAll('&amp;', '&') ?? '';
    const target = new URL(link);
    assert.equal(`${target.origin}${target.pathname}`, REDIRECT);
    assert.equal(target.searchParams.get('state'), 'a&"b');
    const form = { grant_type: 'authorization_code', code: target.searchParams.get('code') ?? '' };
    assert.equal((await client.grant(form)).status, 200);
  });
});
