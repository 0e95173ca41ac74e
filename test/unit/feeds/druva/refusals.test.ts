import assert from 'node:assert/strict';
import { DruvaReader } from '../../../support/druvaReader.ts';
import { type DruvaAnswer, DruvaServer, druvaEvent, page, refusal, token } from '../../../support/druvaServer.ts';

describe('A refusal of Druva', () => {
  let server: DruvaServer;

  beforeEach(async () => {
    server = await DruvaServer.start();
  });
  afterEach(() => server.close());

  const fails = async (answer: DruvaAnswer, cursor?: string) => {
    server.onPage = () => answer;
    const reader = new DruvaReader(server);
    const error = await reader.start(cursor === undefined ? { since: 0 } : { cursor }).failure();
    await reader.stop();
    return error;
  };

  for (const status of [401, 403]) {
    it(`with ${status} may mean an old token: a new one is asked for, once, and the same asked again`, async () => {
      let tokens = 0;
      server.onToken = () => token(`access-token-${++tokens}`);
      server.onPage = ({ authorization }) =>
        authorization === 'Bearer access-token-1' ? refusal(status) : page([druvaEvent(1)], 'b', false);
      const reader = new DruvaReader(server).start({ cursor: 'a' });
      await reader.advance(100);
      assert.deepEqual(reader.events, ['1']);
      assert.deepEqual(server.searches, ['tracker=a', 'tracker=a']);
      await reader.stop();
    });
  }

  it('with 401 to a new token is the credential', async () => {
    assert.equal((await fails(refusal(401))).kind, 'credential');
    assert.equal(server.tokens.length, 2);
  });

  it('with 403 to a new token names the role, the cloud, the network restriction and the stream', async () => {
    const error = await fails(
      refusal(403, { code: 'InsyncAdmanagement-1221', message: 'Access restricted.', retryable: false }),
    );
    assert.equal(error.kind, 'forbidden');
    assert.match(error.message, /\(insync\).*role.*network restriction.*cloud/);
    assert.equal(server.pages.length, 2);
  });

  it('with 429 waits a minute at least, and as long as it says', async () => {
    assert.equal((await fails(refusal(429))).delay, 60_000);
    assert.equal((await fails(refusal(429, {}, { 'retry-after': '7' }))).delay, 60_000);
    const error = await fails(refusal(429, {}, { 'retry-after': '240' }));
    assert.deepEqual([error.kind, error.delay], ['busy', 240_000]);
  });

  it('with 5xx is tried again, but 501 and 404 are the address', async () => {
    for (const status of [500, 502, 503]) assert.equal((await fails(refusal(status), 'a')).kind, 'busy');
    assert.equal((await fails(refusal(501))).kind, 'forbidden');
    const error = await fails(refusal(404, {}));
    assert.equal(error.kind, 'forbidden');
    assert.match(error.message, /Check the endpoint/);
  });

  it('that says that it can be tried again is tried again', async () => {
    for (const status of [400, 403, 409, 501])
      assert.equal(
        (await fails(refusal(status, { code: 'X-1', message: 'Later', retryable: true }), 'a')).kind,
        'busy',
      );
    assert.equal((await fails(refusal(400, { retryable: false }))).kind, 'forbidden');
  });

  it('with 200 is one too when the body is no page of events', async () => {
    for (const body of ['', 'null', '[]', '"x"', '<html>', '{"Message":"x"}', '{"events":"x"}']) {
      const error = await fails({ body }, 'a');
      assert.equal(error.kind, 'protocol', body);
      assert.match(error.message, /not a page of events/);
    }
  });

  it('by silence is noticed within half a minute', async () => {
    server.onPage = () => 'hang';
    const reader = new DruvaReader(server).start({ cursor: 'a' });
    await reader.advance(30_500);
    assert.equal((await reader.failure()).kind, 'network');
    await reader.stop();
  });

  it('by a cut is the network', async () => {
    assert.equal((await fails('cut', 'a')).kind, 'network');
  });
});
