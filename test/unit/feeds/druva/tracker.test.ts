import assert from 'node:assert/strict';
import { DruvaReader } from '../../../support/druvaReader.ts';
import { DruvaServer, druvaEvent, INVALID_TRACKER, page, refusal } from '../../../support/druvaServer.ts';
import type { Asked } from '../../../support/readAsked.ts';

const MINUTE = 60_000;
const IGNORING = 'tracker=old&ignoreTrackerExpiry=True';

describe('A tracker that Druva refuses', () => {
  let server: DruvaServer;
  let reader: DruvaReader;

  beforeEach(async () => {
    server = await DruvaServer.start();
    reader = new DruvaReader(server);
  });
  afterEach(async () => {
    await reader.stop();
    await server.close();
  });

  const ignores = ({ query }: Asked) => query.get('ignoreTrackerExpiry') === 'True';
  const isOld = ({ query }: Asked) => query.get('tracker') === 'old';
  const gaps = () => reader.signals.flatMap((said) => (said.kind === 'batch' ? (said.batch.gap ?? []) : []));

  it('is sent once more as it is, five seconds later, without a word if that helps', async () => {
    let refusals = 1;
    server.onPage = (asked) => (isOld(asked) && refusals-- > 0 ? INVALID_TRACKER : page([druvaEvent(1)], 'new', false));
    reader.start({ cursor: 'old' });
    await reader.advance(4_900);
    assert.deepEqual(server.searches, ['tracker=old']);
    await reader.advance(200);
    assert.deepEqual(server.searches, ['tracker=old', 'tracker=old']);
    assert.deepEqual(reader.events, ['1']);
    assert.deepEqual(gaps(), []);
  });

  it('is then sent with the wish to ignore its expiry; what may be missing is told with the page that leads on', async () => {
    server.onPage = (asked) => {
      if (isOld(asked)) return ignores(asked) ? page([druvaEvent(1)], 'new', true) : INVALID_TRACKER;
      return page([druvaEvent(2)], 'newer', false);
    };
    reader.start({ cursor: 'old' });
    await reader.advance(7_000);
    assert.deepEqual(server.searches, ['tracker=old', 'tracker=old', IGNORING, 'tracker=new']);
    assert.deepEqual(reader.events, ['1', '2']);
    const batches = reader.signals.flatMap((said) => (said.kind === 'batch' ? [said.batch] : []));
    assert.deepEqual(
      batches.map(({ cursor, gap }) => [cursor, gap !== undefined]),
      [
        ['new', true],
        ['newer', false],
      ],
    );
    assert.match(gaps()[0] ?? '', /expired.*missing/);
  });

  it('keeps the time that a first run asked for', async () => {
    const since = Date.UTC(2026, 10, 1);
    server.onPage = (asked) =>
      isOld(asked)
        ? ignores(asked)
          ? page([druvaEvent(1, since - 1)], 'new', true)
          : INVALID_TRACKER
        : page([], 'new', false);
    reader.start({ cursor: `since:${since}:old` });
    await reader.advance(7_000);
    assert.deepEqual(reader.events, []);
    assert.deepEqual(reader.cursors, [`since:${since}:new`, 'new']);
  });

  it('is no hole at a silent tenant, and is not tried in vain again as long as it stays the same', async () => {
    server.onPage = (asked) => (ignores(asked) ? page([], 'old', false) : INVALID_TRACKER);
    reader.start({ cursor: 'old' });
    await reader.advance(8_000);
    await reader.advance(5 * MINUTE);
    assert.deepEqual(server.searches, ['tracker=old', 'tracker=old', IGNORING, IGNORING]);
    assert.deepEqual(gaps(), []);
    const last = reader.signals.at(-1);
    assert.ok(last?.kind === 'alive' && last.caughtUp);
  });

  it('is given up when that does not help either', async () => {
    server.onPage = (asked) => (asked.query.has('tracker') ? INVALID_TRACKER : page([], 'x', false));
    reader.start({ cursor: 'old' });
    await reader.advance(8_000);
    const error = await reader.failure();
    assert.equal(error.kind, 'cursor');
    assert.deepEqual(server.searches, ['tracker=old', 'tracker=old', IGNORING]);
  });

  it('is known by a request without one where the words do not say what is wrong', async () => {
    const vague = refusal(400, { message: 'Bad request' });
    server.onPage = (asked) => (asked.query.has('tracker') ? vague : page([], 'x', false));
    reader.start({ cursor: 'old' });
    await reader.advance(8_000);
    assert.equal((await reader.failure()).kind, 'cursor');
    assert.equal(server.searches.at(-1), '');
  });

  it('is not to blame when a request without one is refused as well', async () => {
    server.onPage = () => refusal(400, { message: 'Bad request' });
    reader.start({ cursor: 'old' });
    await reader.advance(8_000);
    const error = await reader.failure();
    assert.equal(error.kind, 'forbidden');
    assert.match(error.message, /settings/);
  });

  it('is kept when the request without one fails otherwise, and that failure is the one that is told', async () => {
    for (const [status, kind, delay] of [
      [429, 'busy', 60_000],
      [500, 'busy', undefined],
      [403, 'forbidden', undefined],
    ] as const) {
      server.onPage = ({ query }) => refusal(query.has('tracker') ? 400 : status, { message: 'Bad request' });
      const each = new DruvaReader(server).start({ cursor: 'old' });
      await each.advance(8_000);
      const error = await each.failure();
      assert.deepEqual([error.kind, error.delay], [kind, delay]);
    }
  });

  it('is told as a hole with a page that is whole, not with one that breaks off', async () => {
    server.onPage = (asked) =>
      ignores(asked) ? { body: '{"tracker":"new","events":[{"eventID":1,"eventType":"Backup"},{"ev' } : INVALID_TRACKER;
    reader.start({ cursor: 'old' });
    await reader.advance(8_000);
    assert.equal((await reader.failure()).kind, 'protocol');
    assert.deepEqual(reader.events, ['1']);
    assert.deepEqual(gaps(), []);
  });

  it('is kept when something else goes wrong meanwhile', async () => {
    let count = 0;
    server.onPage = () => (++count === 1 ? INVALID_TRACKER : refusal(500, { retryable: true }));
    reader.start({ cursor: 'old' });
    await reader.advance(8_000);
    assert.equal((await reader.failure()).kind, 'busy');
  });

  it('may be what a 403 is about that a new token does not mend', async () => {
    server.onPage = (asked) => (ignores(asked) ? page([druvaEvent(1)], 'new', false) : refusal(403));
    reader.start({ cursor: 'old' });
    await reader.advance(2_000);
    assert.deepEqual(server.searches, ['tracker=old', 'tracker=old', IGNORING]);
    assert.equal(server.tokens.length, 2);
    assert.equal(gaps().length, 1);
    assert.deepEqual(reader.cursors, ['new']);
  });

  it('of the platform is its page token', async () => {
    server.onPage = ({ query }) =>
      query.has('pageToken') ? refusal(400, { message: 'Invalid page token' }) : refusal(500);
    const each = new DruvaReader(server, { options: { clientId: 'x', streams: 'insync+platform' } });
    const { druva } = await import('../../../../src/feeds/druva/vendor.ts');
    each.start({ cursor: 'old' }, druva.open(each.context).get('platform'));
    await each.advance(8_000);
    assert.equal((await each.failure()).kind, 'cursor');
  });
});
