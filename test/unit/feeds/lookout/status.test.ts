import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { systemClock } from '../../../../src/base/clock.ts';
import { type FeedContext, FeedError, type FeedErrorKind } from '../../../../src/feeds/feed.ts';
import { lookout } from '../../../../src/feeds/lookout/vendor.ts';
import { recordingLogger } from '../../../support/logger.ts';
import { type Answer, answer, giveToken, LookoutServer, startStream } from '../../../support/lookoutServer.ts';
import { streamServer } from '../../../support/streamServer.ts';

const KEY = 'canary-key';
const TOKEN = 'canary-token';
const HTML = { 'content-type': 'text/html' };
const JSON_TYPE = { 'content-type': 'application/json' };

/** What becomes of an answer: the kind of failure, the server's delay (ms), and how many requests there were for token and stream. */
interface Case {
  readonly name: string;
  readonly answer: Answer;
  readonly kind: FeedErrorKind;
  readonly delay?: number;
  readonly requests?: readonly [tokens: number, streams: number];
}

describe('LookoutFeed and what a server answers', () => {
  let server: LookoutServer;
  let elsewhere: Awaited<ReturnType<typeof streamServer>>;
  let seenElsewhere = 0;
  let log: ReturnType<typeof recordingLogger>;

  before(async () => {
    server = await LookoutServer.start();
    elsewhere = await streamServer((_request, response) => {
      seenElsewhere++;
      response.end();
    });
  });
  after(async () => {
    await server.close();
    await elsewhere.close();
  });
  beforeEach(() => {
    server.asked.length = 0;
    server.onToken = giveToken(TOKEN);
    server.onStream = (response) => startStream(response);
    seenElsewhere = 0;
    log = recordingLogger();
  });
  afterEach(() => {
    assert.equal(seenElsewhere, 0, 'a request went elsewhere');
    assert.ok(!/canary/.test(log.lines.join('\n')), 'a credential was logged');
  });

  let ownFetch: typeof fetch = fetch;
  const read = (position: { cursor?: string; since?: number }, types?: readonly string[]) => {
    const context: FeedContext = {
      config: { id: 'c', name: 'C', system: 'lookout', ...(types && { types }) },
      endpoint: server.origin,
      credential: KEY,
      fetch: ownFetch,
      clock: systemClock,
      log,
    };
    const stop = new AbortController();
    const feed = lookout.open(context).get('events');
    assert.ok(feed);
    const signals = feed.read({ ...position, signal: stop.signal })[Symbol.asyncIterator]();
    return { next: () => signals.next(), stop: () => stop.abort() };
  };
  const failure = async (position: { cursor?: string; since?: number }, types?: readonly string[]) => {
    const error = await read(position, types)
      .next()
      .then(
        (result) => assert.fail(`it went on: ${JSON.stringify(result.value)}`),
        (e: unknown) => e,
      );
    assert.ok(error instanceof FeedError);
    assert.ok(!error.message.includes('canary'));
    return error;
  };
  const counts = () => [server.tokens.length, server.streams.length];

  const LATER = { 'retry-after': '17' };
  const busy = (status: number): Case => ({
    name: `${status} with Retry-After`,
    answer: answer(status, LATER),
    kind: 'busy',
    delay: 17_000,
  });
  const other = (status: number): Case => ({ name: `${status}`, answer: answer(status), kind: 'protocol' });

  const stream: readonly Case[] = [
    { name: '204', answer: answer(204), kind: 'forbidden' },
    { name: '401 twice', answer: answer(401), kind: 'credential', requests: [2, 2] },
    { name: '403', answer: answer(403), kind: 'forbidden' },
    { name: '404', answer: answer(404), kind: 'forbidden' },
    { name: '410', answer: answer(410), kind: 'forbidden' },
    ...[408, 425, 429, 500, 501, 502, 503, 504, 511, 599].map(busy),
    {
      name: '429 with a date',
      answer: answer(429, { 'retry-after': 'Fri, 31 Dec 1999 23:59:59 GMT' }),
      kind: 'busy',
      delay: 0,
    },
    { name: '503 with a delay that is none', answer: answer(503, { 'retry-after': '-5' }), kind: 'busy' },
    ...[201, 202, 206, 300, 304, 402, 406, 409, 418, 431, 451].map(other),
    { name: 'a redirect without a location', answer: answer(302), kind: 'protocol' },
    { name: 'a page', answer: answer(200, HTML, `<p>Bearer ${TOKEN} ${KEY}`), kind: 'protocol' },
    { name: 'JSON', answer: answer(200, JSON_TYPE, `{"token":"${TOKEN}"}`), kind: 'protocol' },
    { name: 'no content type', answer: answer(200), kind: 'protocol' },
    {
      name: 'a content type that begins alike',
      answer: answer(200, { 'content-type': 'text/event-streams' }),
      kind: 'protocol',
    },
    { name: 'a cut before the headers', answer: (response) => response.destroy(), kind: 'network' },
    {
      name: 'something that is not HTTP',
      answer: (response) => response.socket?.end(`SSH-2.0 ${TOKEN}\r\n`),
      kind: 'protocol',
    },
  ];

  for (const [when, position] of [
    ['on a first run', { since: 0 }],
    ['on a resume', { cursor: 'c1' }],
  ] as const) {
    for (const each of stream) {
      it(`calls ${each.name} of the stream ${each.kind} ${when}`, async () => {
        server.onStream = each.answer;
        const error = await failure(position);
        assert.deepEqual([error.kind, error.delay], [each.kind, each.delay], error.message);
        assert.deepEqual(counts(), each.requests ?? [1, 1]);
      });
    }
  }

  it('calls 400 on a resume a rejected cursor, on a first run a protocol error, and asks without types before', async () => {
    server.onStream = answer(400);
    assert.equal((await failure({ cursor: 'c1' })).kind, 'cursor');
    assert.deepEqual(counts(), [1, 2]);
    assert.equal((await failure({ cursor: 'c1' }, ['THREAT'])).kind, 'cursor');
    assert.deepEqual(counts(), [2, 3], 'types that a person chose are not left out');
    assert.equal((await failure({ since: 0 })).kind, 'protocol');
  });

  it('renews the token once on 401 and goes on with the same position', async () => {
    let asked = 0;
    server.onToken = (response, request) => giveToken(`${TOKEN}-${++asked}`)(response, request);
    server.onStream = (response, request) =>
      request.headers.authorization === `Bearer ${TOKEN}-2` ? startStream(response) : answer(401)(response, request);
    const signals = read({ cursor: 'c1' });
    assert.deepEqual((await signals.next()).value, { kind: 'open' });
    signals.stop();
    assert.deepEqual(
      server.streams.map(({ query }) => query.get('id')),
      ['c1', 'c1'],
    );
  });

  const token: readonly Case[] = [
    { name: '204', answer: answer(204), kind: 'protocol' },
    { name: '304', answer: answer(304), kind: 'protocol' },
    { name: '401', answer: answer(401), kind: 'credential' },
    { name: '400 invalid_client', answer: answer(400, JSON_TYPE, '{"error":"invalid_client"}'), kind: 'credential' },
    { name: '400 of another sort', answer: answer(400, JSON_TYPE, `{"error":"${KEY}"}`), kind: 'credential' },
    { name: '403', answer: answer(403), kind: 'forbidden' },
    { name: '404', answer: answer(404), kind: 'forbidden' },
    { name: '410', answer: answer(410), kind: 'forbidden' },
    ...[408, 425, 429, 500, 503].map(busy),
    { name: '418', answer: answer(418), kind: 'protocol' },
    { name: 'a page', answer: answer(200, HTML, `<p>${KEY}`), kind: 'protocol' },
    { name: 'JSON without a token', answer: answer(200, JSON_TYPE, `{"key":"${KEY}"}`), kind: 'protocol' },
    { name: 'half of a JSON text', answer: answer(200, JSON_TYPE, `{"access_token":"${TOKEN}`), kind: 'protocol' },
    { name: 'a token with a line break', answer: giveToken(`${TOKEN}\n`), kind: 'protocol' },
    { name: 'a token beyond ASCII', answer: giveToken(`${TOKEN}ö`), kind: 'protocol' },
    { name: 'a huge token', answer: giveToken(TOKEN.repeat(1_000)), kind: 'protocol' },
    {
      name: 'a token of another type',
      answer: answer(200, JSON_TYPE, `{"access_token":"${TOKEN}","token_type":"mac"}`),
      kind: 'protocol',
    },
    {
      name: 'a token that never lived',
      answer: answer(200, JSON_TYPE, `{"access_token":"${TOKEN}","token_type":"bearer","expires_in":-1}`),
      kind: 'protocol',
    },
    { name: 'a cut before the headers', answer: (response) => response.destroy(), kind: 'network' },
  ];
  for (const each of token) {
    it(`calls ${each.name} of the token endpoint ${each.kind}`, async () => {
      server.onToken = each.answer;
      const error = await failure({ since: 0 });
      assert.deepEqual([error.kind, error.delay], [each.kind, each.delay], error.message);
      assert.deepEqual(counts(), [1, 0]);
    });
  }

  const queryOf = (request: IncomingMessage) => new URL(request.url ?? '', 'http://a').search;
  for (const status of [301, 302, 303, 307, 308]) {
    it(`follows ${status} within the origin, three times, with the credential`, async () => {
      let hops = 0;
      server.onStream = (response, request) => {
        if (hops++ === 3) startStream(response);
        else answer(status, { location: `/hop${hops}/events${queryOf(request)}` })(response, request);
      };
      const signals = read({ since: 0 });
      assert.deepEqual((await signals.next()).value, { kind: 'open' });
      signals.stop();
      assert.deepEqual(new Set(server.streams.map(({ authorization }) => authorization)), new Set([`Bearer ${TOKEN}`]));
      server.onStream = (response, request) =>
        answer(status, { location: `/again/events${queryOf(request)}` })(response, request);
      assert.equal((await failure({ since: 0 })).kind, 'protocol');
      assert.equal(server.streams.length, 8);
    });

    it(`sends nothing to where ${status} points elsewhere`, async () => {
      const there = answer(status, { location: `${elsewhere.origin}/?token=${TOKEN}` });
      server.onStream = there;
      assert.equal((await failure({ since: 0 })).kind, 'protocol');
      server.onToken = there;
      assert.equal((await failure({ since: 0 })).kind, 'protocol');
    });
  }

  it('tells the log, and nobody else, what nobody expected', async () => {
    ownFetch = async (url, init) => {
      if (String(url).includes('/events')) throw new RangeError(`odd: ${TOKEN}`);
      return fetch(url, init);
    };
    try {
      const error = await failure({ since: 0 });
      assert.deepEqual([error.kind, error.cause], ['protocol', undefined]);
      assert.match(log.lines.join('\n'), /error RangeError: odd: \[redacted\].*status\.test/);
    } finally {
      ownFetch = fetch;
    }
  });

  it('takes the content type as it may be written', async () => {
    server.onStream = (response) => {
      response.writeHead(200, { 'content-type': 'TEXT/Event-Stream ; charset=utf-8' });
      response.flushHeaders();
    };
    const signals = read({ since: 0 });
    assert.deepEqual((await signals.next()).value, { kind: 'open' });
    signals.stop();
  });

  it('logs the beginning of what is no stream, without secrets', async () => {
    server.onStream = answer(200, HTML, `<title>Sign in</title> ${KEY} Bearer ${TOKEN} \u001b[31m`);
    await failure({ since: 0 });
    assert.match(log.lines.join('\n'), /text\/html.*Sign in.*\[redacted\].*\\u001b/);
  });
});
