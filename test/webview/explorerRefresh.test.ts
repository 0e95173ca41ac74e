import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { EventRow } from '../../src/model/event.ts';
import { rowsView } from '../../src/ui/explorer/rowView.ts';
import type { HostMessage } from '../../src/webview/explorerProtocol.ts';
import { explorerTests, row, rows, type Stage } from './explorerStage.ts';

/** What is done to the page in one go, in a script there: nothing is drawn in between. */
interface Hand {
  /** The page hears of the refreshed result. */
  readonly refresh: () => void;
  readonly key: (key: string) => void;
  readonly grid: HTMLElement;
  /** The element of a row by the rank it was drawn for. */
  readonly rowAt: (rank: number) => HTMLElement;
  readonly point: (type: string, target: Element) => boolean;
  /** The menus that VS Code would open, by their context; `null`: its own. */
  readonly menus: readonly ({ readonly id: string } | null)[];
  /** Rows in sight from top to bottom: number of the event, position, and which element it is. */
  readonly inSight: () => readonly (readonly [number | undefined, number, string])[];
  /** Number of the event that a row says it shows. */
  readonly shown: (element: Element | null) => number | undefined;
  /** The rows that changed are drawn, also those that have to wait for their turn. */
  readonly settled: () => Promise<void>;
}

declare global {
  interface Window {
    hand: (result?: HostMessage) => Hand;
  }
}

describe('the Event Explorer when a result comes anew', function () {
  this.timeout(60_000);
  const { open, grid, says } = explorerTests();
  let stage: Stage;
  let page: Page;

  beforeEach(async () => {
    stage = await open();
    page = stage.page;
    await grid().focus();
    await page.evaluate(installHand);
  });

  /** The message with which newer events are taken in. */
  async function refreshed(newer: readonly EventRow[]): Promise<HostMessage> {
    const view = stage.search.views.at(-1);
    assert.ok(view);
    stage.search.events = [...newer, ...stage.search.events];
    const state = await view.refresh();
    const { search } = stage.all('search').at(-1) ?? assert.fail();
    return { kind: 'result', search, state, page: rowsView(await view.rows(0, 100)) };
  }
  const newer = (count: number) => rows(count).map((_, n) => row(n - count));
  const three = () => refreshed(newer(3));
  /** Events that were opened, and whether they shall have the focus. */
  const opened = () =>
    page.evaluate(() =>
      window.posted.flatMap((message) => ('id' in message && 'focus' in message ? [[message.id, message.focus]] : [])),
    );

  describe('opens the menu by key', () => {
    it('of the event with the cursor, before rows are drawn anew', async () => {
      const { menus, active } = await page.evaluate(
        (result) => {
          const { refresh, point, grid, menus, shown } = window.hand(result);
          refresh();
          point('contextmenu', grid);
          return { menus, active: shown(document.querySelector('.layer .row.active')) };
        },
        await three(),
      );
      assert.deepEqual([menus.map((menu) => menu?.id), active], [['e-3'], -3]);
    });

    it('of the event with the cursor, while some rows wait for their turn to be drawn', async () => {
      const { menus, active, rank } = await page.evaluate(
        (result) => {
          const { refresh, point, grid, key, menus, shown } = window.hand(result);
          refresh();
          key('PageDown');
          point('contextmenu', grid);
          const row = document.querySelector('.layer .row.active');
          return { menus, active: shown(row), rank: Number(row?.getAttribute('aria-rowindex')) - 2 };
        },
        await refreshed(newer(40)),
      );
      assert.ok(rank > 12, `${rank}`);
      assert.deepEqual([menus.map((menu) => menu?.id), active], [[`e${rank - 40}`], rank - 40]);
    });

    it('of the event with the cursor, which comes back into sight', async () => {
      await grid().press('ArrowDown');
      await grid().evaluate((element) => element.scrollTo(0, 4_000));
      await page.waitForFunction(() => !document.querySelector('.layer .row:not([hidden])[aria-rowindex="3"]'));
      const { menus, above } = await page.evaluate(() => {
        const { point, grid, menus, rowAt } = window.hand();
        point('contextmenu', grid);
        const top = document.querySelector('.window')?.getBoundingClientRect().top ?? 0;
        return { menus, above: rowAt(1).getBoundingClientRect().top < top - 1 };
      });
      assert.deepEqual([menus.map((menu) => menu?.id), above], [['e1'], false]);
    });

    it('not at all while the event loads, nor the one of what the row showed before', async () => {
      const { before, byKey, byMouse, menus } = await page.evaluate(() => {
        const { point, grid, menus, key } = window.hand();
        const elements = [...document.querySelectorAll('.layer .row:not([hidden])')];
        for (const each of elements) point('contextmenu', each);
        const before = menus.length - elements.length;
        key('End');
        const active = document.querySelector('.layer .row.active.empty') ?? grid;
        return {
          before,
          byKey: point('contextmenu', grid),
          byMouse: point('contextmenu', active),
          menus: menus.slice(elements.length),
        };
      });
      assert.deepEqual({ before, byKey, byMouse, menus }, { before: 0, byKey: false, byMouse: false, menus: [] });
    });
  });

  describe('keeps what somebody looks at', () => {
    const active = () =>
      page.evaluate(() => {
        const row = document.querySelector('.layer .row.active');
        return { event: window.hand().shown(row), rank: Number(row?.getAttribute('aria-rowindex')) - 2 };
      });

    /** Two newer than all, and one that came late. */
    const withLate = (rank: number) => {
      stage.search.events = rows(5_000).toSpliced(rank, 0, row(rank, { id: 'late', summary: 'Late' }));
      return refreshed([row(-2), row(-1)]);
    };

    it('when a row was picked', async () => {
      const places = await page.evaluate(
        async (result) => {
          const { refresh, key, inSight, settled } = window.hand(result);
          const place = () => inSight().filter(([event]) => event === 2);
          key('ArrowDown');
          key('ArrowDown');
          const before = place();
          refresh();
          const after = place();
          await settled();
          return [before, after, place()];
        },
        await withLate(1),
      );
      assert.deepEqual(await active(), { event: 2, rank: 5 });
      assert.equal(places[0]?.length, 1);
      assert.deepEqual(places, [places[0], places[0], places[0]]);
      await grid().press('Enter');
      assert.deepEqual((await opened()).at(-1), ['e2', true]);
    });

    for (const picked of [0, 1]) {
      it(`when somebody scrolled away from ${picked ? 'a row that was picked' : 'the head'}`, async () => {
        if (picked) await grid().press('ArrowDown');
        await grid().evaluate((element) => element.scrollTo(0, 400));
        await page.waitForFunction(() => !document.querySelector('.layer .row:not([hidden])[aria-rowindex="3"]'));
        const [before, after] = await page.evaluate(
          async (result) => {
            const { refresh, settled, inSight } = window.hand(result);
            const before = inSight();
            refresh();
            await settled();
            return [before, inSight()];
          },
          await withLate(4),
        );
        assert.deepEqual(after, before);
        await page.evaluate(() => window.hand().point('contextmenu', window.hand().grid));
        assert.deepEqual(await active(), { event: picked, rank: picked + 2 });
      });
    }

    it('also where rows are not known yet', async () => {
      await page.evaluate(
        async (result) => {
          const { refresh, key } = window.hand(result);
          key('End');
          refresh();
        },
        await three(),
      );
      await page.locator('.layer .row.active:not(.empty)').waitFor();
      assert.deepEqual(await active(), { event: 4_999, rank: 5_002 });
    });

    it('until it follows again, with the cursor at the head', async () => {
      await grid().evaluate((element) => element.scrollTo(0, 400));
      await says('Held');
      const held = await three();
      await page.evaluate((result) => window.hand(result).refresh(), held);
      await grid().evaluate((element) => element.scrollTo(0, 0));
      await says('Following');
      assert.deepEqual(await active(), { event: 0, rank: 3 });
      await page.evaluate(
        async (result) => {
          const { refresh, settled } = window.hand(result);
          refresh();
          await settled();
        },
        await refreshed([row(-4)]),
      );
      assert.deepEqual(await active(), { event: -4, rank: 0 });
    });
  });

  describe('takes a pointer at its word', () => {
    for (const [type, focus] of [
      ['pointerdown', false],
      ['dblclick', true],
    ] as const) {
      it(`and opens what the row showed at a ${type}, and it stays there`, async () => {
        const under = await page.evaluate(
          async ([result, type]) => {
            const { refresh, point, rowAt, settled, shown } = window.hand(result);
            const element = rowAt(4);
            const { left, top, height } = element.getBoundingClientRect();
            const under = () => document.elementFromPoint(left + 50, top + height / 2)?.closest('.row') ?? null;
            refresh();
            point(type, element);
            const now = under();
            await settled();
            return { now: shown(now), later: shown(under()), active: under()?.classList.contains('active') };
          },
          [await three(), type] as const,
        );
        assert.deepEqual(under, { now: 4, later: 4, active: true });
        assert.deepEqual(await opened(), [['e4', focus]]);
        assert.equal(await page.locator('.layer .row.active').getAttribute('aria-rowindex'), '9');
      });
    }

    it('also when nobody knows where that event is now', async () => {
      await page.evaluate(
        (result) => {
          const { refresh, point, rowAt } = window.hand(result);
          const element = rowAt(4);
          refresh();
          point('pointerdown', element);
        },
        await refreshed(newer(150)),
      );
      assert.deepEqual(await opened(), [['e4', false]]);
    });

    it('also while some rows wait for their turn to be drawn', async () => {
      const under = await page.evaluate(
        async (result) => {
          const { refresh, point, settled, shown } = window.hand(result);
          const stale = () =>
            [...document.querySelectorAll('.layer .row:not([hidden])')].find(
              (each) => shown(each) !== Number(each.getAttribute('aria-rowindex')) - 2 - 40,
            );
          refresh();
          // Two frames until the first rows are drawn.
          for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
          const element = stale();
          if (!element) return undefined;
          const aimed = shown(element);
          const { left, top, height } = element.getBoundingClientRect();
          point('pointerdown', element);
          await settled();
          const there = document.elementFromPoint(left + 50, top + height / 2)?.closest('.row') ?? null;
          return { aimed, there: shown(there), same: there === element, waits: stale() !== undefined };
        },
        await refreshed(newer(40)),
      );
      assert.ok(under?.aimed !== undefined, 'a row that waits');
      assert.deepEqual(under, { aimed: under.aimed, there: under.aimed, same: true, waits: false });
      assert.deepEqual(await opened(), [[`e${under.aimed}`, false]]);
    });

    it('and explains what the row shows', async () => {
      const title = await page.evaluate(
        (result) => {
          const { refresh, point, rowAt } = window.hand(result);
          const cell = rowAt(4).querySelector<HTMLElement>('.cell.summary');
          refresh();
          if (cell) point('pointerover', cell);
          return cell?.title;
        },
        await three(),
      );
      assert.equal(title, row(4).summary);
    });
  });
});

/** Runs in the page. */
function installHand(): void {
  window.hand = (result) => {
    const grid = document.querySelector<HTMLElement>('.grid') ?? document.body;
    const menus: ({ readonly id: string } | null)[] = [];
    const shown = (element: Element | null) => {
      const number = /larm (-?\d+):/.exec(element?.textContent ?? '')?.[1];
      return number === undefined ? undefined : Number(number);
    };
    window.addEventListener('contextmenu', ({ target }) => {
      const found = target instanceof Element ? target.closest<HTMLElement>('[data-vscode-context]') : null;
      menus.push(JSON.parse(found?.dataset.vscodeContext ?? 'null'));
    });
    return {
      refresh: () => window.dispatchEvent(new MessageEvent('message', { data: result })),
      key: (key) => grid.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })),
      grid,
      rowAt: (rank) =>
        document.querySelector(`.layer .row:not([hidden])[aria-rowindex="${rank + 2}"]`) ?? document.body,
      point: (type, target) => target.dispatchEvent(new PointerEvent(type, { bubbles: true, cancelable: true })),
      menus,
      inSight: () => {
        const { top = 0, bottom = 0 } = document.querySelector('.window')?.getBoundingClientRect() ?? {};
        return [...document.querySelectorAll('.layer .row:not([hidden])')]
          .map((each) => [shown(each), each.getBoundingClientRect().top, each.id] as const)
          .filter(([, at]) => at >= top && at < bottom)
          .sort((a, b) => a[1] - b[1]);
      },
      shown,
      settled: async () => {
        for (let frame = 0; frame < 15; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
      },
    };
  };
}
