import assert from 'node:assert/strict';
import { parseFilter } from '../../../../src/filter/parseFilter.ts';
import type { EventRow } from '../../../../src/model/event.ts';
import { ExplorerSession } from '../../../../src/ui/explorer/explorerSession.ts';
import type { HostMessage, Wanted } from '../../../../src/webview/explorerProtocol.ts';
import { ManualClock } from '../../../support/manualClock.ts';
import { MemorySearch } from '../../../support/memorySearch.ts';

const WANTED: Wanted = { facets: ['type'], limit: 5, histogram: { buckets: 4 } };

function event(n: number, type = 'Threat'): EventRow {
  return {
    seq: n,
    connection: 'c',
    stream: 's',
    id: `e${n}`,
    time: n * 1_000,
    receivedTime: n * 1_000,
    type,
    activity: 'CREATED',
    severity: 3,
    summary: `Event ${n}`,
  };
}

/** Newest first. */
const events = (count: number) =>
  Array.from({ length: count }, (_, index) => event(count - index, index % 2 ? 'Device' : 'Threat'));

describe('The search of an explorer', () => {
  let clock: ManualClock;
  let search: MemorySearch;
  let session: ExplorerSession;
  let posted: HostMessage[];

  beforeEach(() => {
    clock = new ManualClock();
    search = new MemorySearch(events(300));
    posted = [];
    session = new ExplorerSession({
      search,
      parse: (text) => {
        const { expression, problems } = parseFilter(text, 0);
        return problems.length === 0 ? expression : undefined;
      },
      clock,
      post: (message) => posted.push(message),
      sentence: (error) => (error instanceof Error ? error.message : ''),
      unreadable: 'This filter cannot be read.',
    });
  });
  afterEach(() => session.dispose());

  const ask = (number: number, text: string, more = {}) =>
    session.receive({ kind: 'search', search: number, text, wanted: WANTED, ...more });
  const last = <Kind extends HostMessage['kind']>(kind: Kind) =>
    posted.findLast((message): message is Extract<HostMessage, { readonly kind: Kind }> => message.kind === kind);
  const count = (kind: HostMessage['kind']) => posted.filter((message) => message.kind === kind).length;

  it('answers with the newest rows, then with counts of all that matches', async () => {
    await ask(1, 'type:device');
    const result = last('result');
    assert.equal(result?.state.total, 150);
    assert.equal(result.page.rows.length, 100);
    assert.equal(result.page.rows[0]?.id, 'e299');
    const summary = last('summary');
    assert.deepEqual(summary?.facets, [{ name: 'type', values: [{ value: 'Device', count: 150 }], distinct: 1 }]);
    assert.equal(
      summary?.histogram?.counts.reduce((sum, each) => sum + each, 0),
      150,
    );
  });

  it('says so when a filter cannot be read here', async () => {
    await ask(1, 'type:(');
    assert.deepEqual(posted, [{ kind: 'failed', search: 1, message: 'This filter cannot be read.' }]);
  });

  it('comes back to the row where it was left, or to its time when it is gone', async () => {
    await ask(1, '', { anchor: { connection: 'c', id: 'e40', time: 40_000 } });
    assert.equal(last('result')?.at, 260);
    assert.equal(last('result')?.page.from, 200);
    assert.equal(last('result')?.page.rows[60]?.id, 'e40');
    await ask(2, '', { anchor: { connection: 'c', id: 'gone', time: 100_500 } });
    assert.equal(last('result')?.at, 200);
  });

  it('drops what an earlier keystroke asked for, and closes its view', async () => {
    await Promise.all([ask(1, 'type:device'), ask(2, 'type:threat')]);
    assert.deepEqual(
      posted.flatMap((message) => (message.kind === 'result' ? message.search : [])),
      [2],
    );
    assert.deepEqual(
      search.views.map(({ disposed }) => disposed),
      [true, false],
    );
  });

  it('keeps the last good result when the filter does not parse, or the store fails', async () => {
    await ask(1, 'type:device');
    await ask(2, 'type:(');
    assert.equal(count('result'), 1);
    search.fails = new Error('Broken.');
    await ask(3, 'type:threat');
    assert.deepEqual(last('failed'), { kind: 'failed', search: 3, message: 'Broken.' });
    search.fails = undefined;
    await session.receive({ kind: 'rows', search: 1, from: 100, count: 50 });
    assert.equal(last('rows')?.page.rows.length, 50);
  });

  it('takes in what arrives at most four times a second while it follows', async () => {
    await ask(1, '');
    await clock.advance(1_000);
    const before = count('result');
    for (let n = 0; n < 100; n++) {
      search.add(event(1_000 + n));
      await clock.advance(10);
    }
    const results = count('result') - before;
    assert.ok(results >= 4 && results <= 5, `${results}`);
    await clock.advance(250);
    assert.equal(last('result')?.state.total, 400);
    assert.equal(last('result')?.page.rows[0]?.id, 'e1099');
  });

  it('only says how much arrived while it does not follow, until it is asked', async () => {
    await ask(1, '');
    await session.receive({ kind: 'follow', on: false });
    await clock.advance(1_000);
    const [results, { refreshes } = { refreshes: -1 }] = [count('result'), search.views.at(-1)];
    search.add(event(1_000), event(1_001));
    await clock.advance(300);
    assert.equal(last('state')?.state.arrived, 2);
    assert.equal(count('result'), results);
    assert.equal(search.views.at(-1)?.refreshes, refreshes);
    await session.receive({ kind: 'refresh' });
    assert.equal(last('result')?.state.total, 302);
    assert.equal(last('result')?.state.arrived, 0);
  });

  it('makes counts anew at most once a second while events stream in', async () => {
    await ask(1, '');
    await clock.advance(2_000);
    const before = count('summary');
    for (let n = 0; n < 100; n++) {
      search.add(event(1_000 + n));
      await clock.advance(20);
    }
    const summaries = count('summary') - before;
    assert.ok(summaries >= 2 && summaries <= 3, `${summaries}`);
  });

  it('costs nothing while nobody looks', async () => {
    await ask(1, '');
    session.stop();
    assert.ok(search.views.every(({ disposed }) => disposed));
    const before = posted.length;
    search.add(event(1_000));
    await session.receive({ kind: 'rows', search: 1, from: 0, count: 10 });
    await session.receive({ kind: 'refresh' });
    await clock.advance(5_000);
    assert.equal(posted.length, before);
  });

  it('closes a view that is opened after it was closed itself', async () => {
    const asking = ask(1, '');
    session.dispose();
    await asking;
    assert.deepEqual(
      search.views.map(({ disposed }) => disposed),
      [true],
    );
    assert.deepEqual(posted, []);
  });
});
