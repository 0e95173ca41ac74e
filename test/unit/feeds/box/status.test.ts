import assert from 'node:assert/strict';
import { box } from '../../../../src/feeds/box/vendor.ts';
import type { FeedErrorKind } from '../../../../src/feeds/feed.ts';
import { BoxReader, CREDENTIAL, ENTERPRISE, USER } from '../../../support/boxReader.ts';
import { type BoxAnswer, BoxServer, boxEvent, page, refusal, token } from '../../../support/boxServer.ts';

const CHALLENGE = { 'www-authenticate': 'Bearer realm="Service", error="invalid_token"' };
const UNAUTHORIZED: BoxAnswer = { status: 401, headers: CHALLENGE, body: '' };

/** What becomes of an answer: the kind of failure, the server's delay (ms), what is said, and how many requests for token and page there were. */
interface Case {
  readonly name: string;
  readonly answer: BoxAnswer;
  readonly kind: FeedErrorKind;
  readonly delay?: number;
  readonly says?: RegExp;
  readonly requests?: readonly [tokens: number, pages: number];
}

describe('Box feeds and what a server answers', () => {
  let server: BoxServer;
  let reader: BoxReader;

  beforeEach(async () => {
    server = await BoxServer.start();
    reader = new BoxReader(server);
  });
  afterEach(async () => {
    await reader.stop();
    assert.ok(!/canary/.test(reader.log.lines.join('\n')), 'a secret was logged');
    await server.close();
  });

  const LATER = { 'retry-after': '17' };
  const page_: readonly Case[] = [
    { name: '401 twice', answer: UNAUTHORIZED, kind: 'credential', says: /Admin Console/, requests: [2, 2] },
    { name: '403', answer: refusal(403), kind: 'forbidden', says: /"Manage enterprise properties".*reports/ },
    { name: '404', answer: refusal(404), kind: 'forbidden' },
    ...[408, 425, 429, 500, 502, 503, 504].map(
      (status): Case => ({
        name: `${status} with Retry-After`,
        answer: refusal(status, LATER),
        kind: 'busy',
        delay: 17_000,
      }),
    ),
    { name: '429 without a delay', answer: refusal(429), kind: 'busy' },
    { name: '418', answer: refusal(418), kind: 'protocol' },
    { name: 'a cut', answer: 'cut', kind: 'network' },
    { name: 'a page of HTML', answer: { body: `<p>${CREDENTIAL}` }, kind: 'protocol', says: /sign-in page/ },
    { name: 'nothing', answer: { body: '' }, kind: 'protocol', says: /sign-in page/ },
    { name: 'a list', answer: { body: '[]' }, kind: 'protocol' },
    { name: 'a redirect elsewhere', answer: refusal(302, { location: 'https://evil.example/' }), kind: 'protocol' },
    {
      name: 'a damaged compression',
      answer: { headers: { 'content-encoding': 'gzip' }, body: 'not gzip' },
      kind: 'protocol',
    },
  ];
  for (const each of page_) {
    it(`call ${each.name} of a page ${each.kind}`, async () => {
      server.onToken = () => token(`token-${server.tokens.length}`);
      server.onPage = () => each.answer;
      reader.start({ cursor: 'c' });
      const error = await reader.failure();
      assert.deepEqual([error.kind, error.delay], [each.kind, each.delay], error.message);
      if (each.says) assert.match(error.message, each.says);
      assert.deepEqual([server.tokens.length, server.pages.length], each.requests ?? [1, 1]);
      assert.deepEqual([reader.cursors, reader.events, reader.quarantined], [[], [], 0]);
    });
  }

  it('keep the id of a refused request, for the support of Box', async () => {
    server.onPage = () => refusal(403, {}, { request_id: 'qbkiebl8v0prtqqn' });
    reader.start({ cursor: 'c' });
    assert.equal((await reader.failure()).requestId, 'qbkiebl8v0prtqqn');
  });

  it('renew the token once on 401 with an empty body, and ask for the same position', async () => {
    server.onToken = () => token(`token-${server.tokens.length}`);
    let good = 'Bearer token-1';
    server.onPage = ({ authorization, query }) => {
      if (authorization !== good) return UNAUTHORIZED;
      return query.get('stream_position') === 'c' ? page([boxEvent('a')], '"d"') : page([], '"d"');
    };
    reader.start({ cursor: 'c' });
    await reader.advance(1_000);
    good = 'Bearer token-2';
    await reader.advance(12_000);
    assert.deepEqual(server.story, ['token', 'page c', 'page d', 'page d', 'token', 'page d']);
    assert.equal(reader.error, undefined);
  });

  it('renew the token before it ends', async () => {
    server.onToken = () => token(`token-${server.tokens.length}`, 3_600);
    reader.start({ cursor: 'c' });
    await reader.advance(3_301_000);
    assert.equal(server.tokens.length, 2);
    assert.equal(server.pages.at(-1)?.authorization, 'Bearer token-2');
  });

  it('take 401 for the end of a developer token, without asking again', async () => {
    server.onPage = () => UNAUTHORIZED;
    reader = new BoxReader(server, { options: { stream: 'enterprise', auth: 'developer' } });
    reader.start({ cursor: 'c' });
    const error = await reader.failure();
    assert.equal(error.kind, 'credential');
    assert.match(error.message, /60 minutes/);
    assert.deepEqual(server.story, ['page c']);
  });

  it('say what a user stream lacks', async () => {
    server.onPage = () => refusal(403);
    for (const [options, says] of [
      [USER, /scope to read files/],
      [{ ...USER, asUser: '9' }, /as-user header/],
    ] as const) {
      reader = new BoxReader(server, { options }).start({ cursor: 'c' });
      assert.match((await reader.failure()).message, says);
    }
  });

  it('give a page 60 seconds', async () => {
    server.onPage = () => 'hang';
    reader.start({ cursor: 'c' });
    await reader.advance(60_000);
    const error = await reader.failure();
    assert.deepEqual([error.kind, error.message], ['network', 'The server did not answer within 60 s.']);
  });

  for (const options of [
    { ...ENTERPRISE, clientId: '' },
    { ...ENTERPRISE, subjectId: 'the enterprise' },
    { ...ENTERPRISE, stream: 'everything' },
    { ...ENTERPRISE, auth: 'password' },
    { ...USER, streamType: 'admin_logs' },
  ]) {
    it(`send nothing with settings that cannot be meant: ${JSON.stringify(options)}`, async () => {
      reader = new BoxReader(server, { options }).start({ cursor: 'c' });
      const error = await reader.failure();
      assert.equal(error.kind, 'forbidden');
      assert.match(error.message, /Edit the connection/);
      assert.deepEqual(server.asked, []);
    });
  }

  describe('in a test of the connection', () => {
    const tested = (signal = new AbortController().signal) => box.test(reader.context, signal);

    it('ask for a token and for one position, and bring no event', async () => {
      server.onPage = () => page([], '5');
      await tested();
      assert.deepEqual(server.story, ['token', 'page now']);
      assert.equal(server.pages[0]?.query.get('limit'), '1');
    });

    it('of a user ask for the stream that will be read', async () => {
      server.onPage = () => page([], '5');
      reader = new BoxReader(server, { options: { ...USER, streamType: 'sync' } });
      await tested();
      assert.equal(server.pages[0]?.query.get('stream_type'), 'sync');
    });

    it('tell what is wrong', async () => {
      server.onPage = () => refusal(403);
      await assert.rejects(tested(), { name: 'FeedError', kind: 'forbidden' });
      server.onToken = () => refusal(400, {}, { error: 'invalid_client' });
      await assert.rejects(box.test(reader.context, new AbortController().signal), { kind: 'credential' });
    });

    it('end promptly when they are given up', async () => {
      server.onPage = () => 'hang';
      const stop = new AbortController();
      const testing = tested(stop.signal);
      testing.catch(() => undefined);
      await reader.idle();
      stop.abort(new Error('given up'));
      await assert.rejects(testing, /given up/);
      assert.deepEqual(reader.clock.pending, []);
    });
  });
});
