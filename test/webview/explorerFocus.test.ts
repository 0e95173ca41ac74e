import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { MemorySearch } from '../support/memorySearch.ts';
import { explorerTests, row, rows, type Stage } from './explorerStage.ts';
import { send } from './harness.ts';

describe('the focus in the Event Explorer in a browser', function () {
  this.timeout(60_000);
  const { open: openStage, grid, input, says } = explorerTests();
  let stage: Stage;
  let page: Page;

  async function open(...args: Parameters<typeof openStage>): Promise<void> {
    stage = await openStage(...args);
    page = stage.page;
  }

  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const asked = () => stage.all('search').map(({ text }) => text);
  /** What has the focus goes by that name. */
  const focused = () =>
    page.evaluate(() => {
      const { activeElement } = document;
      return activeElement?.getAttribute('aria-label') ?? activeElement?.textContent?.trim();
    });

  describe('stays with its value in the facets', () => {
    beforeEach(async () => {
      await open();
      await button('Only Audit, 1,000').waitFor();
      // From here on only the test says what there is.
      stage.session.stop();
    });

    /** A summary came with these types, and they are shown. */
    async function summary(...types: readonly string[]): Promise<void> {
      const values = types.map((value, index) => ({ value, count: 900 - index }));
      const search = stage.all('search').length;
      // Above the types, which stay where they are.
      const severities = [0, 1, 2, 3, 4, 5, 6].map((value) => ({ value: String(value), count: 100 }));
      const facets = [
        { name: 'severity', values: severities, distinct: severities.length },
        { name: 'type', values, distinct: values.length },
      ] as const;
      await send(page, { kind: 'summary', search, searched: 1, facets });
      await page.waitForFunction((expected) => {
        const facet = [...document.querySelectorAll('.facet')].find(
          (each) => each.querySelector('h3')?.textContent?.trim() === 'Type',
        );
        return [...(facet?.querySelectorAll('.name') ?? [])].map((name) => name.textContent).join() === expected;
      }, types.join());
    }

    for (const [name, filter] of [
      [/^Only Audit/, 'type:Audit'],
      [/^Exclude Audit/, '-type:Audit'],
    ] as const) {
      it(`so that Enter asks for ${filter} in whatever order they come`, async () => {
        await button(name).focus();
        for (const types of [
          ['Audit', 'Files', 'Threat', 'Device', 'Sign-in'],
          ['Files', 'Sign-in', 'Device', 'Audit', 'Threat'],
          ['Sign-in', 'New', 'Audit'],
        ]) {
          await summary(...types);
          assert.match((await focused()) ?? '', name);
        }
        await page.keyboard.press('Enter');
        await says(filter === 'type:Audit' ? '1,000 of' : '4,000 of');
        assert.deepEqual(asked(), ['', filter]);
      });

      it(`and goes to the heading, where Enter asks for nothing, when there is none for ${filter}`, async () => {
        await button(name).focus();
        await summary('Threat', 'Device', 'Sign-in', 'Files');
        assert.equal(await focused(), 'Type');
        await page.keyboard.press('Enter');
        await page.locator('.facet button[aria-expanded=false]', { hasText: 'Type' }).waitFor();
        assert.deepEqual([asked(), await input().inputValue()], [[''], '']);
      });
    }

    it('and goes to the heading when there are no values at all', async () => {
      await button(/^Only Audit/).focus();
      await summary();
      assert.equal(await focused(), 'Type');
    });

    it('and a click under way never takes what came under the pointer', async () => {
      const box = await button(/^Only Audit/).boundingBox();
      assert.ok(box);
      await page.mouse.move(box.x + 40, box.y + box.height / 2);
      await page.mouse.down();
      await summary('Audit', 'Files', 'Threat', 'Device', 'Sign-in');
      await page.mouse.up();
      const under = await page.evaluate(({ x, y }) => document.elementFromPoint(x, y)?.closest('li')?.textContent, {
        x: box.x + 40,
        y: box.y + box.height / 2,
      });
      assert.match(under ?? '', /Threat/);
      assert.deepEqual([asked(), await input().inputValue()], [[''], '']);
    });
  });

  it('is at the last value after "more", and those that were added come next', async () => {
    await open();
    await button('3 more').press('Enter');
    await button('Only Pixel 8, 454').waitFor();
    assert.equal(await focused(), 'Only Pixel 7, 454');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    assert.equal(await focused(), 'Only Pixel 8, 454');
  });

  it('goes to the rows when the page gets too narrow for the facets', async () => {
    await open();
    await button('Only Audit, 1,000').focus();
    await page.setViewportSize({ width: 600, height: 800 });
    await page.locator('.facets').waitFor({ state: 'detached' });
    assert.equal(await page.evaluate(() => document.activeElement?.role), 'grid');
  });

  describe('goes to the rows when the button that has it goes away', () => {
    const inRows = () => page.evaluate(() => document.activeElement?.role === 'grid');
    const inPlace = (name: string) => page.locator('.nothing').getByRole('button', { name });

    it('because a search was tried again', async () => {
      const search = new MemorySearch(rows(100));
      search.fails = new Error('The disk is gone.');
      await open(search, { shows: '[role=alert]' });
      search.fails = undefined;
      await inPlace('Try Again').press('Enter');
      await says('100 of');
      assert.ok(await inRows());
      await page.keyboard.press('ArrowDown');
      await says('Row 2 of 100');
    });

    it('because the filter was cleared', async () => {
      await open();
      await input().fill('type:nowhere');
      await inPlace('Clear Filter').press('Enter');
      await says('5,000 of');
      assert.ok(await inRows());
    });

    it('because events came for which there was no match', async () => {
      await open(100);
      await input().fill('type:later');
      await inPlace('Clear Filter').focus();
      stage.search.add(row(-1, { type: 'Later' }));
      await inPlace('Clear Filter').waitFor({ state: 'detached' });
      assert.ok(await inRows());
    });

    it('because new events are shown by other means', async () => {
      await open();
      await grid().evaluate((element) => element.scrollTo(0, 400));
      await says('Held');
      stage.search.add(row(-1));
      await button('1 new event').focus();
      stage.search.add(row(-2));
      await button('2 new events').waitFor();
      assert.equal(await focused(), '2 new events');
      await grid().evaluate((element) => element.scrollTo(0, 0));
      await button('2 new events').waitFor({ state: 'detached' });
      assert.ok(await inRows());
    });
  });

  it('stays with the column that is moved, up to the end of the list and back', async () => {
    await open();
    await button('Columns').click();
    const moved = (to: number) => page.locator(`.columns li:nth-child(${to})`, { hasText: 'Summary' }).waitFor();
    await button('Move Summary up').focus();
    for (const to of [3, 2, 1]) {
      await page.keyboard.press('Enter');
      await moved(to);
    }
    assert.equal(await focused(), 'Move Summary down');
    await page.keyboard.press('Enter');
    await moved(2);
    assert.equal(await focused(), 'Move Summary down');
  });
});
