import assert from 'node:assert/strict';
import { vsixPath } from '../../scripts/lib/project.ts';
import { ProductWindow } from '../../scripts/workbench/productWindow.ts';
import { DEMO_SETTINGS } from '../../scripts/workbench/profile.ts';
import { Workbench } from '../../scripts/workbench/workbench.ts';
import { eventually } from './eventually.ts';
import { roles } from './roles.ts';

const SETTINGS = {
  ...DEMO_SETTINGS,
  'securityEvents.savedFilters': { Everything: 'severity:>=unknown' },
  'securityEvents.notify': 'filter',
  'securityEvents.notifyFilter': 'Everything',
};
/** A window without the focus waits until one that had it has surely gone. */
const LATE = 60_000;

/** A window and what it told, oldest first. */
class TellingWindow extends ProductWindow {
  /** Keeps what is told; `answers`: closes it at once. */
  async listen(answers: boolean): Promise<void> {
    await this.window.page.evaluate((closes) => {
      const told: string[] = [];
      Object.assign(window, { told });
      const look = () => {
        for (const toast of document.querySelectorAll('.notification-toast:not([data-told])')) {
          const text = toast.querySelector('.notification-list-item-message')?.textContent ?? '';
          if (!/\(Demo/.test(text)) continue;
          toast.setAttribute('data-told', '');
          told.push(text);
          if (closes) toast.querySelector<HTMLElement>('.codicon-notifications-clear')?.click();
        }
      };
      new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
      look();
    }, answers);
  }

  told(): Promise<readonly string[]> {
    return this.window.page.evaluate(() => ('told' in window && Array.isArray(window.told) ? window.told : []));
  }

  /** Every page of a test's browser thinks that it has the focus. */
  async focus(on: boolean): Promise<void> {
    await this.window.page.evaluate((focused) => {
      Object.defineProperty(document, 'hasFocus', { value: () => focused, configurable: true });
      window.dispatchEvent(new Event('focus'));
      if (!focused) window.dispatchEvent(new Event('blur'));
    }, on);
  }

  /** Waits until it told something more; answers how much it told. */
  async tellsMore(): Promise<number> {
    const before = (await this.told()).length;
    await eventually(
      'another notification',
      async () => (await this.told()).length,
      (count) => count > before,
      LATE,
    );
    return (await this.told()).length;
  }
}

describe('notifications in two windows', function () {
  this.bail(true);

  let workbench: Workbench;
  let first: TellingWindow;
  let second: TellingWindow;

  before(async () => {
    workbench = await Workbench.start({ vsix: [vsixPath()], settings: SETTINGS });
    first = new TellingWindow(await workbench.openWindow());
    await first.window.statusItem('Events').waitFor();
    second = new TellingWindow(await workbench.openWindow());
    await second.window.statusItem('Events').waitFor();
    await Promise.all([first.listen(true), second.listen(false)]);
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench.keepEvidence(this.currentTest.fullTitle());
  });

  after(async () => {
    await workbench?.[Symbol.asyncDispose]();
  });

  it('come in the one with the focus only, also what comes while nobody answers there', async () => {
    await first.focus(false);
    await second.focus(true);
    await second.tellsMore();
    const before = (await first.told()).length;
    for (let n = 0; n < 2; n++) await second.tellsMore();
    assert.equal((await first.told()).length, before);
  });

  it('come in the one that streams when none has the focus', async () => {
    await second.focus(false);
    await first.show();
    await second.show();
    const [streaming, following] = await roles('Demo', first, second);
    await streaming.tellsMore();
    const before = (await following.told()).length;
    for (let n = 0; n < 2; n++) await streaming.tellsMore();
    assert.equal((await following.told()).length, before);
  });
});
