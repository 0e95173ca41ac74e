import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { copied, Harness, posted, send } from './harness.ts';
import { bigJson, HOSTILE, jsonOf, link, sample } from './samples.ts';

describe('the event editor in a browser', function () {
  this.timeout(60_000);
  let harness: Harness;
  let page: Page;

  before(async () => {
    harness = await Harness.start();
  });
  after(() => harness.close());
  afterEach(() => page.close());

  const texts = (selector: string) =>
    page.$$eval(selector, (found) =>
      found.map((each) => (each instanceof HTMLElement ? each.innerText : '').replace(/\s+/g, ' ').trim()),
    );
  const active = async () => (await texts('.row.active .content'))[0];
  const path = async () => (await texts('p.path'))[0];

  /** Whether something else lies over an element, or it is out of the window. */
  const covered = (selector: string) =>
    page.locator(selector).evaluate((element) => {
      const { x, y, height } = element.getBoundingClientRect();
      return !element.contains(document.elementFromPoint(x + 2, y + height / 2));
    });

  it('shows each form of change', async () => {
    page = await harness.show(sample());
    assert.deepEqual(await texts('table.changes tbody tr'), [
      'agent_outdated The change is about this',
      'severity medium high',
      'override_properties a b b c',
      'limits max 12345678901234567890 12345678901234567891',
      'key_name set – Integration test',
      'old_key removed gone –',
    ]);
    assert.deepEqual(await texts('table.changes del'), ['medium', 'a', '12345678901234567890']);
    assert.deepEqual(await texts('table.changes ins'), ['high', 'c', '12345678901234567891']);
  });

  it('shows what the vendor packs into a text as a table of facts', async () => {
    const rows = [
      { name: 'Files Missed', value: '3' },
      { name: 'Note', value: 'one\ntwo' },
      { name: 'Reason', value: '' },
    ];
    page = await harness.show(sample({ details: { rows, more: 7 } }));
    assert.deepEqual(await texts('table.details tbody tr'), ['Files Missed 3', 'Note one two', 'Reason empty']);
    const table = page.getByRole('region', { name: 'Details' }).getByRole('table');
    assert.equal(await table.getByRole('columnheader').count(), 2);
    assert.equal(await table.getByRole('rowheader', { name: 'Files Missed' }).count(), 1);
    assert.match((await texts('section:has(.details) .note')).join(), /^7 more are in the JSON\.$/);
  });

  it('has no table of facts where the vendor packs none', async () => {
    page = await harness.show(sample());
    assert.equal(await page.locator('#details').count(), 0);
  });

  it('asks again until it is answered', async () => {
    page = await harness.open({ clock: true });
    const asked = () => page.evaluate(() => window.posted.filter(({ kind }) => kind === 'ready').length);
    await page.clock.runFor(12_000);
    assert.equal(await asked(), 3);
    await send(page, { kind: 'show', detail: sample(), l10n: {}, locale: 'en' });
    await page.waitForSelector('.tree .row');
    await page.clock.runFor(60_000);
    assert.equal(await asked(), 3);
  });

  it('links computed changes to the event that they were computed from', async () => {
    const changes = [{ name: 'status', from: 'OPEN', to: 'RESOLVED' }];
    page = await harness.show(sample({ changes: { kind: 'computed', changes, against: link('e0') } }));
    await page.getByRole('link', { name: /Computed from the event of/ }).click();
    assert.deepEqual(await posted(page), [{ kind: 'open', connection: 'demo', id: 'e0' }]);
  });

  it('says why there is nothing to compare', async () => {
    page = await harness.show(sample({ changes: { kind: 'noEarlier' }, hasPrevious: false }));
    assert.match((await texts('section .note')).join(), /No earlier event about this subject is stored/);
    assert.ok(await page.getByRole('button', { name: 'Compare with Previous' }).isDisabled());
  });

  it('asks the host for what its buttons and links say', async () => {
    page = await harness.show(sample());
    for (const name of ['Compare with Previous', 'Open as Text', 'Copy JSON'])
      await page.getByRole('button', { name }).click();
    await page.getByRole('link', { name: /Event t0/ }).click();
    await page.getByRole('button', { name: 'Copy Subject Id' }).click();
    assert.deepEqual(await posted(page), [
      { kind: 'comparePrevious' },
      { kind: 'openText' },
      { kind: 'copyJson' },
      { kind: 'open', connection: 'demo', id: 't0' },
      { kind: 'copy', text: '4bf60e2a-3bf8-40dd-9088-f3c819c312bc' },
    ]);
  });

  it('lists few related events first, then all, and takes new ones', async () => {
    page = await harness.show(sample());
    assert.equal(await page.locator('.event').count(), 1 + 5);
    await page.getByRole('button', { name: 'Show all 8' }).click();
    assert.equal(await page.locator('.event').count(), 1 + 8);
    await send(page, { kind: 'related', sameSubject: [], sameTarget: [link('new')] });
    await page.getByRole('link', { name: /Event new/ }).waitFor();
    assert.equal(await page.locator('.event').count(), 1);
  });

  it('says when the event is gone, and keeps what is shown', async () => {
    page = await harness.show(sample());
    await send(page, { kind: 'gone', message: 'Not stored any more.' });
    await page.getByRole('alert').waitFor();
    assert.equal((await texts('h1'))[0], sample().summary);
  });

  it('offers the log where it tells why, before and after the event is shown', async () => {
    const failed = { kind: 'gone', message: 'The log tells why.', showLog: 'Protokoll anzeigen' } as const;
    const empty = await harness.open();
    page = await harness.show(sample());
    for (const each of [empty, page]) {
      await send(each, failed);
      await each.getByRole('button', { name: 'Protokoll anzeigen' }).press('Enter');
      assert.deepEqual(await posted(each), [{ kind: 'showLog' }]);
    }
    assert.deepEqual(await harness.faults(empty), []);
    await empty.close();
  });

  it('shows hostile text as text, wherever it stands', async () => {
    const party = { kind: HOSTILE, id: HOSTILE, name: HOSTILE, email: HOSTILE };
    const changes = [
      { name: HOSTILE },
      { name: HOSTILE, from: HOSTILE, to: JSON.stringify([HOSTILE]) },
      { name: 'o', to: JSON.stringify({ [HOSTILE]: HOSTILE }) },
    ];
    page = await harness.show(
      sample({
        summary: HOSTILE,
        type: HOSTILE,
        activity: HOSTILE,
        status: HOSTILE,
        vendorSeverity: HOSTILE,
        connectionName: HOSTILE,
        actor: party,
        target: party,
        subject: party,
        details: { rows: [{ name: HOSTILE, value: HOSTILE }], more: 0 },
        changes: { kind: 'computed', changes, against: link('x', { summary: HOSTILE }) },
        sameSubject: [link('y', { summary: HOSTILE, status: HOSTILE })],
        json: jsonOf(JSON.stringify({ [HOSTILE]: HOSTILE })),
      }),
    );
    assert.equal(await page.locator('main :is(img, script, iframe, style)').count(), 0);
    assert.equal(await page.evaluate(() => window.pwned), undefined);
    assert.match((await texts('h1'))[0] ?? '', /^<img src=x .*<\/script>\{\{7\*7\}\}U\+202Egnp\.exeU\+0007$/);
    const raw = await page.evaluate(() => /[\u202e]/u.test(document.body.textContent));
    assert.equal(raw, false);
    assert.equal(await page.locator('h1 bdi').evaluate((bdi) => getComputedStyle(bdi).unicodeBidi), 'isolate');
  });

  it('walks, folds and copies by keyboard', async () => {
    page = await harness.show(sample());
    await page.getByRole('tree').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    assert.equal(await active(), '"big": 12345678901234567890,');
    await page.keyboard.press('Control+c');
    assert.equal(await copied(page), '12345678901234567890');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    assert.equal(await path(), '$.threat.details["a b"]');
    await page.keyboard.press('p');
    assert.equal(await copied(page), '$.threat.details["a b"]');
    await page.keyboard.press('Control+c');
    assert.equal(await copied(page), 'x y');

    await page.keyboard.press('ArrowLeft');
    const rows = await page.locator('.row').count();
    await page.keyboard.press('ArrowLeft');
    assert.equal(await page.locator('.row').count(), rows - 3);
    assert.equal(await page.locator('.row.active').getAttribute('aria-expanded'), 'false');
    await page.keyboard.press('Enter');
    assert.equal(await page.locator('.row').count(), rows);
    await page.keyboard.press('End');
    assert.equal(await active(), '}');
  });

  it('keeps the focused line clear of what sticks to the edges', async () => {
    page = await harness.show(sample({ json: jsonOf(bigJson(5_000)) }));
    await page.getByRole('tree').focus();
    for (const key of ['PageDown', 'PageDown', 'PageDown', 'PageUp', 'PageUp']) {
      await page.keyboard.press(key);
      assert.equal(await covered('.row.active .content'), false, key);
    }
  });

  it('folds by mouse, all at once too', async () => {
    page = await harness.show(sample());
    const rows = await page.locator('.row').count();
    await page.locator('.row', { hasText: '"list"' }).locator('.fold').click();
    assert.equal(await page.locator('.row').count(), rows - 5);
    await page.getByRole('button', { name: 'Fold All', exact: true }).click();
    assert.equal(await page.locator('.row').count(), 6);
    await page.getByRole('button', { name: 'Unfold All' }).click();
    assert.equal(await page.locator('.row').count(), rows);
  });

  it('searches by keyboard, and unfolds what it finds', async () => {
    page = await harness.show(sample());
    await page.getByRole('button', { name: 'Fold All', exact: true }).click();
    await page.keyboard.press('Control+f');
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'INPUT');
    await page.keyboard.type('X Y');
    assert.deepEqual(await texts('.result'), ['1 of 1']);
    assert.equal(await path(), '$.threat.details["a b"]');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('1');
    const total = Number(/of (\d+)/.exec((await texts('.result'))[0] ?? '')?.[1]);
    assert.ok(total > 3);
    const at = async () => Number(/^(\d+) of/.exec((await texts('.result'))[0] ?? '')?.[1]);
    const first = await at();
    await page.keyboard.press('Enter');
    assert.equal(await at(), (first % total) + 1);
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.press('F3');
    await page.keyboard.press('Shift+F3');
    assert.equal(await at(), first);
    assert.equal(await page.locator('mark.current').count(), 1);
    await page.keyboard.press('Control+a');
    await page.keyboard.type('nowhere');
    assert.deepEqual(await texts('.result'), ['No results']);
  });

  it('makes only the rows in sight of a 300 KB event, and reaches its end', async () => {
    page = await harness.show(sample({ json: jsonOf(bigJson(300_000)) }));
    assert.ok((await page.locator('.row').count()) < 120);
    await page.getByRole('tree').focus();
    await page.keyboard.press('End');
    await page.locator('.row.active', { hasText: '}' }).waitFor();
    assert.ok((await page.locator('.row').count()) < 120);
    const box = await page.locator('.row.active').boundingBox();
    const tree = await page.getByRole('tree').boundingBox();
    assert.ok(box && tree && box.y >= tree.y && box.y + box.height <= tree.y + tree.height + 1);
    await page.keyboard.press('Control+f');
    await page.keyboard.type('"row 1000"');
    assert.equal(await path(), '$.rows[1000].name');
    assert.equal(await covered('mark.current'), false);
  });

  it('shows the first part of a larger one, and says so', async () => {
    const { text } = jsonOf(bigJson(2_000_000));
    page = await harness.show(sample({ json: { text: text.slice(0, 2_000_000), cut: true, bytes: 20 * 1_048_576 } }));
    assert.match((await texts('.banner'))[0] ?? '', /Only the first 1\.9 MB of 20\.0 MB/);
    assert.ok((await page.locator('.row').count()) < 120);
  });

  it('shows a part of a very long line, around what is searched', async () => {
    const long = `${'a'.repeat(500_000)}needle${'b'.repeat(500_000)}`;
    page = await harness.show(sample({ json: jsonOf(JSON.stringify({ long })) }));
    const length = () =>
      page
        .locator('.row')
        .nth(1)
        .evaluate((row) => row.textContent?.length ?? 0);
    assert.ok((await length()) < 3_000);
    await page.keyboard.press('Control+f');
    await page.keyboard.type('needle');
    assert.ok(await page.locator('mark.current').isVisible());
    assert.ok((await length()) < 3_000);
    await page.getByRole('button', { name: 'Copy Value' }).click();
    assert.equal(await copied(page), long);
  });

  it('comes back as it was left', async () => {
    const detail = sample({ json: jsonOf(bigJson(300_000)) });
    page = await harness.show(detail);
    await page.getByRole('tree').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowLeft');
    await page.getByRole('searchbox').fill('row 777');
    await page.waitForFunction(() => JSON.stringify(window.saved).includes('row 777'));
    const before = await page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => resolve(window.saved))),
    );
    const where = await path();
    await page.close();

    page = await harness.show(detail, { saved: before });
    assert.equal(await path(), where);
    assert.equal(await page.locator('input').inputValue(), 'row 777');
    assert.ok(await page.locator('.row.active').isVisible());
    await page.getByRole('tree').focus();
    await page.keyboard.press('Home');
    assert.equal(await page.locator('.fold.folded').count(), 1);
  });

  it('never scrolls sideways when it is narrow or zoomed', async () => {
    for (const width of [320, 500, 700]) {
      page = await harness.show(sample({ summary: 'W'.repeat(200), json: jsonOf(bigJson(100_000)) }), { width });
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      assert.equal(overflow, 0, `at ${width} px`);
      if (width < 700) await page.close();
    }
  });

  it('shows what has the focus', async () => {
    page = await harness.show(sample());
    await page.keyboard.press('Tab');
    for (let stops = 0; stops < 20; stops++) {
      const outline = await page.evaluate(() => {
        const focused = document.activeElement;
        const inner = focused?.matches('.tree') ? focused.querySelector('.row.active') : focused;
        return inner && getComputedStyle(inner).outlineStyle;
      });
      assert.equal(outline, 'solid');
      await page.keyboard.press('Tab');
    }
  });

  describe('accessibility', () => {
    for (const theme of ['light', 'dark', 'highContrast'] as const) {
      it(`has no serious fault in ${theme}`, async () => {
        const details = {
          rows: [
            { name: 'Files Missed', value: '3' },
            { name: 'Reason', value: '' },
          ],
          more: 1,
        };
        page = await harness.show(sample({ details }), { theme });
        await page.keyboard.press('Control+f');
        await page.keyboard.type('e');
        assert.deepEqual(await harness.faults(page), []);
      });
    }

    it('has none in a virtual tree either, nor while the focused line is out of sight', async () => {
      page = await harness.show(sample({ json: jsonOf(bigJson(100_000)) }));
      await page.locator('.tree').evaluate((tree) => tree.scrollTo(0, 9_000));
      await page.waitForFunction(() => document.querySelector('.row')?.id !== 'line-0');
      assert.deepEqual(await harness.faults(page), []);
    });
  });
});
