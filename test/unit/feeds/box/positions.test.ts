import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { box } from '../../../../src/feeds/box/vendor.ts';
import { BoxReader } from '../../../support/boxReader.ts';
import { type BoxAnswer, BoxServer, boxEvent, INVALID_POSITION, page, refusal } from '../../../support/boxServer.ts';
import { until } from '../../../support/until.ts';

const MB = 1_048_576;

describe('Positions and pages of Box', () => {
  let server: BoxServer;
  let reader: BoxReader;

  beforeEach(async () => {
    server = await BoxServer.start();
    reader = new BoxReader(server);
  });
  afterEach(async () => {
    await reader.stop();
    await server.close();
  });

  /** Answers pages in this order, then empty ones at the position that is asked for. */
  const script = (...pages: readonly BoxAnswer[]) => {
    server.onPage = ({ query }) => {
      const position = query.get('stream_position');
      return pages[server.pages.length - 1] ?? page([], JSON.stringify(position));
    };
  };
  const asked = () => server.pages.map(({ query }) => query.get('stream_position'));

  const told: readonly (readonly [string, string])[] = [
    ['1152923169537420243', '1152923169537420243'],
    ['"1152922976252290886"', '1152922976252290886'],
    ['564586673639847', '564586673639847'],
    ['"a+b/c=&d e"', 'a+b/c=&d e'],
    ['"\\u0031\\/2"', '1/2'],
    ['9'.repeat(60), '9'.repeat(60)],
  ];
  for (const [json, position] of told) {
    it(`are sent back exactly: ${json}`, async () => {
      script(page([{ ...boxEvent('a'), next_stream_position: 7, note: '"next_stream_position":8' }], json));
      reader.start({ cursor: 'c' });
      await reader.advance(1_000);
      assert.deepEqual(asked(), ['c', position]);
      assert.deepEqual(reader.cursors, [position]);
    });
  }

  it('of an empty page are taken when they are not zero', async () => {
    script(page([], '1152923169537420243'));
    reader.start({ cursor: 'c' });
    await reader.advance(12_000);
    assert.deepEqual(asked(), ['c', '1152923169537420243']);
    assert.deepEqual(reader.cursors, ['1152923169537420243']);
  });

  for (const json of ['0', '"0"', 'null', '""', undefined, '{}', '-1', '1.5', '1e3', 'true']) {
    it(`of an empty page change nothing when they are ${json ?? 'missing'}`, async () => {
      script(page([], json));
      reader.start({ cursor: 'c' });
      await reader.advance(12_000);
      assert.deepEqual(asked(), ['c', 'c']);
      assert.deepEqual(reader.cursors, []);
    });
  }

  for (const json of ['"c"', '0', 'null', undefined]) {
    it(`that do not advance with events are a protocol error, after the events: ${json ?? 'missing'}`, async () => {
      script(page([boxEvent('a'), boxEvent('b')], json));
      reader.start({ cursor: 'c' });
      const error = await reader.failure();
      assert.equal(error.kind, 'protocol');
      assert.match(error.message, /does not advance/);
      assert.deepEqual([reader.events, reader.cursors], [['a', 'b'], []]);
    });
  }

  it('that do not advance end the reading when the page only repeats', async () => {
    script(page([boxEvent('a')], '"d"'), page([boxEvent('a')], '"d"'));
    reader.start({ cursor: 'c' });
    await reader.advance(12_200);
    assert.deepEqual(asked(), ['c', 'd', 'd']);
  });

  it('move on with pages that repeat, which are read once a poll', async () => {
    let at = 0;
    server.onPage = () => page([boxEvent('a')], `"p${++at}"`);
    reader.start({ cursor: 'c' });
    await reader.advance(11_000);
    assert.deepEqual(asked(), ['c', 'p1']);
    await reader.advance(2_000);
    assert.deepEqual(asked(), ['c', 'p1', 'p2', 'p3']);
  });

  for (const entries of ['', '"entries":null,', '"entries":[],', '"entries":{},']) {
    it(`are read from a page without events: ${entries}`, async () => {
      script({ body: `{"chunk_size":500,${entries}"next_stream_position":"d"}` });
      reader.start({ cursor: 'c' });
      await reader.advance(12_000);
      assert.equal(reader.events.length, 0);
      assert.deepEqual(asked().slice(0, 2), ['c', 'd']);
    });
  }

  it('pass a page whose events stand under another name: it is kept whole for people to look at', async () => {
    script({ body: `{"entri}s":[${JSON.stringify(boxEvent('a'))}],"next_stream_position":"d"}` });
    reader.start({ cursor: 'c' });
    await reader.advance(12_000);
    assert.equal(reader.quarantined, 1);
    assert.equal(reader.cursors.at(0), 'd');
  });

  it('do not depend on chunk_size', async () => {
    script(
      { body: `{"chunk_size":0,"entries":[${JSON.stringify(boxEvent('a'))}],"next_stream_position":"d"}` },
      { body: `{"chunk_size":-7,"next_stream_position":"e","entries":[${JSON.stringify(boxEvent('b'))}]}` },
      { body: '{"chunk_size":500,"entries":[],"next_stream_position":"e"}' },
    );
    reader.start({ cursor: 'c' });
    await reader.advance(1_000);
    assert.deepEqual(
      [reader.events, reader.cursors],
      [
        ['a', 'b'],
        ['d', 'e'],
      ],
    );
  });

  it('pass an event without an id, which is known by its content, and what is no event', async () => {
    const { event_id: _, ...bare } = boxEvent('x');
    script(page([bare, boxEvent('a'), { odd: true }, bare], '"d"'), page([bare], '"e"'));
    reader.start({ cursor: 'c' });
    await reader.advance(1_000);
    const [first, ...rest] = reader.events;
    assert.match(first ?? '', /^content-[0-9a-f]{64}$/);
    assert.deepEqual(rest, ['a', first, first]);
    assert.deepEqual([reader.quarantined, reader.cursors], [1, ['d', 'e']]);
  });

  it('pass an event with 5 MB of details', async () => {
    script(page([boxEvent('a'), { ...boxEvent('big'), additional_details: { note: 'x'.repeat(5 * MB) } }], '"d"'));
    reader.start({ cursor: 'c' });
    await reader.advance(1_000);
    assert.deepEqual([reader.events, reader.cursors], [['a', 'big'], ['d']]);
  });

  it('are given with the last part of a large page only', async () => {
    script(
      page(
        Array.from({ length: 500 }, (_, n) => boxEvent(`e${n}`)),
        '"d"',
      ),
    );
    reader.start({ cursor: 'c' });
    await reader.advance(1_000);
    const parts = reader.signals.flatMap((said) => (said.kind === 'batch' ? [said.batch] : []));
    assert.deepEqual(
      parts.map(({ events, cursor }) => [events.length, cursor]),
      [
        [250, undefined],
        [250, 'd'],
      ],
    );
  });

  it('of a page that breaks off are not believed; what could be read is handed on', async () => {
    script({ body: `{"next_stream_position":"d","entries":[${JSON.stringify(boxEvent('a'))},{"event_id":"b` });
    reader.start({ cursor: 'c' });
    const error = await reader.failure();
    assert.equal(error.kind, 'protocol');
    assert.deepEqual([reader.events, reader.cursors], [['a'], []]);
  });

  it('of a page of more than 64 MB are asked for with fewer events, until it fits', async () => {
    const whole = JSON.stringify({ entries: [boxEvent('a')], next_stream_position: 'd' });
    server.onPage = ({ query }) => {
      if (query.get('stream_position') === 'd') return page([], '"d"');
      if (Number(query.get('limit')) <= 5) return { body: whole };
      return (response: ServerResponse) => {
        // As many characters of three bytes: that it is cut must not go unnoticed.
        response.writeHead(200, { 'content-type': 'application/json' });
        response.write('{"entries":[],"next_stream_position":"d"}');
        response.end('\u20ac'.repeat(23 * MB));
      };
    };
    reader.start({ cursor: 'c' });
    await until(async () => {
      await reader.advance(1_000);
      return server.pages.length > 3;
    }, 'it fits');
    assert.deepEqual(
      server.pages.map(({ query }) => query.get('limit')),
      ['500', '50', '5', '5'],
    );
    assert.deepEqual([reader.events, reader.cursors], [['a'], ['d']]);
  }).timeout(30_000);

  it('are never "now" after a cursor, whatever comes', async () => {
    for (const odd of [page([], undefined), INVALID_POSITION, refusal(500), { body: '{}' }]) {
      const own = await BoxServer.start();
      own.onPage = () => odd;
      const reading = new BoxReader(own).start({ cursor: 'c' });
      await reading.advance(30_000);
      await reading.stop();
      assert.ok(own.pages.every(({ query }) => query.get('stream_position') === 'c'));
      await own.close();
    }
  });

  it('that Box refuses are told from other refusals', async () => {
    const cases: readonly (readonly [BoxAnswer, BoxAnswer, string, number])[] = [
      [INVALID_POSITION, page([], '0'), 'cursor', 1],
      [refusal(400), page([], '0'), 'cursor', 2],
      [refusal(400, {}, { message: 'Bad' }), refusal(400), 'forbidden', 2],
      [refusal(400), refusal(503), 'busy', 2],
    ];
    for (const [withPosition, without, kind, requests] of cases) {
      const own = await BoxServer.start();
      own.onPage = ({ query }) => (query.has('stream_position') ? withPosition : without);
      const reading = new BoxReader(own).start({ cursor: 'c' });
      assert.equal((await reading.failure()).kind, kind);
      assert.equal(own.pages.length, requests);
      await reading.stop();
      await own.close();
    }
  });

  it('"now" that Box refuses are no lost cursor', async () => {
    server.onPage = () => refusal(400);
    reader.start({});
    assert.equal((await reader.failure()).kind, 'forbidden');
    assert.equal(server.pages.length, 1);
  });

  it('that Box refuses right after it gave them are no lost cursor', async () => {
    server.onPage = ({ query }) => (query.get('stream_position') === 'now' ? page([], '"n"') : INVALID_POSITION);
    reader.start({});
    assert.equal((await reader.failure()).kind, 'protocol');
  });

  it('that Box does not tell for now are a protocol error', async () => {
    server.onPage = () => ({ body: '{"entries":[]}' });
    reader.start({});
    assert.equal((await reader.failure()).kind, 'protocol');
  });

  it('lose the secrets of this connection, which no event and no cursor holds', async () => {
    const { credential } = reader.context;
    script(
      page([{ ...boxEvent('a'), note: credential, of: 'access-token-1' }], '"d"'),
      page([boxEvent('b')], JSON.stringify(`x${credential}`)),
    );
    reader.start({ cursor: 'c' });
    await reader.advance(1_000);
    const all = JSON.stringify(reader.signals) + reader.log.lines.join();
    assert.ok(!all.includes(credential) && !all.includes('access-token-1'));
    assert.match(all, /\[redacted\]/);
    assert.deepEqual([reader.events, reader.cursors], [['a', 'b'], ['d']]);
  });

  it('are of streams with names of their own', () => {
    const names = (options: Record<string, string>) => [
      ...box.open({ ...reader.context, config: { ...reader.context.config, options } }).keys(),
    ];
    assert.deepEqual(names({}), ['enterprise']);
    assert.deepEqual(names({ stream: 'user' }), ['user-all']);
    assert.deepEqual(names({ stream: 'user', subject: 'user', subjectId: '7', streamType: 'sync' }), ['user-7-sync']);
    assert.deepEqual(names({ stream: 'user', subject: 'user', subjectId: '7', asUser: '9' }), ['user-9-all']);
  });
});
