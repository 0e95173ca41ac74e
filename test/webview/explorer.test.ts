import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { MemorySearch } from '../support/memorySearch.ts';
import { explorerTests, row, rows, type Stage } from './explorerStage.ts';
import { HOSTILE } from './samples.ts';

describe('the Event Explorer in a browser', function () {
  this.timeout(60_000);
  const { open: openStage, grid, input, status, says } = explorerTests();
  let stage: Stage;
  let page: Page;

  async function open(...args: Parameters<typeof openStage>): Promise<void> {
    stage = await openStage(...args);
    page = stage.page;
  }
  /** The row of the cursor: its number among all, and its summary. */
  const active = async () => {
    const id = await grid().getAttribute('aria-activedescendant');
    const found = page.locator(`[id="${id}"]`);
    const whole = page.locator('.layer .row.active');
    return {
      role: await found.getAttribute('role'),
      rank: Number(await whole.getAttribute('aria-rowindex')) - 2,
      text: await whole.locator('.summary').innerText(),
    };
  };
  const rankIs = (rank: number) => page.waitForSelector(`.layer .row.active[aria-rowindex="${rank + 2}"]:not(.empty)`);
  const inSight = () =>
    page.locator('.layer .row.active').evaluate((element) => {
      const { top, bottom } = element.getBoundingClientRect();
      const box = element.closest('.window')?.getBoundingClientRect();
      return box !== undefined && top >= box.top - 1 && bottom <= box.bottom + 1;
    });

  it('shows the newest first, in a grid that says how many there are', async () => {
    await open();
    assert.equal(await grid().getAttribute('aria-rowcount'), '5001');
    assert.equal((await active()).text, row(0).summary);
    const first = await page.locator('.layer .row[aria-rowindex="2"] [role=gridcell]').allInnerTexts();
    assert.deepEqual(first.slice(1, 3), ['Informational', 'Threat']);
    assert.match(await status(), /Following 5,000 of 1,000,000 events .*Row 1 of 5,000/);
    assert.ok((await page.locator('.layer .row').count()) < 60);
  });

  it('goes through rows and cells by keyboard', async () => {
    await open();
    await grid().focus();
    for (const [key, rank] of [
      ['ArrowDown', 1],
      ['ArrowDown', 2],
      ['ArrowUp', 1],
      ['End', 4_999],
      ['ArrowUp', 4_998],
      ['Control+Home', 0],
      ['Control+End', 4_999],
      ['Home', 0],
    ] as const) {
      await page.keyboard.press(key);
      await rankIs(rank);
      assert.ok(await inSight(), key);
    }
    await page.keyboard.press('PageDown');
    const { rank } = await active();
    assert.ok(rank > 10 && rank < 60, `${rank}`);
    assert.equal((await active()).role, 'row');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    assert.equal((await active()).role, 'gridcell');
    assert.equal(await page.locator('.layer .cell.active').getAttribute('aria-colindex'), '2');
    await page.keyboard.press('Escape');
    assert.equal((await active()).role, 'row');
  });

  it('reaches every row of a million, by key, wheel and scroll bar', async () => {
    const events = rows(1_000_000);
    await open(new MemorySearch(events));
    await grid().focus();
    await page.keyboard.press('End');
    await rankIs(999_999);
    assert.ok(await inSight());
    assert.equal((await active()).text, row(999_999).summary);
    const height = await page.locator('.content').evaluate((element) => element.getBoundingClientRect().height);
    assert.ok(height < 8_000_000, `${height}`);
    for (const rank of [999_998, 999_997]) {
      await page.keyboard.press('ArrowUp');
      await rankIs(rank);
      assert.ok(await inSight());
    }
    const firstInSight = () =>
      page.evaluate(() => {
        const top = document.querySelector('.window')?.getBoundingClientRect().top ?? 0;
        const shown = [...document.querySelectorAll('.layer .row:not([hidden])')].filter(
          (each) => each.getBoundingClientRect().bottom > top + 1,
        );
        return Math.min(...shown.map((each) => Number(each.getAttribute('aria-rowindex')) - 2));
      });
    // The thumb in the middle is the middle.
    await grid().evaluate((element) => element.scrollTo(0, element.scrollHeight / 2));
    await page.waitForFunction(
      () =>
        document.querySelector('.layer .row:not([hidden])')?.textContent?.includes('larm 4') ||
        document.querySelector('.layer .row:not([hidden])')?.textContent?.includes('larm 5'),
    );
    const middle = await firstInSight();
    assert.ok(Math.abs(middle - 500_000) < 1_000, `${middle}`);
    // A small step moves by as much as it says, however many rows there are.
    await grid().evaluate((element) => element.scrollBy(0, 220));
    await page.waitForFunction((from) => {
      const shown = document.querySelectorAll('.layer .row:not([hidden])');
      return [...shown].every((each) => Number(each.getAttribute('aria-rowindex')) - 2 > from - 1);
    }, middle);
    const moved = (await firstInSight()) - middle;
    assert.ok(moved >= 8 && moved <= 12, `${moved}`);
    assert.ok(stage.all('rows').length < 20);
  });

  it('follows while it is at the head, and holds its place with a count of what is new elsewhere', async () => {
    await open();
    stage.search.add(row(-1));
    await page.waitForFunction(() =>
      document.querySelector('.layer .row[aria-rowindex="2"] .summary')?.textContent?.includes('larm -1:'),
    );
    await grid().focus();
    await page.keyboard.press('ArrowDown');
    await says('Held');
    stage.search.add(row(-3), row(-2));
    await page.getByRole('button', { name: '2 new events' }).waitFor();
    assert.equal((await active()).text, row(0).summary);
    await page.keyboard.press('Home');
    await page.waitForFunction(() =>
      document.querySelector('.layer .row.active .summary')?.textContent?.includes('larm -3:'),
    );
    await says('Following');
    await says('5,003 of');
  });

  it('opens what is chosen beside it: at once by click and Enter, after a while by arrows', async () => {
    await open();
    await page.locator('.layer .row[aria-rowindex="5"]').click();
    await grid().press('Enter');
    assert.deepEqual(
      stage.all('open').map(({ id, focus }) => [id, focus]),
      [
        ['e3', false],
        ['e3', true],
      ],
    );
    for (let step = 0; step < 5; step++) await grid().press('ArrowDown');
    await rankIs(8);
    await page.waitForFunction(() => window.posted.filter(({ kind }) => kind === 'open').length === 3);
    assert.equal(stage.all('open').at(-1)?.id, 'e8');
    assert.equal(await grid().evaluate((element) => element === document.activeElement), true);
  });

  it('goes to a row by what it begins with, and copies rows and cells', async () => {
    await open();
    await grid().focus();
    await page.keyboard.type('dla');
    await rankIs(3);
    await page.keyboard.press('Control+c');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Control+c');
    await page.waitForFunction(() => window.posted.filter(({ kind }) => kind === 'copy').length === 2);
    const [whole, cell] = stage.all('copy').map(({ text }) => text);
    assert.match(whole ?? '', /^2026-11-22T11:57:00\.000Z\tInformational\tSign-in\tDlarm 3: /);
    assert.equal(cell, 'Informational');
  });

  it('comes back as it was left: filter, columns and place', async () => {
    await open();
    await input().fill('-severity:critical');
    await says('4,500 of');
    await grid().focus();
    for (let step = 0; step < 8; step++) await page.keyboard.press('PageDown');
    const before = await active();
    await page.waitForFunction(() => JSON.stringify(window.saved ?? null).includes('"anchor"'));
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 400)));
    const saved: unknown = await page.evaluate(() => window.saved);
    const place = await page.locator('.layer .row.active').boundingBox();
    const inPlace = await page.evaluate(() => document.querySelector('.layer .row:not([hidden])')?.textContent !== '');
    assert.ok(inPlace && place);
    await stage.close();

    await open(5_000, { saved });
    assert.equal(await input().inputValue(), '-severity:critical');
    await says('Held');
    assert.ok(await page.locator('.layer .row', { hasText: before.text.slice(0, 20) }).isVisible());
  });

  it('says why there is nothing, and what can be done', async () => {
    await open(new MemorySearch(), { surroundings: { stored: 0 } });
    await page.getByRole('heading', { name: 'No events are stored yet' }).waitFor();
    await page.getByRole('button', { name: 'Add Connection…' }).click();
    await page.waitForFunction(() => window.posted.some(({ kind }) => String(kind) === 'addConnection'));
    stage.search.add(row(0));
    await page.locator('.layer .row:not([hidden])').waitFor();
    await input().fill('type:nowhere');
    await page.getByRole('heading', { name: 'No event matches the filter' }).waitFor();
    await page.locator('.nothing').getByRole('button', { name: 'Clear Filter' }).click();
    await says('1 of 1');
    stage.search.fails = new Error('The event store cannot be read.');
    await input().fill('type:x');
    await page.getByRole('alert').getByText('The event store cannot be read.').waitFor();
    stage.search.fails = undefined;
    await page.getByRole('button', { name: 'Try Again' }).click();
    await page.getByRole('heading', { name: 'No event matches the filter' }).waitFor();
  });

  it('tells how far a search has come', async () => {
    await open();
    stage.search.views.at(-1)?.setSearched(0.4);
    await says('Searching… 40%');
    await page.locator('.facets .progress', { hasText: 'Searching… 40%' }).waitFor();
  });

  it('shows hostile text as text, wherever it stands', async () => {
    const nasty = `${HOSTILE}=cmd|' /C calc'!A0 [x](command:y) \u001b[31mred`;
    const party = { kind: nasty, id: nasty, name: nasty };
    const event = row(0, {
      type: nasty,
      activity: nasty,
      status: nasty,
      summary: nasty,
      owner: nasty,
      actor: party,
      target: party,
      connection: nasty,
    });
    await open(new MemorySearch([event]), {
      surroundings: {
        connections: [{ id: nasty, name: nasty }],
        gaps: [{ connection: nasty, noticed: event.time, reason: nasty }],
        saved: [{ name: nasty, filter: 'x' }],
        history: [],
      },
    });
    await page.locator('.layer .row:not(.empty)').first().waitFor();
    await page.waitForSelector('.facet .value');
    await input().focus();
    await page.keyboard.press('ArrowDown');
    await page.getByRole('option').waitFor();
    await page.locator('.layer .row .summary').first().hover();
    assert.equal(await page.locator(':is(img, script:not([src]), iframe, a, style:not([nonce]))').count(), 0);
    assert.equal(await page.evaluate(() => window.pwned), undefined);
    const summary = await page.locator('.layer .row .summary').first().textContent();
    assert.match(summary ?? '', /^<img src=x .*U\+202Egnp\.exeU\+0007=cmd/);
    const raw = await page.evaluate(() => {
      const places = document.querySelectorAll('.layer, .facets, [role=listbox]');
      return [...places].some((place) => /\p{Cc}|\u202e/u.test((place.textContent ?? '').replace(/\s/g, '')));
    });
    assert.equal(raw, false);
  });

  it('tells the context menu which value it is about, by mouse and by keyboard', async () => {
    await open();
    const asked = page.evaluate(
      () =>
        new Promise<unknown>((resolve) =>
          window.addEventListener('contextmenu', ({ target }) => {
            const found = target instanceof Element ? target.closest<HTMLElement>('[data-vscode-context]') : null;
            resolve(JSON.parse(found?.dataset.vscodeContext ?? 'null'));
          }),
        ),
    );
    await page.locator('.layer .row[aria-rowindex="4"] .cell.type').click({ button: 'right' });
    assert.deepEqual(await asked, {
      webviewSection: 'event',
      preventDefaultContextMenuItems: true,
      connection: 'lookout',
      id: 'e2',
      hasTarget: true,
      hasSubject: true,
      hasLink: false,
      hasTerm: true,
      field: 'type',
      value: 'Audit',
    });
  });

  it('can be used in a window that is narrow, low or zoomed', async () => {
    for (const [width, height] of [
      [320, 600],
      [600, 300],
      [500, 400],
    ] as const) {
      await open(5_000, { width, height });
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      assert.equal(overflow, 0, `at ${width} px`);
      await grid().focus();
      await page.keyboard.press('ArrowDown');
      assert.ok(await inSight(), `at ${width} x ${height}`);
      await page.getByRole('button', { name: 'Show Facets' }).click();
      await page.getByRole('button', { name: /^Only Threat/ }).click();
      await says('1,000 of');
      assert.equal(await page.getByRole('complementary').count(), 0);
      if (width !== 500) await stage.close();
    }
  });

  it('shows what has the focus', async () => {
    await open(5_000, { width: 800 });
    await input().focus();
    for (let stops = 0; stops < 12; stops++) {
      await page.keyboard.press('Tab');
      const seen = await page.evaluate(() => {
        const focused = document.activeElement;
        const inner = focused?.matches('.grid') ? focused.querySelector('.row.active') : focused;
        return inner && inner !== document.body ? getComputedStyle(inner).outlineStyle : 'left';
      });
      assert.ok(seen === 'solid' || seen === 'left', seen ?? '');
    }
  });
});
