import { join } from 'node:path';
import { packageVsix } from './lib/build.ts';
import { ROOT } from './lib/project.ts';
import { main, step } from './lib/step.ts';
import { DEMO_SETTINGS } from './workbench/profile.ts';
import type { Window } from './workbench/window.ts';
import { Workbench } from './workbench/workbench.ts';

// `npm run screenshots`: the pictures of the README, from the product with its demo feed. Look at each before it is committed.

const FOLDER = join(ROOT, 'media', 'screenshots');
const VIEWPORT = { width: 1280, height: 800 };
const THEMES = {
  light: 'Default Light Modern',
  dark: 'Default Dark Modern',
  'high-contrast': 'Default High Contrast',
} as const;

/** The side bar is wide enough for titles to be read. */
async function widenSideBar({ page }: Window): Promise<void> {
  const sash = page.locator('.part.sidebar').locator('xpath=ancestor::*[contains(@class,"split-view-view")][1]');
  const box = await sash.boundingBox();
  if (box === null) throw new Error('There is no side bar');
  const [x, y] = [box.x + box.width, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 130, y, { steps: 5 });
  await page.mouse.up();
}

/** An audit event (it tells its own changes) in the detail, below the tree with everything. */
async function openEventWithChanges(window: Window): Promise<void> {
  await window.openContainer('Security Events');
  await window.row('Connections', 'Demo').filter({ hasText: 'Live' }).waitFor();
  await widenSideBar(window);
  await window.expand(window.row('Events', 'Audit'));
  await window.viewAction('Events', 'Pause View');
  await window.expand(window.rows('Events', 2).first());
  const rows = window.rows('Events', 3);
  await rows.first().waitFor();
  for (let index = 0; index < (await rows.count()); index++) {
    const title = (await rows.nth(index).locator('.label-name').textContent()) ?? '';
    await rows.nth(index).click();
    const view = await window.webview(`h1:has-text(${JSON.stringify(title)})`);
    if ((await view.locator('table.changes del, table.changes ins').count()) > 0) break;
  }
  await window.rows('Events', 2).first().locator('.monaco-tl-twistie').click();
  await window.viewAction('Events', 'Resume View');
  await window.page.mouse.move(VIEWPORT.width - 1, VIEWPORT.height / 2);
}

main(async () => {
  const vsix = await packageVsix();
  for (const [name, theme] of Object.entries(THEMES)) {
    await step(`Pictures of ${theme}`, async () => {
      await using workbench = await Workbench.start({
        vsix: [vsix],
        viewport: VIEWPORT,
        settings: { ...DEMO_SETTINGS, 'workbench.colorTheme': theme, 'window.autoDetectHighContrast': false },
      });
      const window = await workbench.openWindow();
      try {
        await openEventWithChanges(window);
      } catch (error) {
        await workbench.keepEvidence(`screenshots-${name}`);
        throw error;
      }
      await window.screenshot(join(FOLDER, `event-${name}.png`));
    });
  }
  return 0;
});
