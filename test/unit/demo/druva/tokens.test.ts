import assert from 'node:assert/strict';
import { Client, CREDENTIALS, INSYNC, MINUTE, PLATFORM, RESILIENCE } from './client.ts';

const RIGHT = `${CREDENTIALS.clientId}:${CREDENTIALS.secretKey}`;

describe('tokens of the Druva simulator', () => {
  let client: Client;
  beforeEach(async () => {
    client = await Client.start({ tokenLifetime: 1_800 });
  });
  afterEach(() => client[Symbol.asyncDispose]());

  it('are given for the right id and key, written as they are', async () => {
    const { status, body } = await client.grant();
    assert.equal(status, 200);
    assert.equal(body.token_type, 'bearer');
    assert.equal(body.expires_in, 1_800);
    assert.equal((await client.inSync()).status, 200);
  });

  const wrong: readonly (readonly [string, string, string?])[] = [
    ['a wrong key', 'a-client:wrong'],
    ['a wrong id', `b-client:${CREDENTIALS.secretKey}`],
    ['encoded parts', `a-client:${encodeURIComponent(CREDENTIALS.secretKey)}`],
    ['another grant', RIGHT, 'grant_type=password&scope=read'],
    ['no scope', RIGHT, 'grant_type=client_credentials'],
  ];
  for (const [what, basic, form] of wrong) {
    it(`are not given for ${what}`, async () => {
      const { status, body } = await client.grant(basic, form);
      assert.deepEqual([status, body], [400, { error: 'invalid_grant. (#10010003b)' }]);
    });
  }

  it('expire by the clock', async () => {
    await client.clock.advance(30 * MINUTE - 1);
    assert.equal((await client.inSync()).status, 200);
    await client.clock.advance(1);
    assert.equal((await client.inSync()).status, 401);
    client.simulator.tricks.expiredTokenStatus = 403;
    assert.equal((await client.inSync()).status, 403);
    client.simulator.setTokenLifetime(900);
    assert.equal((await client.grant()).body.expires_in, 900);
  });

  it('are refused when they are told to expire, and when the credential is replaced', async () => {
    client.simulator.expireTokens();
    assert.equal((await client.inSync()).status, 401);
    await client.signIn();
    client.simulator.replaceCredentials({ clientId: 'a-client', secretKey: 'another' });
    assert.equal((await client.inSync()).status, 401);
    assert.equal((await client.grant()).status, 400);
    assert.equal((await client.grant('a-client:another')).status, 200);
  });

  for (const path of [INSYNC, PLATFORM, RESILIENCE]) {
    it(`are asked for at ${path}`, async () => {
      client.token = 'nonsense';
      assert.equal((await client.page(path)).status, 401);
    });

    it(`do not help at ${path} without the role, for another cloud or from another address`, async () => {
      client.simulator.setRole(false);
      const role = await client.page(path);
      const code = 'InsyncAdmanagement-1221';
      const message = 'Access restricted due to insufficient permissions.';
      assert.deepEqual([role.status, role.body], [403, { code, message, retryable: false }]);
      client.simulator.setAccess('cloud');
      const cloud = await client.page(path);
      assert.equal(cloud.status, 403);
      assert.equal(cloud.body.Message, 'User is not authorized to access this resource with an explicit deny');
      client.simulator.setAccess('address');
      assert.equal((await client.page(path)).status, 403);
      client.simulator.setRole(true);
      assert.equal((await client.page(path)).status, 200);
    });
  }

  it('and secrets are not in the log', async () => {
    await client.page(INSYNC, { tracker: 'x', surprise: 'secret' });
    assert.equal(client.simulator.log.at(-1)?.query.surprise, '?');
    const log = JSON.stringify(client.simulator.log);
    for (const secret of [CREDENTIALS.secretKey, client.token, RIGHT, Buffer.from(RIGHT).toString('base64')]) {
      assert.ok(!log.includes(secret));
    }
    assert.equal(client.simulator.log[0]?.grant, 'client_credentials');
    assert.equal(client.simulator.log[0]?.authorized, true);
  });
});
