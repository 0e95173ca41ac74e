import { join } from 'node:path';
import { packageVsix } from './lib/build.ts';
import { ROOT } from './lib/project.ts';
import { main, step } from './lib/step.ts';
import { ProductWindow } from './workbench/productWindow.ts';
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

/** The whole tree, and beside it a threat that was resolved: whose device, what changed, what else happened there. */
async function arrange(product: ProductWindow): Promise<void> {
  await product.show();
  for (const { name } of DEMO_SETTINGS['securityEvents.connections']) await product.connectionSays(name, 'Live');
  await widenSideBar(product.window);
  await product.showOnly('Threat');
  await product.pause();
  const resolved = product.events().filter({ hasText: /“[\w\s]+”.*resolved/ });
  await resolved.first().click();
  await product.window.webview('table.changes ins:has-text("RESOLVED")');
  await product.resume();
  await product.window.command('Security Events: Clear Filter');
  const { page } = product.window;
  // The events of the other system are back, and the palette has faded.
  await product.window.rows('Events', 1).nth(1).waitFor();
  await page.locator('.quick-input-widget-closing').waitFor({ state: 'detached' });
  await page.mouse.move(VIEWPORT.width - 1, VIEWPORT.height / 2);
  await page.locator('.monaco-hover:visible').first().waitFor({ state: 'hidden' });
}

/** The explorer over the events of all three systems: how many of what came when. */
async function arrangeExplorer({ window }: ProductWindow): Promise<void> {
  await window.command('View: Close All Editors');
  await window.command('Security Events: Open Event Explorer');
  const view = await window.webview('.layer .row:not(.empty)');
  await view.locator('.facet .value').first().waitFor();
  await view.locator('.chart .bar').first().waitFor();
  await window.page.locator('.quick-input-widget-closing').waitFor({ state: 'detached' });
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
      const product = new ProductWindow(await workbench.openWindow());
      try {
        await arrange(product);
        await product.window.screenshot(join(FOLDER, `${name}.png`));
        await arrangeExplorer(product);
        await product.window.screenshot(join(FOLDER, `explorer-${name}.png`));
      } catch (error) {
        await workbench.keepEvidence(`screenshots-${name}`);
        throw error;
      }
    });
  }
  return 0;
});
