import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { druva } from '../../../../src/feeds/druva/vendor.ts';
import { FeedError } from '../../../../src/feeds/feed.ts';
import { DruvaReader, SECRET } from '../../../support/druvaReader.ts';
import { DruvaServer, page, refusal, token } from '../../../support/druvaServer.ts';

describe('Access tokens of Druva', () => {
  let server: DruvaServer;

  beforeEach(async () => {
    server = await DruvaServer.start();
  });
  afterEach(() => server.close());

  const tested = async (options: Record<string, string> = {}, credential = SECRET) => {
    const { context } = new DruvaReader(server, { options: { clientId: 'client-1', ...options } }, credential);
    return await druva.test(context, new AbortController().signal);
  };
  const refused = async (testing: Promise<void>) => {
    const error = await testing.then(
      () => assert.fail('it was accepted'),
      (e: unknown) => e,
    );
    assert.ok(error instanceof FeedError, String(error));
    assert.ok(!/canary/.test(error.message + String(error.stack)));
    return error;
  };

  it('are asked for with id and secret as they are, not form-encoded', async () => {
    await tested({ clientId: 'a+b/c%=~' }, 'canary+ü/%3D =x');
    const [asked] = server.tokens;
    const [scheme, value = ''] = asked?.authorization?.split(' ') ?? [];
    assert.equal(scheme, 'Basic');
    assert.equal(Buffer.from(value, 'base64').toString(), 'a+b/c%=~:canary+ü/%3D =x');
    assert.deepEqual(Object.fromEntries(asked?.form ?? []), { grant_type: 'client_credentials', scope: 'read' });
    assert.equal(server.pages[0]?.authorization, 'Bearer access-token-1');
  });

  it('are good for as long as Druva says, and are asked for once for all streams', async () => {
    let given = 0;
    server.onToken = () => token(`access-token-${++given}`, 900);
    const reader = new DruvaReader(server, { options: { clientId: 'x', streams: 'all' } });
    const feeds = [...druva.open(reader.context).values()];
    const readers = feeds.map((feed) => reader.start({ cursor: 'a' }, feed));
    await reader.advance(1_000);
    assert.equal(readers.length, 3);
    assert.deepEqual([server.tokens.length, server.pages.length], [1, 3]);
    await reader.advance(590_000);
    assert.equal(server.tokens.length, 1);
    await reader.advance(400_000);
    assert.equal(server.tokens.length, 2);
    await reader.stop();
  });

  for (const status of [401, 403])
    it(`are renewed once for all streams that are refused with ${status} at the same time`, async () => {
      let given = 0;
      server.onToken = () => token(`access-token-${++given}`);
      server.onPage = ({ authorization }) =>
        authorization === 'Bearer access-token-1' ? refusal(status) : page([], 't', false);
      const reader = new DruvaReader(server, { options: { clientId: 'x', streams: 'all' } });
      for (const feed of druva.open(reader.context).values()) reader.start({ cursor: 'a' }, feed);
      await reader.advance(1_000);
      assert.deepEqual([server.tokens.length, server.pages.length], [2, 6]);
      await reader.stop();
    });

  it('are refused with a word on id, secret and cloud', async () => {
    for (const status of [400, 401]) {
      server.onToken = () => refusal(status, { error: 'invalid_grant. (#10010003b)' });
      const error = await refused(tested());
      assert.equal(error.kind, 'credential');
      assert.match(error.message, /client ID.*secret key.*cloud/);
    }
    assert.equal(server.tokens.length, 2, 'no retry');
    assert.equal(server.pages.length, 0);
  });

  it('that are not given are no refusal of the events', async () => {
    server.onToken = () => refusal(403);
    const error = await refused(tested());
    assert.deepEqual([error.kind, server.tokens.length], ['forbidden', 1]);
    assert.match(error.message, /network restriction.*cloud/);
    server.onToken = () => refusal(404);
    assert.match((await refused(tested())).message, /no token endpoint/);
    server.onToken = () => refusal(429, {}, { 'retry-after': '90' });
    assert.equal((await refused(tested())).delay, 90_000);
    server.onToken = () => refusal(500);
    assert.equal((await refused(tested())).kind, 'busy');
  });

  it('are tried at every stream that is wanted, and the one that is refused is named', async () => {
    server.onPage = ({ path }) => (path.startsWith('/platform') ? refusal(403) : page([], 't', false));
    const error = await refused(tested({ streams: 'insync+platform' }));
    assert.match(error.message, /\(platform\)/);
    await tested();
  });

  it('are not asked for with settings that hold something else than the wizard would take', async () => {
    for (const options of [
      { clientId: '' },
      { clientId: 'a:b' },
      { clientId: 'a b' },
      { streams: 'x' },
      { start: 'x' },
      { pollMinutes: '-1' },
    ])
      assert.match((await refused(tested(options))).message, /Edit the connection/, JSON.stringify(options));
    assert.equal(server.asked.length, 0);
  });

  it('go out under header names with capital initials, which the documentation of GovCloud asks for', async () => {
    const heads: string[] = [];
    const sockets = new Set<Socket>();
    const raw = createServer((socket) => {
      sockets.add(socket);
      socket.on('data', (data) => {
        const text = data.toString('latin1');
        if (!/^(GET|POST) /.test(text)) return;
        heads.push(text.split('\r\n\r\n')[0] ?? '');
        const body = text.startsWith('POST')
          ? JSON.stringify({ access_token: 'access-token-1', expires_in: 900, token_type: 'bearer' })
          : '{"events":[],"nextPageExists":false,"tracker":"t"}';
        socket.write(
          `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
        );
      });
    }).listen(0, '127.0.0.1');
    await once(raw, 'listening');
    const { port } = raw.address() as AddressInfo;
    const { context } = new DruvaReader(server);
    await druva.test({ ...context, endpoint: `http://127.0.0.1:${port}` }, new AbortController().signal);
    for (const socket of sockets) socket.destroy();
    raw.close();
    assert.match(heads[0] ?? '', /\r\nAuthorization: Basic [\w+/=]+(\r\n|$)/);
    assert.match(heads[0] ?? '', /\r\nAccept: application\/json(\r\n|$)/);
    assert.match(heads[0] ?? '', /\r\nContent-Type: application\/x-www-form-urlencoded/);
    assert.match(heads[1] ?? '', /\r\nAuthorization: Bearer access-token-1(\r\n|$)/);
    assert.match(heads[1] ?? '', /\r\nAccept: application\/json(\r\n|$)/);
  });
});
