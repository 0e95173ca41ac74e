import assert from 'node:assert/strict';
import { DruvaReader } from '../../../support/druvaReader.ts';
import { DruvaServer, druvaEvent, page } from '../../../support/druvaServer.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;

describe("Druva's feed", () => {
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

  const recent = (id: number) => druvaEvent(id, reader.clock.now() - id * 1_000);
  /** Pages by the tracker that asks for them. */
  const script = (pages: Readonly<Record<string, ReturnType<typeof page>>>) => {
    server.onPage = ({ query }) => pages[query.get('tracker') ?? ''] ?? page([], query.get('tracker'), false);
  };
  const told = () => reader.signals.flatMap((said) => (said.kind === 'alive' ? [said] : []));

  it('follows the tracker from page to page, then polls every five minutes with the last one', async () => {
    script({ '': page([recent(1)], 't+/1=', true), 't+/1=': page([recent(2)], 't2', false) });
    reader.start({ since: reader.clock.now() - HOUR });
    await reader.advance(600);
    assert.deepEqual(server.searches, ['', 'tracker=t%2B%2F1%3D']);
    assert.deepEqual(reader.events, ['1', '2']);
    assert.deepEqual(told(), [
      { kind: 'alive', heartbeat: true, caughtUp: true, next: reader.clock.now() - 100 + 5 * MINUTE },
    ]);
    await reader.advance(5 * MINUTE - 200);
    assert.equal(server.pages.length, 2);
    await reader.advance(1_200);
    assert.deepEqual(server.searches.slice(2), ['tracker=t2']);
  });

  it('asks no more than twice a second while pages bring events', async () => {
    let n = 0;
    server.onPage = () => page([recent(++n)], `t${n}`, true);
    reader.start({ since: reader.clock.now() - HOUR });
    await reader.advance(10_000);
    assert.equal(server.pages.length, 21);
  });

  it('asks no more than once a second while pages bring nothing new, and gives up until the next poll', async () => {
    let n = 0;
    server.onPage = () => page([recent(1)], `t${++n}`, true);
    reader.start({ since: reader.clock.now() - HOUR });
    await reader.advance(10_000);
    assert.ok(server.pages.length <= 12, `${server.pages.length} requests`);
    await reader.advance(50_000);
    assert.equal(server.pages.length, 21);
    assert.equal(told().at(-1)?.caughtUp, false);
  });

  it('stops until the next poll when more is promised but the tracker stands still, or is missing', async () => {
    for (const tracker of ['t1', '', undefined]) {
      const before = server.pages.length;
      const each = new DruvaReader(server);
      server.onPage = () => page([druvaEvent(7, each.clock.now())], tracker, true);
      each.start({ cursor: 't1' });
      await each.advance(4 * MINUTE);
      assert.equal(server.pages.length - before, 1, String(tracker));
      assert.deepEqual(each.cursors, []);
      await each.advance(2 * MINUTE);
      assert.equal(server.searches.at(-1), 'tracker=t1');
      await each.stop();
    }
  });

  it('never replaces a tracker by none', async () => {
    script({ a: page([recent(1)], '', false) });
    reader.start({ cursor: 'a' });
    await reader.advance(6 * MINUTE);
    assert.deepEqual(server.searches, ['tracker=a', 'tracker=a']);
    assert.deepEqual(reader.cursors, []);
  });

  it('passes on what is not older than the time that is asked for, says how much it passes over, and follows the tracker', async () => {
    const since = reader.clock.now() - HOUR;
    const old = [druvaEvent(1, since - 2 * HOUR), druvaEvent(2, since - HOUR)];
    script({ '': page(old, 't1', true), t1: page([druvaEvent(3, since - 1_000), recent(4)], 't2', false) });
    reader.start({ since });
    await reader.advance(1_000);
    assert.deepEqual(reader.events, ['4']);
    assert.deepEqual(reader.cursors, [`since:${since}:t1`, 't2']);
    const skipped = reader.signals.flatMap((said) => (said.kind === 'batch' && said.batch.skipped) || []);
    assert.deepEqual(skipped, [
      { count: 2, time: since - HOUR },
      { count: 1, time: since - 1_000 },
    ]);
  });

  it('remembers after a restart in the middle of the first replay what is too old', async () => {
    const since = reader.clock.now() - HOUR;
    script({ t1: page([druvaEvent(3, since - 1_000), recent(4)], 't2', false) });
    reader.start({ cursor: `since:${since}:t1` });
    await reader.advance(1_000);
    assert.deepEqual(server.searches, ['tracker=t1']);
    assert.deepEqual(reader.events, ['4']);
    assert.deepEqual(reader.cursors, ['t2']);
  });

  it('remembers it to the millisecond, however fine the time is that is asked for', async () => {
    const since = reader.clock.now() - HOUR;
    script({ '': page([druvaEvent(1, since - HOUR)], 't1', true) });
    reader.start({ since: since + 0.25 });
    await reader.advance(100);
    assert.deepEqual(reader.cursors, [`since:${since}:t1`]);
  });

  it('passes on what comes late once it has caught up', async () => {
    script({ a: page([druvaEvent(3, reader.clock.now() - 100 * HOUR)], 'b', false) });
    reader.start({ cursor: 'a' });
    await reader.advance(1_000);
    assert.deepEqual(reader.events, ['3']);
  });

  it('shows everything when that is asked for', async () => {
    script({ '': page([druvaEvent(1, Date.UTC(2001, 1, 1))], 't1', false) });
    reader.start({ since: 0 });
    await reader.advance(100);
    assert.deepEqual(reader.events, ['1']);
  });

  it('quarantines what is no event beside its neighbours', async () => {
    const body =
      '{"events":[{"eventID":1,"eventType":"Backup"},{"x":},7,{"eventID":2,"eventType":"Backup"}],"nextPageExists":false,"tracker":"b"}';
    server.onPage = () => ({ body });
    reader.start({ cursor: 'a' });
    await reader.advance(100);
    assert.deepEqual(reader.events, ['1', '2']);
    assert.equal(reader.quarantined, 2);
    assert.deepEqual(reader.cursors, ['b']);
  });

  it('takes no tracker of a page that breaks off, and stores what can be read of it', async () => {
    server.onPage = () => ({
      body: '{"tracker":"b","nextPageExists":true,"events":[{"eventID":1,"eventType":"Backup"},{"ev',
    });
    const error = await reader.start({ cursor: 'a' }).failure();
    assert.equal(error.kind, 'protocol');
    assert.deepEqual(reader.events, ['1']);
    assert.deepEqual(reader.cursors, []);
  });

  it('gives a large page in slices, of which only the last has the cursor', async () => {
    const events = Array.from({ length: 500 }, (_, id) => recent(id + 1));
    script({ a: page(events, 'b', false) });
    reader.start({ cursor: 'a' });
    await reader.advance(100);
    const batches = reader.signals.flatMap((said) => (said.kind === 'batch' ? [said.batch] : []));
    assert.deepEqual(
      batches.map(({ events: each, cursor }) => [each.length, cursor]),
      [
        [250, undefined],
        [250, 'b'],
      ],
    );
  });

  it('polls as often as the settings say, but not more than once a minute', async () => {
    for (const [pollMinutes, minutes] of [
      ['2', 2],
      ['1', 1],
    ] as const) {
      const each = new DruvaReader(server, { options: { clientId: 'x', pollMinutes } });
      each.start({ cursor: 'a' });
      const before = server.pages.length;
      await each.advance(10 * minutes * MINUTE + 15_000);
      assert.ok([10, 11].includes(server.pages.length - before), `${server.pages.length - before}`);
      await each.stop();
    }
    const hasty = new DruvaReader(server, { options: { clientId: 'x', pollMinutes: '0' } });
    const error = await hasty.start({ cursor: 'a' }).failure();
    assert.match(error.message, /pollMinutes/);
  });

  it('polls at once after the machine slept', async () => {
    reader.start({ cursor: 'a' });
    await reader.advance(10_000);
    assert.equal(server.pages.length, 1);
    await reader.clock.sleep(HOUR);
    await reader.advance(1_000);
    assert.equal(server.pages.length, 2);
  });

  describe('of the platform', () => {
    const platform = (token: string | undefined, ...ids: number[]) => ({
      body: JSON.stringify({
        events: ids.map((id) => ({
          id,
          category: 'EVENT',
          feature: 'Job',
          type: 'JobTriggered',
          timeStamp: Date.UTC(2026, 10, 1, 2) / 1_000,
          productID: 12_289,
        })),
        nextPageToken: token,
      }),
    });

    it('sends nothing beside a page token, and stops at an empty page', async () => {
      const asked: string[] = [];
      server.onPage = ({ path, search }) => {
        if (!path.startsWith('/platform')) return page([], 'i', false);
        asked.push(search);
        return search.includes('pageToken') ? platform('p2') : platform('p/1', 11);
      };
      const each = new DruvaReader(server, { options: { clientId: 'x', streams: 'insync+platform' } });
      const { druva } = await import('../../../../src/feeds/druva/vendor.ts');
      each.start({ since: 0 }, druva.open(each.context).get('platform'));
      await each.advance(5_000);
      assert.deepEqual(asked, ['?pageSize=500', '?pageToken=p%2F1']);
      assert.deepEqual(each.events, ['platform-11']);
      assert.deepEqual(each.cursors, ['since:0:p/1', 'p2']);
      await each.stop();
    });
  });

  describe('of Cyber Resilience', () => {
    it('keeps the token before the last page, and the time that is asked for as long as older events come with it', async () => {
      const since = reader.clock.now() - HOUR;
      const record = (id: number, time: number) => ({
        id,
        category: 'AUDIT',
        type: 'Admin Login',
        occurenceTime: time / 1_000,
        details: {},
      });
      server.onPage = ({ query }) => ({
        body: JSON.stringify(
          query.get('trackerToken') === null
            ? { events: [record(1, since - 9_000)], nextTrackerToken: 'r1' }
            : { events: [record(2, since - 5_000), record(3, since + 5_000)], nextTrackerToken: '' },
        ),
      });
      const each = new DruvaReader(server, { options: { clientId: 'x', streams: 'all' } });
      const { druva } = await import('../../../../src/feeds/druva/vendor.ts');
      const feed = druva.open(each.context).get('cyber-resilience');
      each.start({ since }, feed);
      await each.advance(6 * MINUTE);
      assert.deepEqual(server.searches, ['', 'trackerToken=r1', 'trackerToken=r1']);
      assert.deepEqual(each.events, ['realize-3', 'realize-3']);
      assert.deepEqual(each.cursors, [`since:${since}:r1`]);
      const skipped = each.signals.reduce(
        (sum, said) => sum + ((said.kind === 'batch' && said.batch.skipped?.count) || 0),
        0,
      );
      assert.equal(skipped, 2, 'the repeated one is counted once');
      await each.stop();
    });
  });
});
