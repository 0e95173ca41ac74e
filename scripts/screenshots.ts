import { join } from 'node:path';
import { packageVsix } from './lib/build.ts';
import { ROOT } from './lib/project.ts';
import { main, step } from './lib/step.ts';
import { DEMO_SETTINGS } from './workbench/profile.ts';
import type { Window } from './workbench/window.ts';
import { Workbench } from './workbench/workbench.ts';

// `npm run screenshots`: the pictures of the README, from the product with its demo feed.

const FOLDER = join(ROOT, 'media', 'screenshots');
const THEMES = {
  light: 'Default Light Modern',
  dark: 'Default Dark Modern',
  'high-contrast': 'Default High Contrast',
} as const;

async function openEventWithChanges(window: Window): Promise<void> {
  await window.openContainer('Security Events');
  await window.expand(window.row('Events', 'Device'));
  await window.expand(window.rows('Events', 2).first());
}

main(async () => {
  const vsix = await packageVsix();
  for (const [name, theme] of Object.entries(THEMES)) {
    await step(`Screenshots of ${theme}`, async () => {
      await using workbench = await Workbench.start({
        vsix: [vsix],
        settings: { ...DEMO_SETTINGS, 'workbench.colorTheme': theme, 'window.autoDetectHighContrast': false },
      });
      const window = await workbench.openWindow();
      await openEventWithChanges(window);
      await window.screenshot(join(FOLDER, `${name}.png`));
    });
  }
  return 0;
});
