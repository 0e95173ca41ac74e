import assert from 'node:assert/strict';
import type { Frame, Locator } from 'playwright-core';
import { vsixPath } from '../../scripts/lib/project.ts';
import { ProductWindow } from '../../scripts/workbench/productWindow.ts';
import type { Window } from '../../scripts/workbench/window.ts';
import { Workbench } from '../../scripts/workbench/workbench.ts';
import { eventually } from './eventually.ts';

const HOSTILE = '"<img src=x onerror=alert(1)>" command:workbench.action.quit';

describe('the Event Explorer', function () {
  this.bail(true);

  let workbench: Workbench;
  let product: ProductWindow;
  let window: Window;
  let view: Frame;

  before(async () => {
    workbench = await Workbench.start({ vsix: [vsixPath()], viewport: { width: 1500, height: 900 } });
    product = new ProductWindow(await workbench.openWindow());
    window = product.window;
    await window.command('Security Events: Try the Demo');
    await product.connectionSays('Demo', 'Live');
    await product.events().first().waitFor();
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench.keepEvidence(this.currentTest.fullTitle());
  });

  after(async () => {
    await workbench?.[Symbol.asyncDispose]();
  });

  const shown = () => window.webview('.layer .row:not(.empty)');
  const press = async (...keys: string[]) => {
    for (const key of keys) await window.page.keyboard.press(key);
  };
  const filter = () => view.getByRole('combobox', { name: 'Filter' });
  const filterIs = (text: string | RegExp) =>
    eventually(
      `filter ${text}`,
      () => filter().inputValue(),
      (value) => (typeof text === 'string' ? value === text : text.test(value)),
    );
  /** How many match, as the status line says. */
  const total = async () =>
    Number(/([\d,]+) of/.exec(await view.locator('footer.status').innerText())?.[1]?.replace(/,/g, ''));
  /** Texts of the cells of a column in sight. */
  const cells = (column: string) => view.locator(`.layer .row:not([hidden]):not(.empty) .${column}`).allInnerTexts();
  const activeRow = () => view.locator('.layer .row.active');
  /** Time and summary of the event with the cursor, or of one above it. Its rank may change at any time: events stream in. */
  const eventAtCursor = (above = 0) =>
    view.evaluate((above) => {
      const rank = Number(document.querySelector('.layer .row.active')?.getAttribute('aria-rowindex')) - above;
      const row = document.querySelector(`.layer .row:not([hidden], .empty)[aria-rowindex="${rank}"]`);
      return [row?.querySelector('.time')?.textContent, row?.querySelector('.summary')?.textContent];
    }, above);
  /** By an arrow; it holds already. */
  const goDown = async () => {
    const before = await eventAtCursor();
    assert.ok(before.every(Boolean), `${before}`);
    await press('ArrowDown');
    await eventually(
      `the cursor below ${before}`,
      () => eventAtCursor(1),
      (above) => String(above) === String(before),
    );
  };
  const opensDocument = (summary: string) => window.webview(`h1:has-text(${JSON.stringify(summary.slice(0, 12))})`);
  /** As a person leaves the filter: Escape closes the completions. */
  const setFilter = async (text: string) => {
    await filter().fill(text);
    await press('Escape');
  };

  const clipboard = () => window.page.evaluate(() => navigator.clipboard.readText());
  /** What is copied of a cell: characters that are not seen have a mark on the page. */
  const exactText = (cell: Locator) =>
    cell.evaluate((element) => {
      const copy = document.importNode(element, true);
      for (const mark of copy.querySelectorAll('.unseen'))
        mark.replaceWith(String.fromCodePoint(Number.parseInt((mark.textContent ?? '').slice(2), 16)));
      return (copy.textContent ?? '').replace(/\s+/g, ' ');
    });
  const headers = () => view.getByRole('columnheader').allInnerTexts();
  /** Goes on by Tab until what has the focus is called so. */
  const tabTo = async (name: RegExp, key = 'Tab') => {
    const focused = () =>
      view.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent);
    for (let steps = 0; !name.test((await focused()) ?? ''); steps++) {
      assert.ok(steps < 150, `${name} is not reached by ${key}`);
      await press(key);
    }
  };
  const drag = async (from: { x: number; y: number }, by: number) => {
    const { mouse } = window.page;
    await mouse.move(from.x, from.y);
    await mouse.down();
    await mouse.move(from.x + by, from.y, { steps: 5 });
    await mouse.up();
  };
  const box = async (selector: string) => {
    const found = await view.locator(selector).boundingBox();
    assert.ok(found, selector);
    return found;
  };

  it('opens by a key, and is used by the keyboard alone', async () => {
    await press('Control+Alt+e');
    view = await shown();
    await press('/');
    await window.page.keyboard.type('sev');
    await view.getByRole('option').first().waitFor();
    await press('ArrowDown', 'Enter');
    await filterIs('severity:');
    await window.page.keyboard.type('>=hi');
    await view.getByRole('option', { name: 'high' }).waitFor();
    await press('ArrowDown', 'Enter');
    await filterIs('severity:>=high');
    await eventually(
      'only the worst',
      () => cells('severity'),
      (found) => found.length > 0 && found.every((word) => /High|Critical|Fatal/.test(word)),
    );

    await press('Escape', 'ArrowDown', 'ArrowDown');
    await view.locator('footer.status', { hasText: 'Held' }).waitFor();
    const summary = await activeRow().locator('.summary').innerText();
    await opensDocument(summary);
    // The document is beside it, and the arrows still belong to the rows.
    await goDown();

    await press('Enter');
    const chosen = await activeRow().locator('.summary').innerText();
    await eventually(
      'the focus in the document',
      async () => {
        // The document before may say the same; it goes, and its frame with it.
        const opened = await opensDocument(chosen);
        return await opened.evaluate(() => document.hasFocus()).catch(() => false);
      },
      (has) => has,
    );
    await press('Control+1');
    await eventually(
      'the focus in the explorer',
      () => view.evaluate(() => document.hasFocus() && document.activeElement?.role),
      (focused) => focused === 'grid',
    );
    await press('Control+c');
    const line = await eventually('a row', clipboard, (text) => text.includes('\t'));
    assert.ok(line.includes(await exactText(activeRow().locator('.summary'))), line);
    const wanted = (await cells('summary')).at(-8)?.slice(0, 3) ?? '';
    await window.page.keyboard.type(wanted);
    await eventually(
      `a row that begins with ${wanted}`,
      () => activeRow().locator('.summary').innerText(),
      (text) => text.toLowerCase().startsWith(wanted.toLowerCase()),
    );
    await press('Home');
    await view.locator('footer.status', { hasText: 'Following' }).waitFor();
  });

  it('reaches the context menu, facets and columns by keyboard', async () => {
    await press('/');
    await setFilter('');
    await press('Escape');
    await eventually('all events', total, (count) => count > 1_000);
    await press('ArrowDown', 'ArrowRight', 'ArrowRight');
    await view.locator('.layer .cell.severity.active').waitFor();
    await press('Shift+F10');
    const item = window.menuItem('Filter by This Value');
    await item.waitFor();
    await eventually(
      'the item of the menu',
      async () => {
        await press('ArrowDown');
        return await item.evaluate((element) => element.classList.contains('focused'));
      },
      (focused) => focused,
    );
    await press('Enter');
    await filterIs(/^severity:\w+$/);
    await press('/');
    await setFilter('');
    await press('Escape');
    await tabTo(/^Show Facets$/, 'Shift+Tab');
    await press('Enter');
    await view.getByRole('button', { name: /^Only Device, / }).waitFor();
    await tabTo(/^Only Device, /);
    await press('Enter');
    await filterIs('type:Device');
    await eventually(
      'devices only',
      () => cells('type'),
      (found) => found.length > 0 && found.every((type) => type === 'Device'),
    );
    // The panel that lay over the rows is gone, and the rows have the focus.
    await press('ArrowDown');
    await view.locator('footer.status', { hasText: 'Held' }).waitFor();
    await goDown();
    await tabTo(/^Columns$/, 'Shift+Tab');
    await press('Enter');
    await tabTo(/^Show column Status$/);
    await press('Space');
    await eventually('the column', headers, (titles) => titles.includes('Status'));
    await press('Escape', '/');
    await setFilter('severity:>=high');
    await press('Escape');
    await eventually(
      'only the worst',
      () => cells('severity'),
      (found) => found.length > 0 && found.every((word) => /High|Critical|Fatal/.test(word)),
    );
    await press('Home');
  });

  it('sets a time range on the histogram by keyboard', async () => {
    const all = await total();
    await view.getByRole('slider', { name: 'Events over time' }).focus();
    await press('Home', 'Shift+PageDown', 'Enter');
    await filterIs(/^severity:>=high time:/);
    await eventually('fewer events', total, (count) => count < all);
    await view.getByRole('slider', { name: 'Events over time' }).focus();
    await press('0');
    await filterIs('severity:>=high');
  });

  it('keeps the last good result while a filter cannot be read', async () => {
    const before = await eventually('the worst', total, (count) => count > 0);
    await setFilter('severity:>=high AND');
    await view.getByText('There is nothing after', { exact: false }).waitFor();
    assert.ok((await total()) >= before);
    await setFilter('');
    await eventually('all events', total, (count) => count > before);
  });

  it('is used by mouse: facets, context menu, what is new', async () => {
    await view.getByRole('button', { name: 'Show Facets' }).click();
    await view.getByRole('button', { name: /^Only Device, / }).click();
    await filterIs('type:Device');
    await eventually(
      'devices only',
      () => cells('type'),
      (found) => found.length > 0 && found.every((type) => type === 'Device'),
    );
    await window.contextAction(view.locator('.layer .row:not(.empty) .cell.severity').nth(1), 'Exclude This Value');
    await filterIs(/^type:Device -severity:/);
    await setFilter('');
    await view.getByRole('button', { name: 'Show Facets' }).click();
    await view.getByRole('button', { name: /^Only Device, / }).click({ modifiers: ['Alt'] });
    await filterIs('-type:Device');
    await setFilter('');
    const chart = await box('.plot');
    await drag({ x: chart.x + chart.width * 0.3, y: chart.y + 30 }, chart.width * 0.3);
    await filterIs(/^time:/);
    await view.getByRole('button', { name: 'Reset Time Range' }).click();
    await filterIs('');
    const time = await box('.title.time');
    const edge = await box('.title.time .edge');
    await drag({ x: edge.x + edge.width / 2, y: edge.y + 5 }, 30);
    await eventually(
      'a wider column',
      () => box('.title.time'),
      ({ width }) => Math.round(width - time.width) === 30,
    );
    const severity = await box('.title.severity');
    await drag({ x: severity.x + 8, y: severity.y + 8 }, -140);
    await eventually('the column moved', headers, ([first]) => first === 'Severity');
    await view.locator('.layer .row:not(.empty)').nth(4).click();
    const news = view.locator('footer.status button.new');
    await news.waitFor({ timeout: 60_000 });
    await news.click();
    await view.locator('footer.status', { hasText: 'Following' }).waitFor();
  });

  it('shows all events of one thing', async () => {
    await setFilter('type:threat');
    await eventually(
      'threats only',
      () => cells('type'),
      (found) => found.length > 0 && found.every((type) => type === 'Threat'),
    );
    await window.contextAction(view.locator('.layer .row:not(.empty)').nth(2), 'Show All Events of This Subject');
    await filterIs(/^subject:/);
    await eventually('at least that event', total, (count) => count >= 1);
  });

  it('opens from a link, which only filters', async () => {
    await setFilter('type:audit -severity:low');
    await eventually(
      'audit events',
      () => cells('type'),
      (found) => found.length > 0 && found.every((type) => type === 'Audit'),
    );
    await view.getByRole('button', { name: 'Copy Link' }).click();
    await window.statusItem('Link copied').waitFor();
    const link = await clipboard();
    await setFilter('');
    await window.command('Developer: Open URL');
    await window.quickInput.answer(link);
    await window.answerDialog('Open');
    await filterIs('type:audit -severity:low');
    await window.command('Developer: Open URL');
    await window.quickInput.answer(link.replace(/filter=.*/, `filter=${encodeURIComponent(HOSTILE)}`));
    await window.answerDialog('Open');
    await filterIs(HOSTILE);
    assert.equal(await view.locator('.grid img, .bar img').count(), 0);
    await setFilter('type:audit -severity:low');
    assert.match(
      link,
      /^[\w-]+:\/\/security-event-streams\.security-event-streams\/explorer\?filter=type%3Aaudit%20-severity%3Alow$/,
    );
  });

  it('comes back after a reload as it was', async () => {
    await view.locator('.layer .row:not(.empty)').first().waitFor();
    await window.reload();
    view = await shown();
    await filterIs('type:audit -severity:low');
    assert.ok((await cells('type')).every((type) => type === 'Audit'));
  });

  it('opens from the Events view, once', async () => {
    await window.viewAction('Events', 'Open Event Explorer');
    await shown();
    assert.equal(await window.tab('Event Explorer').count(), 1);
    await window.command('Security Events: Open Another Event Explorer');
    await eventually(
      'two tabs',
      () => window.tab('Event Explorer').count(),
      (count) => count === 2,
    );
  });
});
