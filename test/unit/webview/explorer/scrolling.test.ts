import assert from 'node:assert/strict';
import fc from 'fast-check';
import { rankAfterKey } from '../../../../src/webview/explorer/grid/keys.ts';
import { PAGE, Pages } from '../../../../src/webview/explorer/grid/pages.ts';
import { ScrollMap, TALLEST } from '../../../../src/webview/explorer/grid/scrollMap.ts';
import { TypeAhead } from '../../../../src/webview/explorer/grid/typeAhead.ts';
import type { RowsView, RowView } from '../../../../src/webview/explorerProtocol.ts';

describe('Scrolling a list of any length', () => {
  it('is the scroll bar itself where an element can be so high', () => {
    const map = new ScrollMap();
    map.resize(100_000, 500);
    map.scrolled(1_234);
    assert.equal(map.top, 1_234);
    assert.equal(map.height, 100_000);
    assert.equal(map.go(99_999), 99_500);
  });

  it('reaches both ends, and the middle in the middle, of a list that no element can hold', () => {
    const map = new ScrollMap();
    map.resize(22_000_000, 600);
    assert.equal(map.height, TALLEST);
    map.scrolled(TALLEST - 600);
    assert.equal(map.top, 22_000_000 - 600);
    map.scrolled((TALLEST - 600) / 2);
    assert.ok(Math.abs(map.top - (22_000_000 - 600) / 2) < 1);
    map.scrolled(0);
    assert.ok(map.atStart);
  });

  it('moves by small steps px by px, and puts the bar where it belongs afterwards', () => {
    const map = new ScrollMap();
    map.resize(22_000_000, 600);
    map.settled(map.go(11_000_000));
    const bar = map.bar;
    map.scrolled(bar + 100);
    map.scrolled(bar + 200);
    assert.equal(map.top, 11_000_200);
    assert.ok(Math.abs(map.bar - bar) < 100);
    map.settled(map.bar);
    assert.equal(map.top, 11_000_200);
  });

  it('never leaves the list, and never sticks at an end of the bar while the list goes on', () => {
    const step = fc.oneof(fc.integer({ min: -1_200, max: 1_200 }), fc.integer({ min: -4_000_000, max: 4_000_000 }));
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 40_000_000 }),
        fc.integer({ min: 50, max: 2_000 }),
        fc.array(step),
        (list, view, steps) => {
          const map = new ScrollMap();
          map.resize(list, view);
          let bar = 0;
          for (const by of steps) {
            const last = Math.max(0, map.height - view);
            bar = Math.max(0, Math.min(last, bar + by));
            map.scrolled(bar);
            assert.ok(map.top >= 0 && map.top <= map.lastTop);
            bar = Math.round(map.bar);
            map.settled(bar);
            assert.ok(bar >= 0 && bar <= last);
            if (list > TALLEST * 2 && map.top > 0 && map.top < map.lastTop) assert.ok(bar > 0 && bar < last);
          }
        },
      ),
    );
  });
});

describe('A position next to an end of a tall list', () => {
  it('leaves the bar room to go on', () => {
    const map = new ScrollMap();
    map.resize(40_000_000, 500);
    for (const top of [1, 40_000_000 - 500 - 1]) {
      // Browsers round.
      const bar = Math.round(map.go(top));
      assert.ok(bar > 0 && bar < TALLEST - 500, `${bar}`);
    }
  });
});

describe('Rows by rank', () => {
  const row = (n: number): RowView => ({
    connection: 'c',
    id: String(n),
    time: n,
    severity: 1,
    type: '',
    activity: '',
    summary: '',
  });
  const page = (from: number, count: number, version = 1): RowsView => ({
    version,
    from,
    rows: Array.from({ length: count }, (_, index) => row(from + index)),
  });

  it('are asked for once by page, a few at a time, and found when they come', () => {
    const pages = new Pages();
    pages.reset(page(0, PAGE));
    assert.deepEqual(pages.toAsk(0, 50, 10_000), []);
    assert.deepEqual(pages.toAsk(950, 1_050, 10_000), [900, 1_000]);
    assert.deepEqual(pages.toAsk(950, 1_050, 10_000), []);
    assert.deepEqual(pages.toAsk(5_000, 5_350, 10_000), [5_000]);
    assert.ok(pages.put(page(900, PAGE)));
    assert.equal(pages.get(955)?.id, '955');
    assert.equal(pages.get(1_000), undefined);
    assert.deepEqual(pages.toAsk(5_000, 5_150, 10_000), [5_100]);
  });

  it('of another result are not mixed in', () => {
    const pages = new Pages();
    pages.reset(page(0, PAGE, 2));
    assert.equal(pages.put(page(100, PAGE, 1)), false);
    assert.equal(pages.get(100), undefined);
  });

  it('are asked for again when more was found at their end', () => {
    const pages = new Pages();
    pages.reset(page(0, 40));
    assert.deepEqual(pages.toAsk(0, 50, 40), []);
    assert.deepEqual(pages.toAsk(0, 50, 70), [0]);
    pages.put(page(0, 70));
    assert.equal(pages.get(69)?.id, '69');
    assert.equal(pages.get(70), undefined);
  });

  it('that were removed since are known to be', () => {
    const pages = new Pages();
    pages.reset({ version: 1, from: 0, rows: [row(0), null] });
    assert.equal(pages.get(1), null);
  });

  it('are kept for the last places only, those in sight among them', () => {
    const pages = new Pages();
    pages.reset(page(0, PAGE));
    for (let from = PAGE; from < 200 * PAGE; from += PAGE) pages.put(page(from, PAGE));
    assert.equal(pages.get(0), undefined);
    assert.equal(pages.get(199 * PAGE)?.id, String(199 * PAGE));
    assert.equal([...pages.ranksFrom(0)].length, 60 * PAGE);
  });
});

describe('Keys in the grid', () => {
  it('stay within the list', () => {
    assert.equal(rankAfterKey('ArrowUp', 0, 10, 5), 0);
    assert.equal(rankAfterKey('ArrowDown', 9, 10, 5), 9);
    assert.equal(rankAfterKey('PageDown', 0, 100, 20), 19);
    assert.equal(rankAfterKey('PageUp', 5, 100, 20), 0);
    assert.equal(rankAfterKey('End', 0, 1_000_000, 20), 999_999);
    assert.equal(rankAfterKey('End', 0, 0, 20), 0);
    assert.equal(rankAfterKey('x', 0, 10, 5), undefined);
  });

  it('go to what begins with what is typed; one letter again and again goes on', () => {
    const texts = ['alpha', 'beta', 'bravo', 'Bit'];
    const find = (typed: string, from: number) =>
      TypeAhead.find(
        typed,
        [0, 1, 2, 3].map((n) => (n + from) % 4),
        (rank) => texts[rank],
      );
    assert.equal(find('br', 0), 2);
    assert.equal(find('b', 2), 2);
    assert.equal(find('bb', 2), 2);
    assert.equal(find('bi', 0), 3);
    assert.equal(find('x', 0), undefined);
    const typed = new TypeAhead();
    assert.equal(typed.add('B', 0), 'b');
    assert.equal(typed.add('r', 700), 'br');
    assert.equal(typed.add('x', 2_000), 'x');
  });
});
