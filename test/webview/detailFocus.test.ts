import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { EventLink } from '../../src/webview/protocol.ts';
import { Harness, posted, send } from './harness.ts';
import { link, sample } from './samples.ts';

describe('the focus in related events in a browser', function () {
  this.timeout(60_000);
  const heading = 'Other events about the same target';
  let harness: Harness;
  let page: Page;

  before(async () => {
    harness = await Harness.start();
  });
  after(() => harness.close());
  beforeEach(async () => {
    // Those about the same target are t0 to t7, of which five are shown.
    page = await harness.show(sample());
  });
  afterEach(() => page.close());

  const event = (name: string) => page.getByRole('link', { name });
  const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');

  /** The first of them was not there before, and is shown. */
  async function relate(first: EventLink, ...others: readonly EventLink[]): Promise<void> {
    await send(page, { kind: 'related', sameSubject: [], sameTarget: [first, ...others] });
    await event(first.summary).waitFor();
  }

  it('stays with its link, so that Enter opens that event, in whatever order they come', async () => {
    await event('Event t2').focus();
    await relate(link('new'), link('t0'), link('t1'), link('t2'), link('t3'));
    assert.match(await focused(), /Event t2/);
    // Of another connection: another event.
    await relate(link('t2', { connection: 'other', summary: 'Namesake' }), link('t3'), link('t2'), link('new'));
    assert.match(await focused(), /Event t2/);
    await page.keyboard.press('Enter');
    assert.deepEqual(await posted(page), [{ kind: 'open', connection: 'demo', id: 't2' }]);
  });

  it('goes to the heading, where Enter opens nothing, when its link is gone', async () => {
    await event('Event t2').focus();
    await relate(link('new'), link('t0'), link('t1'), link('t3'));
    assert.match(await focused(), new RegExp(`^${heading}`));
    await page.keyboard.press('Enter');
    assert.deepEqual(await posted(page), []);
    await page.keyboard.press('Tab');
    assert.match(await focused(), /Event new/);
  });

  it('is at the last link after "Show all", and those that were added come next', async () => {
    await page.getByRole('button', { name: 'Show all 8' }).press('Enter');
    await event('Event t7').waitFor();
    assert.match(await focused(), /Event t4/);
    await page.keyboard.press('Tab');
    assert.match(await focused(), /Event t5/);
    assert.deepEqual(await posted(page), []);
  });

  it('goes to the heading when there is no more to show', async () => {
    await page.getByRole('button', { name: 'Show all 8' }).focus();
    await relate(link('new'), link('t0'));
    assert.match(await focused(), new RegExp(`^${heading}`));
  });

  it('and a click under way never opens what came under the pointer', async () => {
    await event('Event t1').scrollIntoViewIfNeeded();
    const box = await event('Event t1').boundingBox();
    assert.ok(box);
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await relate(link('new'), link('t0'), link('t1'));
    await page.mouse.up();
    const under = await page.evaluate(([x, y]) => document.elementFromPoint(x, y)?.closest('li')?.textContent, [
      x,
      y,
    ] as const);
    assert.match(under ?? '', /Event t0/);
    assert.deepEqual(await posted(page), []);
  });
});
