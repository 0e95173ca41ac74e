import assert from 'node:assert/strict';
import { TallyWatch } from '../../../../src/ui/events/tallyWatch.ts';
import { english } from '../../../../src/ui/localizer.ts';
import { SeverityArrivals } from '../../../../src/ui/notify/arrivals.ts';
import { notifyText } from '../../../../src/ui/notify/notifyText.ts';
import { notifyWish } from '../../../../src/ui/notify/wish.ts';
import { Times } from '../../../../src/ui/text/times.ts';
import { ManualClock } from '../../../support/manualClock.ts';
import { NOW, RowStore } from '../fixtures.ts';

const SAVED = [
  { name: 'Mine', filter: 'type:Threat connection:Production' },
  { name: 'Broken', filter: 'type:(' },
];
const NAMES = new Map([['a', 'Production']]);
const wish = (setting: unknown, name: unknown = '') => notifyWish(setting, name, SAVED, NAMES, NOW);

describe('The wish to be notified', () => {
  it('is off unless it says something that we know', () => {
    for (const setting of ['off', undefined, 7, 'HIGH', {}]) assert.deepEqual(wish(setting), { kind: 'off' });
  });

  it('is a severity and above', () => {
    assert.deepEqual(wish('critical'), { kind: 'severity', least: 5, filter: 'severity:>=critical' });
    assert.deepEqual(wish('high'), { kind: 'severity', least: 4, filter: 'severity:>=high' });
  });

  it('is a saved filter by its name, with connections by theirs', () => {
    const found = wish('filter', ' Mine ');
    assert.ok(found.kind === 'filter');
    assert.equal(found.filter, SAVED[0]?.filter);
    assert.match(JSON.stringify(found.expression), /"text":"a"/);
  });

  it('is unknown, and tells nothing, when the filter is missing or broken', () => {
    for (const name of ['No such', 'Broken', '', 7]) assert.equal(wish('filter', name).kind, 'unknown');
  });

  it('by severity is asked for only when such an event was stored', async () => {
    const clock = new ManualClock(NOW);
    const store = new RowStore();
    const watch = new TallyWatch(store, clock);
    const arrivals = new SeverityArrivals(store, watch, 5);
    let asked = 0;
    arrivals.onDidChange(() => asked++);
    await clock.advance(1_000);
    const before = asked;
    store.add(3, 'Threat', 4);
    store.tell();
    await clock.advance(1_000);
    assert.equal(asked, before);
    store.add(1, 'Threat', 6);
    store.tell();
    await clock.advance(1_000);
    assert.equal(asked, before + 1);
    assert.deepEqual(
      (await arrivals.newest(10)).map(({ severity }) => severity),
      [6],
    );
    arrivals.dispose();
    watch.dispose();
    store.changes.dispose();
  });
});

describe('The text of a notification', () => {
  const store = new RowStore();
  store.add(300, 'Threat', 5);
  const text = (count: number) =>
    notifyText({ events: store.rowsStored.slice(0, count) }, (id) => NAMES.get(id) ?? id, new Times('en'), english);

  it('tells one event, or how many and the worst', () => {
    assert.equal(text(1), 'Critical · Threat: Event 1 (Production)');
    assert.equal(text(12), '12 new security events. The worst: Critical · Threat: Event 1 (Production)');
    assert.equal(text(200), '200 or more new security events. The worst: Critical · Threat: Event 1 (Production)');
  });
});
