import assert from 'node:assert/strict';
import { box } from '../../../../src/feeds/box/vendor.ts';
import { BoxReader, USER } from '../../../support/boxReader.ts';
import { type BoxAnswer, BoxServer, boxEvent, page, refusal, servers } from '../../../support/boxServer.ts';

const MINUTE = 60_000;

describe('The user events of Box', () => {
  let server: BoxServer;
  let reader: BoxReader;
  /** What the stream holds: page by position. */
  let stream: Map<string, BoxAnswer>;

  beforeEach(async () => {
    server = await BoxServer.start();
    stream = new Map();
    server.onPage = ({ query }) => {
      const at = query.get('stream_position') ?? '';
      return stream.get(at) ?? page([], at === 'now' ? '1348790499819' : at);
    };
    reader = new BoxReader(server, { options: USER });
  });
  afterEach(async () => {
    await reader.stop();
    assert.ok(
      server.polls.every(({ authorization }) => authorization === undefined),
      'a long poll came with the token',
    );
    assert.ok(!/canary|channel|c0ffee/.test(reader.log.lines.join('\n')), 'a secret was logged');
    await server.close();
  });

  const begun = async (cursor = '100') => {
    reader.start({ cursor });
    await reader.idle();
  };
  const told = async (message: string) => {
    server.tell(message);
    await reader.idle();
  };
  const since = (from: number) => server.story.slice(from);

  it('begin now, ask for a server, poll, and are read to an empty page when something changed', async () => {
    reader.start({});
    await reader.idle();
    assert.deepEqual(server.story, ['token', 'page now', 'page 1348790499819', 'options', 'poll']);
    assert.deepEqual(reader.cursors, ['1348790499819']);
    stream.set('1348790499819', page([boxEvent('a'), boxEvent('b')], '1348790499900'));
    stream.set('1348790499900', page([boxEvent('c')], '1348790499950'));
    await reader.advance(30_000);
    await told('new_change');
    await reader.advance(1_000);
    assert.deepEqual(since(5), ['page 1348790499819', 'page 1348790499900', 'page 1348790499950', 'poll']);
    assert.deepEqual(reader.events, ['a', 'b', 'c']);
    assert.deepEqual(reader.cursors.slice(1), ['1348790499900', '1348790499950']);
  });

  it('say that the stream is open, and that all is read', async () => {
    await begun();
    assert.deepEqual(reader.signals, [{ kind: 'open' }, { kind: 'alive', heartbeat: true, caughtUp: true }]);
  });

  it('go on from the stored position, read to the end before the first poll', async () => {
    stream.set('100', page([boxEvent('a')], '200'));
    await begun();
    await reader.advance(200);
    assert.deepEqual(server.story, ['token', 'page 100', 'page 200', 'options', 'poll']);
    assert.equal(server.polls[0]?.search, '?channel=c0ffee%20x~1&stream_type=all&stream_position=200');
  });

  it('of a first run begin at the time that is asked for; no cursor stands before it', async () => {
    const now = reader.clock.now();
    stream.set('0', page([boxEvent('old', now - 10 * MINUTE)], '1'));
    stream.set('1', page([boxEvent('older', now - 9 * MINUTE), boxEvent('new', now - MINUTE)], '2'));
    stream.set('2', page([boxEvent('late', now - 8 * MINUTE), boxEvent('newer', now)], '3'));
    reader.start({ since: now - 5 * MINUTE });
    await reader.advance(500);
    assert.deepEqual(reader.events, ['new', 'newer']);
    assert.deepEqual(reader.cursors, ['2', '3']);
  });

  it('of a user without any are asked for from the beginning, without a position in the poll', async () => {
    reader.start({ since: 0 });
    await reader.idle();
    assert.deepEqual(server.story, ['token', 'page 0', 'options', 'poll']);
    assert.equal(server.polls[0]?.query.has('stream_position'), false);
    assert.deepEqual(reader.cursors, []);
  });

  for (const message of ['reconnect', 'max_retries', 'something new', '']) {
    it(`ask for another server after "${message}"`, async () => {
      await begun();
      await reader.advance(30_000);
      await told(message);
      await reader.advance(1_000);
      assert.deepEqual(since(2), ['options', 'poll', 'page 100', 'options', 'poll']);
    });
  }

  const ends: readonly (readonly [string, BoxAnswer])[] = [
    ['400', refusal(400, {}, { code: 'max_retries' })],
    ['404', refusal(404)],
    ['a text', { headers: { 'content-type': 'text/plain' }, body: 'max_retries' }],
    ['a list', { body: '[]' }],
    ['a cut', 'cut'],
    ['a redirect elsewhere', refusal(302, { location: 'https://evil.example/' })],
  ];
  for (const [what, answer] of ends) {
    it(`ask for another server when the poll gets ${what}, and are read nevertheless`, async () => {
      server.onPoll = () => (server.polls.length === 1 ? answer : 'hang');
      await begun();
      stream.set('100', page([boxEvent('a')], '200'));
      await reader.advance(4_000);
      assert.deepEqual(since(2), ['options', 'poll', 'page 100', 'page 200', 'options', 'poll']);
      assert.deepEqual(reader.events, ['a']);
    });
  }

  it('wait as long as the long-poll server asks', async () => {
    server.onPoll = () => (server.polls.length === 1 ? refusal(503, { 'retry-after': '40' }) : 'hang');
    await begun();
    await reader.advance(39_000);
    assert.equal(server.polls.length, 1);
    await reader.advance(2_000);
    assert.equal(server.polls.length, 2);
  });

  for (const number of [2, '2', ' 2 ']) {
    it(`ask for another server after max_retries polls: ${JSON.stringify(number)}`, async () => {
      server.onServers = () => servers({ url: server.realtime, max_retries: number });
      await begun();
      for (let poll = 0; poll < 2; poll++) {
        await reader.advance(30_000);
        await told('new_change');
        await reader.advance(1_000);
      }
      assert.deepEqual(since(2), ['options', 'poll', 'page 100', 'poll', 'page 100', 'options', 'poll']);
    });

    it(`ask for another server after ttl minutes: ${JSON.stringify(number)}`, async () => {
      server.onServers = () => servers({ url: server.realtime, ttl: number });
      await begun();
      await reader.advance(2 * MINUTE - 1_000);
      await told('new_change');
      await reader.advance(2_000);
      assert.equal(server.options.length, 1);
      await told('new_change');
      await reader.advance(1_000);
      assert.equal(server.options.length, 2);
    });
  }

  for (const odd of [undefined, null, '', 'soon', 0, -1, {}, [], true, '1e999']) {
    it(`take Box's usual numbers for ${JSON.stringify(odd) ?? 'nothing'}`, async () => {
      server.onServers = () => servers({ url: server.realtime, ttl: odd, max_retries: odd, retry_timeout: odd });
      await begun();
      await reader.advance(239_000);
      assert.equal(server.polls.length, 1, 'a poll of less than 240 s');
      for (let poll = 1; poll < 10; poll++) {
        await told('new_change');
        await reader.advance(2_000);
      }
      assert.deepEqual([server.polls.length, server.options.length], [10, 1]);
      await told('new_change');
      await reader.advance(2_000);
      assert.deepEqual([server.polls.length, server.options.length], [11, 2]);
    });
  }

  for (const [timeout, patience] of [
    [610, 240_000],
    ['90', 90_000],
  ] as const) {
    it(`are read, and polled for again, when nothing is said for ${patience / 1_000} s (retry_timeout ${timeout})`, async () => {
      server.onServers = () => servers({ url: server.realtime, retry_timeout: timeout });
      await begun();
      stream.set('100', page([boxEvent('a')], '200'));
      await reader.advance(patience - 1);
      assert.deepEqual(since(2), ['options', 'poll']);
      await reader.advance(501);
      assert.deepEqual(since(2), ['options', 'poll', 'page 100', 'page 200', 'poll']);
      assert.equal(reader.error, undefined);
    });
  }

  const unusable: readonly (readonly [string, () => BoxAnswer])[] = [
    ['no entry', () => ({ body: '{"chunk_size":0,"entries":[]}' })],
    ['no entries', () => ({ body: '{"chunk_size":1}' })],
    ['an entry of another type', () => servers({ url: server.realtime, type: 'other' })],
    ['no url', () => servers({})],
    ['another domain', () => servers({ url: 'https://1.realtime.services.box.net.evil.example/x' })],
    ['a domain that ends alike', () => servers({ url: 'https://evilrealtime.services.box.net/x' })],
    ['a password', () => servers({ url: 'https://a:b@1.realtime.services.box.net/x' })],
    ['another port of this machine', () => servers({ url: 'http://127.0.0.1:9/x' })],
    ['another scheme', () => servers({ url: 'ftp://1.realtime.services.box.net/x' })],
    ['no URL', () => servers({ url: '//:realtime ?channel=1' })],
  ];
  for (const [what, answer] of unusable) {
    it(`are read although OPTIONS names ${what}; the reason is told`, async () => {
      server.onServers = answer;
      stream.set('100', page([boxEvent('a')], '200'));
      reader.start({ cursor: '100' });
      await reader.advance(500);
      const error = await reader.failure();
      assert.equal(error.kind, 'protocol');
      assert.match(error.message, /long poll|long-poll/);
      assert.deepEqual([reader.events, reader.cursors], [['a'], ['200']]);
      assert.equal(server.polls.length, 0);
    });
  }

  it('take the first long-poll server among other entries', async () => {
    const entries = [null, { type: 'other', url: 'x' }, { type: 'realtime_server', url: server.realtime }];
    server.onServers = () => ({ body: JSON.stringify({ chunk_size: 99, entries }) });
    await begun();
    assert.equal(server.polls.length, 1);
  });

  it('go to Box by https, without the token, however the address was named', async () => {
    for (const named of ['http', 'https'].map(
      (scheme) => `${scheme}://2.realtime.services.box.net/subscribe?channel=c0ffee`,
    )) {
      server.onServers = () => servers({ url: named });
      const seen: [string, boolean][] = [];
      const stop = new AbortController();
      const feed = [
        ...box
          .open({
            ...reader.context,
            endpoint: server.origin,
            fetch: async (url, init) => {
              if (String(url).startsWith(server.origin)) return fetch(url, init);
              seen.push([String(url), new Headers(init?.headers).has('authorization')]);
              stop.abort();
              throw new TypeError('no network here');
            },
          })
          .values(),
      ][0];
      assert.ok(feed);
      for await (const said of feed.read({ cursor: '5', signal: stop.signal })) void said;
      assert.deepEqual(seen, [
        ['https://2.realtime.services.box.net/subscribe?channel=c0ffee&stream_position=5', false],
      ]);
    }
  });

  it('of another user, and of one sort, are asked for as such', async () => {
    reader = new BoxReader(server, { options: { ...USER, asUser: '99', streamType: 'changes' } });
    await begun();
    assert.deepEqual(
      server.asked.slice(1).map(({ asUser }) => asUser),
      ['99', '99', undefined],
    );
    assert.equal(server.pages[0]?.query.get('stream_type'), 'changes');
  });

  it('are never asked for with a header that a person mistyped', async () => {
    reader = new BoxReader(server, { options: { ...USER, asUser: 'ann@example.com' } });
    reader.start({ cursor: '5' });
    assert.equal((await reader.failure()).kind, 'forbidden');
    assert.deepEqual(server.asked, []);
  });

  const hostile: readonly (readonly [string, () => void])[] = [
    ['instant reconnects', () => (server.onPoll = () => ({ body: '{"message":"reconnect"}' }))],
    ['instant new_change with empty pages', () => (server.onPoll = () => ({ body: '{"message":"new_change"}' }))],
    ['polls that fail at once', () => (server.onPoll = () => 'cut')],
    [
      'empty pages with moving positions',
      () => {
        let position = 100;
        server.onPoll = () => ({ body: '{"message":"new_change"}' });
        server.onPage = () => page([], String(++position));
      },
    ],
    [
      'the same events again at moving positions',
      () => {
        let position = 100;
        server.onPoll = () => 'hang';
        server.onPage = () => page([boxEvent('a'), boxEvent('b')], String(++position));
      },
    ],
    [
      'servers that let nobody wait',
      () => (server.onServers = () => servers({ url: server.realtime, retry_timeout: 0.001 })),
    ],
  ];
  for (const [what, set] of hostile) {
    it(`cost at most one request a second that brings nothing: ${what}`, async () => {
      set();
      reader.start({ cursor: '100' });
      await reader.advance(10 * MINUTE);
      assert.ok(server.asked.length > 5, `${server.asked.length} requests`);
      assert.ok(server.asked.length <= 601, `${server.asked.length} requests`);
    });
  }

  it('are asked for ever less often while polls end at once for nothing, and at once again when they do not', async () => {
    let instantly = true;
    server.onPoll = () => (instantly ? { body: '{"message":"new_change"}' } : 'hang');
    reader.start({ cursor: '100' });
    await reader.advance(60 * MINUTE);
    assert.ok(server.asked.length < 250, `${server.asked.length} requests in an hour`);
    instantly = false;
    await reader.advance(MINUTE);
    const before = server.asked.length;
    await reader.advance(30_000);
    stream.set('100', page([boxEvent('a')], '200'));
    await told('new_change');
    assert.deepEqual(since(before), ['page 100']);
  });

  it('are asked for promptly after the machine slept during a long poll', async () => {
    await begun();
    await reader.advance(5_000);
    stream.set('100', page([boxEvent('a')], '200'));
    await reader.clock.sleep(8 * 60 * MINUTE);
    await reader.advance(1_000);
    assert.deepEqual(reader.events, ['a']);
    assert.deepEqual(since(4).slice(-4), ['page 100', 'page 200', 'options', 'poll']);
  });

  it('end, to be read again, when the machine slept during a request', async () => {
    server.onPage = () => 'hang';
    await begun();
    await reader.clock.sleep(60 * MINUTE);
    await reader.advance(0);
    assert.deepEqual(reader.signals, [{ kind: 'end', why: 'slept' }]);
  });

  const moments: readonly (readonly [string, () => void])[] = [
    ['a token request', () => (server.onToken = () => 'hang')],
    ['a page', () => (server.onPage = () => 'hang')],
    ['OPTIONS', () => (server.onServers = () => 'hang')],
    ['a long poll', () => undefined],
    ['a rest', () => (server.onPoll = () => 'cut')],
    ['the time between two pages', () => stream.set('100', page([boxEvent('a')], '200'))],
  ];
  for (const [what, set] of moments) {
    it(`leave no timer and no socket when they are stopped during ${what}`, async () => {
      set();
      await begun();
      assert.ok(reader.clock.pending.length > 0);
      await reader.stop();
      assert.ok(reader.over);
      assert.equal(reader.error, undefined);
    });
  }
});
