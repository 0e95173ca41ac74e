import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { MemorySearch } from '../support/memorySearch.ts';
import { explorerTests, rows, type Stage } from './explorerStage.ts';

describe('the controls of the Event Explorer in a browser', function () {
  this.timeout(60_000);
  const { open: openStage, grid, input, status, says, faults } = explorerTests();
  let stage: Stage;
  let page: Page;

  async function open(...args: Parameters<typeof openStage>): Promise<void> {
    stage = await openStage(...args);
    page = stage.page;
  }

  it('filters as one types, and keeps the last good result while the filter cannot be read', async () => {
    await open();
    await page.keyboard.press('/');
    assert.equal(await input().evaluate((element) => element === document.activeElement), true);
    await page.keyboard.type('severity:critical');
    await says('500 of');
    await input().fill('severity:critical type:(');
    await page.keyboard.press('Escape');
    await page.locator('#filter-problem').waitFor();
    assert.equal(await input().getAttribute('aria-invalid'), 'true');
    assert.ok(await page.locator('.underlay .problem').isVisible());
    assert.match(await status(), /500 of/);
    await page.getByRole('button', { name: 'Clear Filter' }).click();
    await says('5,000 of');
    await page.keyboard.press('Escape');
    assert.equal(await grid().evaluate((element) => element === document.activeElement), true);
  });

  it('shows a kept filter that cannot be read with its error, and all events', async () => {
    await open(5_000, { saved: { filter: 'severity:critical type:(' } });
    await says('5,000 of');
    assert.equal(await input().inputValue(), 'severity:critical type:(');
    assert.equal(await input().getAttribute('aria-invalid'), 'true');
    assert.match(await page.locator('#filter-problem').innerText(), /parenthes.* All events are shown below\./);
    assert.match(await page.locator('[role=status].hidden').innerText(), /All events are shown below\./);
    assert.deepEqual(
      stage.all('search').map(({ text }) => text),
      [''],
    );
    await page
      .getByRole('complementary', { name: 'Facets' })
      .getByRole('button', { name: 'Only Threat, 1,000' })
      .click();
    await says('1,000 of');
    assert.equal(await input().inputValue(), 'type:Threat');
  });

  it('says so when a facet or the histogram would make the filter too long, and keeps it', async () => {
    await open();
    const long = `summary:"${'x'.repeat(3_960)}" OR type:Threat`;
    await input().fill(long);
    await says('1,000 of');
    await page.keyboard.press('Escape');
    const refused = page.getByText('The filter would be too long, and stays as it is.');
    await page.getByRole('complementary', { name: 'Facets' }).getByRole('button', { name: 'Exclude box' }).click();
    await refused.first().waitFor();
    assert.equal(await input().inputValue(), long);
    assert.match(await status(), /1,000 of/);
    await input().fill('type:Device');
    await says('1,000 of');
    assert.equal(await page.locator('.filter .message').count(), 0);
  });

  it('shows the filter where it is typed, coloured', async () => {
    await open();
    await input().fill('severity:>=high -type:audit "two words"');
    const shown = await page.locator('.underlay').innerText();
    assert.equal(shown, 'severity:>=high -type:audit "two words"');
    const apart = await page.evaluate(() => {
      const under = document.querySelector('.shift')?.getBoundingClientRect();
      const field = document.querySelector('.field input')?.getBoundingClientRect();
      return under && field ? under.top >= field.top && under.bottom <= field.bottom : false;
    });
    assert.ok(apart);
    const colours = await page.$$eval(
      '.underlay [class^=token-]',
      (found) => new Set(found.map((each) => getComputedStyle(each).color)).size,
    );
    assert.ok(colours >= 2);
  });

  it('completes fields and values by keyboard', async () => {
    await open();
    await input().focus();
    await page.keyboard.type('typ');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    assert.equal(await input().inputValue(), 'type:');
    await page.getByRole('option', { name: 'Device' }).waitFor();
    await page.keyboard.type('dev');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    assert.equal(await input().inputValue(), 'type:Device');
    await says('1,000 of');
  });

  it('offers saved and recent filters, and asks the host to save and to share', async () => {
    await open();
    await input().focus();
    await page.keyboard.press('ArrowDown');
    assert.deepEqual(
      (await page.getByRole('option').allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim()),
      ['Worst first severity:>=high', 'type:threat Recent'],
    );
    await page.keyboard.press('Enter');
    assert.equal(await input().inputValue(), 'severity:>=high');
    await page.getByRole('button', { name: 'Save Filter…' }).click();
    await page.getByRole('button', { name: 'Copy Link' }).click();
    await page.waitForFunction(() => window.posted.some(({ kind }) => String(kind) === 'copyLink'));
    assert.deepEqual(stage.all('save'), [{ kind: 'save', text: 'severity:>=high' }]);
    assert.deepEqual(stage.all('copyLink'), [{ kind: 'copyLink', text: 'severity:>=high' }]);
    assert.deepEqual(stage.all('remember').at(-1), { kind: 'remember', text: 'severity:>=high' });
  });

  it('includes and excludes by facets, by mouse and by keyboard', async () => {
    await open();
    const facets = page.getByRole('complementary', { name: 'Facets' });
    await facets.getByRole('button', { name: 'Only Threat, 1,000' }).click();
    await says('1,000 of');
    assert.equal(await input().inputValue(), 'type:Threat');
    await facets.getByRole('button', { name: 'Remove Threat from the filter' }).click();
    await says('5,000 of');
    await facets.getByRole('button', { name: 'Only Device, 1,000' }).click({ modifiers: ['Alt'] });
    await says('4,000 of');
    await facets.getByRole('button', { name: 'Exclude Audit' }).focus();
    await page.keyboard.press('Enter');
    await says('3,000 of');
    assert.equal(await input().inputValue(), '-type:Device -type:Audit');
    await facets.getByRole('button', { name: 'Status' }).click();
    await facets.getByRole('button', { name: /^Only resolved/ }).waitFor();
    await page.waitForFunction(() => JSON.stringify(window.saved ?? null).includes('"closed":["activity"]'));
  });

  it('sets the time range on the histogram by mouse and by keyboard, and resets it', async () => {
    await open();
    const plot = page.getByRole('slider', { name: 'Events over time' });
    const box = await plot.boundingBox();
    assert.ok(box);
    await page.mouse.move(box.x + box.width * 0.25, box.y + 30);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.5, box.y + 30, { steps: 4 });
    await page.mouse.up();
    await page.waitForFunction(() =>
      /^time:/.test(document.querySelector<HTMLInputElement>('.field input')?.value ?? ''),
    );
    await page.waitForFunction(() => /1,[23]\d\d of/.test(document.querySelector('.status')?.textContent ?? ''));
    await page.getByRole('button', { name: 'Reset Time Range' }).click();
    await says('5,000 of');
    await plot.focus();
    for (const key of ['Home', 'ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight']) await page.keyboard.press(key);
    assert.match((await plot.getAttribute('aria-valuetext')) ?? '', / to .*: \d+ events/);
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => /^1\d\d of|\D1\d\d of/.test(document.querySelector('.status')?.textContent ?? ''));
    await page.keyboard.press('0');
    await says('5,000 of');
  });

  it('marks known gaps on the histogram, and has a table instead of the chart', async () => {
    await open(240);
    await page.locator('.chart .gap').waitFor({ state: 'attached' });
    const gap = await page.locator('.chart .gap').boundingBox();
    assert.ok(gap);
    await page.mouse.move(gap.x + gap.width / 2, gap.y + 20);
    assert.match(await page.locator('.tip').innerText(), /Known gap: The vendor no longer had these events\./);
    await page.getByRole('button', { name: 'Show as Table' }).click();
    const total = await page
      .locator('.histogram tbody tr td:last-child')
      .evaluateAll((cells) => cells.reduce((sum, cell) => sum + Number(cell.textContent), 0));
    assert.equal(total, 240);
  });

  it('chooses, moves and resizes columns by keyboard and by mouse, and keeps them', async () => {
    await open();
    const titles = () => page.getByRole('columnheader').allInnerTexts();
    assert.deepEqual(await titles(), [
      'Time',
      'Severity',
      'Type',
      'Summary',
      'Target',
      'Actor',
      'Activity',
      'Connection',
    ]);
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('checkbox', { name: 'Show column Status' }).press('Space');
    await page.getByRole('button', { name: 'Move Summary up' }).press('Enter');
    await page.getByRole('button', { name: 'Make Type wider' }).press('Enter');
    await page.keyboard.press('Escape');
    assert.deepEqual((await titles()).slice(2, 4), ['Summary', 'Type']);
    assert.ok((await titles()).includes('Status'));
    const width = async () => (await page.getByRole('columnheader', { name: 'Severity' }).boundingBox())?.width ?? 0;
    const before = await width();
    const edge = await page.locator('.title.severity .edge').boundingBox();
    const severity = await page.locator('.title.severity').boundingBox();
    assert.ok(edge && severity);
    await page.mouse.move(edge.x + 4, edge.y + 5);
    await page.mouse.down();
    await page.mouse.move(edge.x + 44, edge.y + 5, { steps: 3 });
    await page.mouse.up();
    assert.equal(Math.round((await width()) - before), 40);
    await page.mouse.move(severity.x + 20, severity.y + 8);
    await page.mouse.down();
    await page.mouse.move(severity.x - 130, severity.y + 8, { steps: 4 });
    await page.mouse.up();
    assert.deepEqual((await titles()).slice(0, 2), ['Severity', 'Time']);
    assert.equal(
      await page.locator('.layer .row').first().locator('.cell').first().getAttribute('class'),
      'cell severity',
    );
    await page.waitForFunction(() =>
      JSON.stringify(window.saved ?? null).includes('"name":"severity","shown":true,"width":170'),
    );
  });

  it('says that it reads events until there are some, not that there are none', async () => {
    const search = new MemorySearch(rows(100));
    const { promise, resolve } = Promise.withResolvers<void>();
    search.reading = promise;
    await open(search, { shows: '.empty-place .reading' });
    await page.locator('.empty-place').getByText('Reading events…').waitFor();
    assert.equal(await page.getByText('No values').count(), 0);
    assert.equal(await page.getByText('No events').count(), 0);
    const slider = page.getByRole('slider', { name: 'Events over time' });
    assert.equal(await slider.getAttribute('aria-valuetext'), 'Loading…');
    assert.deepEqual(await faults(), []);
    resolve();
    await says('100 of');
    await page.locator('.empty-place .reading').waitFor({ state: 'detached' });
  });

  it('says so too when a filter is cleared that matched nothing', async () => {
    await open(100);
    await input().fill('type:nowhere');
    await page.getByRole('heading', { name: 'No event matches the filter' }).waitFor();
    const { promise, resolve } = Promise.withResolvers<void>();
    stage.search.reading = promise;
    await page.locator('.nothing').getByRole('button', { name: 'Clear Filter' }).click();
    await page.locator('.empty-place').getByText('Reading events…').waitFor();
    assert.equal(await page.locator('.nothing').count(), 0);
    resolve();
    await says('100 of');
  });

  it('offers the log and another try when a search failed, by keyboard', async () => {
    const search = new MemorySearch(rows(100));
    search.fails = new Error('The disk is gone.');
    await open(search, { shows: '[role=alert]' });
    await page.getByRole('button', { name: 'Show Log' }).press('Enter');
    await page.waitForFunction(() => window.posted.some(({ kind }) => kind === 'showLog'));
    assert.equal(stage.all('showLog').length, 1);
    search.fails = undefined;
    await page.getByRole('button', { name: 'Try Again' }).press('Enter');
    await says('100 of');
  });

  it('draws severities in rows in the shapes that facets have', async () => {
    await open();
    const pixels = async (icon: Locator) =>
      page.evaluate(
        async (bytes) => {
          const image = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: 'image/png' }));
          const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
          context?.drawImage(image, 0, 0);
          const { data } = context?.getImageData(0, 0, image.width, image.height) ?? { data: [] };
          const [ground] = data;
          let painted = 0;
          for (let at = 0; at < data.length; at += 4) painted += Math.abs((data[at] ?? 0) - (ground ?? 0)) > 60 ? 1 : 0;
          return painted / (data.length / 4);
        },
        [...(await icon.screenshot())],
      );
    const facet = page.getByRole('button', { name: /^Only Informational/ }).locator('.severity-icon');
    await facet.waitFor();
    const row = page.locator('.layer .row', { hasText: 'Informational' }).nth(2).locator('.severity svg');
    const [inFacet, inRow] = [await pixels(facet), await pixels(row)];
    assert.ok(Math.abs(inFacet - inRow) < 0.1, `${inFacet} and ${inRow}`);
  });

  it('lists all columns within the page, however low it is', async () => {
    await open(100, { width: 560, height: 280 });
    await page.getByRole('button', { name: 'Columns' }).click();
    const list = await page.locator('.popup').boundingBox();
    assert.ok(list && list.y + list.height <= 280);
    await page.getByRole('button', { name: 'Done' }).click();
    await page.locator('.popup').waitFor({ state: 'detached' });
    assert.deepEqual(await faults(), []);
  });

  describe('accessibility', () => {
    for (const theme of ['light', 'dark', 'highContrast'] as const) {
      it(`has no serious fault in ${theme}`, async () => {
        await open(5_000, { theme, width: 1300 });
        await page.waitForSelector('.facet .value');
        await page.locator('.layer .row').nth(2).click();
        assert.deepEqual(await faults(), []);
        await page.getByRole('button', { name: 'Columns' }).click();
        assert.deepEqual(await faults(), []);
        await page.keyboard.press('Escape');
        await page.getByRole('button', { name: 'Show as Table' }).click();
        assert.deepEqual(await faults(), []);
        await input().fill('typo:x');
        await page.locator('#filter-problem').waitFor();
        assert.deepEqual(await faults(), []);
        await input().fill('ty');
        await page.getByRole('option').first().waitFor();
        await page.keyboard.press('ArrowDown');
        assert.deepEqual(await faults(), []);
      });

      it(`has no serious fault in ${theme} when it is narrow, and when a search failed`, async () => {
        await open(5_000, { theme, width: 600 });
        await page.locator('.layer .row').nth(2).click();
        await page.getByRole('button', { name: 'Show Facets' }).click();
        await page.waitForSelector('.facet .value');
        assert.deepEqual(await faults(), []);
        await page.locator('.facet .value').first().press('Escape');
        await page.locator('.facets').waitFor({ state: 'detached' });
        assert.equal(await page.evaluate(() => document.activeElement?.role), 'grid');
        await input().fill('severity:fatal nothing');
        await page.getByText('No event matches the filter').waitFor();
        assert.deepEqual(await faults(), []);
        stage.search.fails = new Error('The disk is gone.');
        await input().fill('type:threat');
        await page.getByText('The disk is gone.').waitFor();
        assert.deepEqual(await faults(), []);
      });
    }
  });
});
