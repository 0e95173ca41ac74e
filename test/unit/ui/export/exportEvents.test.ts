import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../../../src/base/clock.ts';
import { FORMATS, type Format, type Origin } from '../../../../src/export/form.ts';
import { parseFilter } from '../../../../src/filter/parseFilter.ts';
import type { EventStore } from '../../../../src/store/contract.ts';
import { EventExport, type Wish } from '../../../../src/ui/export/exportEvents.ts';
import { outcomeText } from '../../../../src/ui/export/exportText.ts';
import { filterArgument, joined } from '../../../../src/ui/export/filterArgument.ts';
import { english } from '../../../../src/ui/localizer.ts';
import { Times } from '../../../../src/ui/text/times.ts';
import { violations } from '../../export/ocsf/validate.ts';
import { event, Fixture, NOW, request } from '../../store/fixture.ts';

const ORIGINS: ReadonlyMap<string, Origin> = new Map([['acme', { name: 'Acme', system: 'lookout' }]]);
const never = new AbortController().signal;

describe('An export of the store', function () {
  this.timeout(60_000);
  let fixture: Fixture;
  let store: EventStore;
  let folder: string;
  let exporting: EventExport;
  beforeEach(async () => {
    fixture = await Fixture.create();
    store = await fixture.open();
    folder = await mkdtemp(join(tmpdir(), 'export-'));
    exporting = new EventExport({ store, origins: () => ORIGINS, clock: systemClock, version: '1.2.3' });
  });
  afterEach(async () => {
    await fixture.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  const wish = (format: Format, filter = '', redacted = false): Wish => ({
    file: join(folder, 'out'),
    format,
    redacted,
    filter,
    expression: parseFilter(filter, NOW).expression,
  });
  const run = (...args: Parameters<typeof wish>) => exporting.run(wish(...args), () => {}, never);
  const lines = async () => (await readFile(join(folder, 'out'), 'utf8')).trimEnd().split('\n');
  const fill = (count: number) =>
    store.commit(
      request(
        Array.from({ length: count }, (_, index) =>
          event(`e${index}`, {
            time: NOW + index,
            severity: index % 2 ? 4 : 1,
            raw: index === 7 ? `{\n"id": "e7", "w": "é\u2028"\r}` : `{"id":"e${index}","n":12345678901234567890}`,
          }),
        ),
        { gaps: [{ from: NOW - 5, to: NOW, reason: 'The cursor expired.' }] },
      ),
    );

  it('has every event that matches once, newest first, with its exact text, over many portions', async () => {
    await fill(5_300);
    const done = await run('ndjson');
    assert.deepEqual([done?.events, done?.removed, done?.gaps], [5_300, 0, 1]);
    const all = await lines();
    assert.equal(all[0], '{"id":"e5299","n":12345678901234567890}');
    assert.equal(all[5_292], '{ "id": "e7", "w": "é\u2028" }');
    assert.deepEqual(
      all.map((line) => JSON.parse(line).id),
      Array.from({ length: 5_300 }, (_, index) => `e${5_299 - index}`),
    );
    assert.equal((await run('ndjson', 'severity:>=high'))?.events, 2_650);
    assert.equal((await run('ndjson', 'type:nothing'))?.events, 0);
  });

  it('is written in each format by the worker as here', async () => {
    await fill(20);
    for (const format of FORMATS) assert.equal((await run(format))?.events, 20, format);
    await run('ocsf');
    const events = await lines();
    assert.equal(events.length, 22);
    for (const line of events) assert.deepEqual(violations(JSON.parse(line)), []);
    await run('json', '', true);
    const { events: redacted, end } = JSON.parse(await readFile(join(folder, 'out'), 'utf8'));
    assert.equal(redacted.length, 20);
    assert.equal(end.knownGaps[0].reason, 'The cursor expired.');
  });

  it('redacts what a person wrote too: the filter, and names of connections', async () => {
    await fill(3);
    const named = new Map([['acme', { name: 'Tenant of eva@example.com', system: 'lookout' as const }]]);
    exporting = new EventExport({ store, origins: () => named, clock: systemClock, version: '1.2.3' });
    for (const format of FORMATS) {
      const filter = 'NOT actor:"eva@example.com"';
      assert.equal((await run(format, filter, true))?.events, 3);
      for (const name of await readdir(folder)) {
        assert.doesNotMatch(await readFile(join(folder, name), 'utf8'), /eva@/, `${format} ${name}`);
      }
      await run(format, filter);
      const texts = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')));
      assert.match(texts.join(''), /eva@/);
      for (const name of await readdir(folder)) await rm(join(folder, name));
    }
  });

  it('leaves out what was cleared, and gaps that lie outside of the times that were asked for', async () => {
    await fill(20);
    await store.clear({ severities: [4] });
    const done = await run('ndjson', `after:${new Date(NOW + 10).toISOString()}`);
    assert.deepEqual([done?.events, done?.gaps], [5, 0]);
  });

  it('is nothing at all when it is cancelled', async () => {
    await fill(5_000);
    const cancelled = new AbortController();
    const progress = ({ stage }: { stage: string }) => stage === 'writing' && cancelled.abort();
    assert.equal(await exporting.run(wish('ndjson'), progress, cancelled.signal), undefined);
    assert.deepEqual(await readdir(folder), []);
  });

  it('is summed up in a sentence', () => {
    const times = new Times('en');
    const outcome = { events: 12_345, removed: 0, gaps: 2, bytes: 1, searched: 1 };
    assert.equal(outcomeText(outcome, 'a.csv', times, english), 'Exported to a.csv: 12,345 events, 2 known gaps.');
    assert.equal(
      outcomeText({ ...outcome, events: 1, gaps: 1, removed: 3 }, 'a.csv', times, english),
      'Exported to a.csv: 1 event, 1 known gap. 3 more were deleted while it was written.',
    );
    assert.equal(
      outcomeText({ ...outcome, searched: 0.838, outdated: '/x/a.csv.about.json' }, 'a.csv', times, english),
      'Exported to a.csv: 12,345 events, 2 known gaps. Not complete: only the newest 83 % of the stored events were searched. The file a.csv.about.json beside it belongs to an older export.',
    );
  });

  it('is asked for by a text or an object with one, and joins the filters of the tree', () => {
    assert.equal(filterArgument('a'), 'a');
    assert.equal(filterArgument({ filter: 'b' }), 'b');
    for (const argument of [undefined, null, 7, {}, { filter: 7 }, { kind: 'group', filter: {} }]) {
      assert.equal(filterArgument(argument), undefined);
    }
    assert.equal(joined(['', ' a ']), 'a');
    assert.equal(joined(['a OR b', 'c']), '(a OR b) (c)');
  });
});
