import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { BrowserContext, Frame, Locator, Page } from 'playwright-core';
import { labelled, QuickInput } from './quickInput.ts';

/** The first page load compiles and caches; later ones take a few seconds. */
const OPEN_LIMIT_MS = 90_000;
const WAIT_MS = 20_000;
const PALETTE_MS = 2_000;
const PALETTE_ATTEMPTS = 10;
const MENU_MS = 1_000;
const MENU_ATTEMPTS = 5;

/** One window of the workbench: what a person does there and sees there. Every wait is for something on the page. */
export class Window {
  readonly page: Page;
  readonly quickInput: QuickInput;
  readonly #console: string[] = [];

  private constructor(page: Page) {
    this.page = page;
    this.quickInput = new QuickInput(page);
    page.on('console', (message) => this.#console.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => this.#console.push(`error: ${error.message}`));
  }

  static async open(context: BrowserContext, url: string): Promise<Window> {
    const page = await context.newPage();
    page.setDefaultTimeout(WAIT_MS);
    const window = new Window(page);
    await page.goto(url, { timeout: OPEN_LIMIT_MS });
    await window.#ready();
    return window;
  }

  async reload(): Promise<void> {
    await this.page.reload({ timeout: OPEN_LIMIT_MS });
    await this.#ready();
  }

  /** As a person closes it: the workbench says goodbye, and the server does not wait for it to come back. */
  async close(): Promise<void> {
    await this.page.goto('about:blank');
    await this.page.close();
  }

  /** Its process dies without a word: the server keeps the extension host and waits for the window to come back. */
  async crash(): Promise<void> {
    const crashed = this.page.waitForEvent('crash');
    // Never answered: who could.
    this.page.goto('chrome://crash').catch(() => undefined);
    await crashed;
    await this.page.close();
  }

  async #ready(): Promise<void> {
    await this.page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: OPEN_LIMIT_MS });
    await this.page.locator('.activitybar .action-item').first().waitFor();
  }

  /** Runs a command by its whole title in the palette ("Security Events: Connect"). */
  async command(title: string): Promise<void> {
    // Right after a start the palette may lack the extension's commands (it lists what is there when it opens) or lose the focus to a
    // part that comes up, and with it close.
    for (let attempt = 1; ; attempt++) {
      await this.page.keyboard.press('F1');
      try {
        await this.quickInput.type(`>${title}`, PALETTE_MS);
        return await this.quickInput.choose(title, PALETTE_MS);
      } catch (error) {
        if (attempt === PALETTE_ATTEMPTS) throw error;
        await this.page.keyboard.press('Escape');
      }
    }
  }

  /** Opens a view container of the activity bar by its title. */
  async openContainer(title: string): Promise<void> {
    const tab = this.page.locator('.activitybar .action-item', { has: this.page.locator(`a[aria-label^="${title}"]`) });
    await tab.waitFor();
    // A click on the icon of what is open closes it, so the side bar must have come back first.
    const shown = this.page.locator('.part.sidebar .title-label');
    await shown.filter({ hasText: /\S/ }).waitFor();
    if ((await tab.getAttribute('aria-expanded')) !== 'true') await tab.click();
    await shown.filter({ hasText: title }).waitFor();
  }

  /** One view of the side bar by its title. */
  view(title: string): Locator {
    return this.page.locator('.part.sidebar .pane', { has: this.page.locator(`.pane-header[aria-label^="${title}"]`) });
  }

  /** Rows of a view whose label is exactly `label`. */
  row(view: string, label: string): Locator {
    return this.view(view).locator('.monaco-list-row', { has: labelled(this.page, label) });
  }

  /** All rows of one level of a tree, 1 being the outermost. */
  rows(view: string, level: number): Locator {
    return this.view(view).locator(`.monaco-list-row[aria-level="${level}"]`);
  }

  /** Opens a row of a tree; does nothing to one that is open. */
  async expand(row: Locator): Promise<void> {
    await row.waitFor();
    if ((await row.getAttribute('aria-expanded')) === 'true') return;
    await row.locator('.monaco-tl-twistie').click();
    await row.and(this.page.locator('[aria-expanded="true"]')).waitFor();
  }

  /** Runs an inline action of a tree row by its tooltip. */
  async rowAction(row: Locator, title: string): Promise<void> {
    await row.hover();
    await row.locator(`.actions a.action-label[aria-label^="${title}"]`).click();
  }

  /** Runs an action of a view's title bar; looks behind "…" too. */
  async viewAction(view: string, title: string): Promise<void> {
    const header = this.view(view).locator('.pane-header');
    await header.hover();
    const action = header.locator(`a.action-label[aria-label^="${title}"]`);
    if ((await action.count()) > 0) {
      await action.first().click();
      return;
    }
    await header
      .locator('a.action-label[aria-label^="Views and More Actions"], a.action-label[aria-label^="More Actions"]')
      .click();
    await this.menuItem(title).click();
  }

  /** Runs an item of the context menu of `target`. */
  async contextAction(target: Locator, title: string): Promise<void> {
    await target.click({ button: 'right' });
    const item = this.menuItem(title);
    // A menu ignores a click that comes right after it opened.
    for (let attempt = 1; ; attempt++) {
      await item.click();
      try {
        return await item.waitFor({ state: 'detached', timeout: MENU_MS });
      } catch (error) {
        if (attempt === MENU_ATTEMPTS) throw error;
      }
    }
  }

  menuItem(title: string): Locator {
    return this.page.locator('.monaco-menu .action-item', { has: this.page.getByText(title, { exact: true }) });
  }

  /** A notification whose text matches. */
  notification(text: string | RegExp): Locator {
    return this.page.locator('.notification-toast', { hasText: text });
  }

  async answerNotification(text: string | RegExp, button: string): Promise<void> {
    await this.notification(text).getByRole('button', { name: button, exact: true }).click();
  }

  /** Answers a modal dialog, which shows this text. */
  async answerDialog(button: string, text: string | RegExp = ''): Promise<void> {
    await this.page
      .locator('.monaco-dialog-box', { hasText: text })
      .getByRole('button', { name: button, exact: true })
      .click();
    await this.page.locator('.monaco-dialog-box').waitFor({ state: 'detached' });
  }

  statusItem(text: string | RegExp): Locator {
    return this.page.locator('.part.statusbar .statusbar-item', { hasText: text });
  }

  tab(title: string | RegExp): Locator {
    return this.page.locator('.part.editor .tab', { hasText: title });
  }

  /** Waits for a webview on screen that holds `selector`; webviews are frames in frames, new ones for every document. */
  async webview(selector: string, limit = WAIT_MS): Promise<Frame> {
    const end = Date.now() + limit;
    for (;;) {
      for (const frame of this.page.frames()) {
        if (frame === this.page.mainFrame() || frame.isDetached()) continue;
        const shown = await frame
          .locator(selector)
          .first()
          .isVisible()
          .catch(() => false);
        if (shown && (await onScreen(frame))) return frame;
      }
      if (Date.now() > end) throw new Error(`No webview with ${selector} after ${limit} ms`);
      // Frames come and go; the next animation frame is when something can have changed.
      await this.page.evaluate(() => new Promise(requestAnimationFrame));
    }
  }

  /** What the page's console said and what is in its webviews, for a person who looks for the cause of a failure. */
  async describe(): Promise<string> {
    const frames = this.page.frames().map(async (frame) => {
      const text = await frame.evaluate(() => document.body?.textContent.slice(0, 2000)).catch(String);
      return `== frame ${frame.url()}\n${frame === this.page.mainFrame() ? '' : text}`;
    });
    return [...this.#console, ...(await Promise.all(frames))].join('\n');
  }

  async screenshot(path: string): Promise<void> {
    await mkdir(dirname(path), { recursive: true });
    await this.page.screenshot({ path });
  }
}

/** Hidden webviews stay in the page with `visibility: hidden` on an outer element, which inner frames do not see. */
async function onScreen(frame: Frame): Promise<boolean> {
  for (let at: Frame | null = frame; at?.parentFrame(); at = at.parentFrame()) {
    const element = await at.frameElement();
    if (!(await element.isVisible())) return false;
  }
  return true;
}
