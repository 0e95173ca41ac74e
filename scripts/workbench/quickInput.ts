import type { Locator, Page } from 'playwright-core';

const SAVE_MS = 1_000;
const SAVE_ATTEMPTS = 10;

/** The box at the top of a window: quick picks, input boxes and the command palette. */
export class QuickInput {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get #widget(): Locator {
    return this.#page.locator('.quick-input-widget:visible');
  }

  /** The box shows this text in its title, placeholder or message. */
  async shows(text: string): Promise<void> {
    const title = this.#widget.locator('.quick-input-title, .quick-input-message, .quick-input-description', {
      hasText: text,
    });
    const placeholder = this.#widget.locator(`input[placeholder*="${text}"]`);
    await title.or(placeholder).first().waitFor();
  }

  /** Replaces what stands in the box. */
  async type(text: string, timeout?: number): Promise<void> {
    await this.#widget.locator('.quick-input-box input').fill(text, { ...(timeout && { timeout }) });
  }

  /** Types and accepts: an input box. */
  async answer(text: string): Promise<void> {
    await this.type(text);
    await this.accept();
  }

  /** Answers the dialog that asks for a file, by its whole path. */
  async saveAs(file: string): Promise<void> {
    const input = this.#widget.locator('input[placeholder="Folder path"]');
    // It comes before the name that it suggests, which would replace what is typed.
    const box = await input.elementHandle();
    await this.#page.waitForFunction((it) => it instanceof HTMLInputElement && /\/[^/]+\.[^/]+$/.test(it.value), box);
    const list = this.#widget.locator('.quick-input-list .monaco-list-rows').first();
    await list.locator('.monaco-list-row').first().waitFor();
    const before = await list.innerText();
    await input.fill(file);
    await this.#page.waitForFunction(([rows, text]) => rows instanceof HTMLElement && rows.innerText !== text, [
      await list.elementHandle(),
      before,
    ] as const);
    // While it reads the folder it ignores whoever accepts.
    for (let attempt = 1; ; attempt++) {
      await this.#page.keyboard.press('Enter');
      try {
        return await input.waitFor({ state: 'detached', timeout: SAVE_MS });
      } catch (error) {
        if (attempt === SAVE_ATTEMPTS) throw error;
      }
    }
  }

  async accept(): Promise<void> {
    await this.#page.keyboard.press('Enter');
  }

  /** Whether what is typed is hidden. */
  async isPassword(): Promise<boolean> {
    return (await this.#widget.locator('.quick-input-box input').getAttribute('type')) === 'password';
  }

  /** The item whose label is exactly `label`. */
  item(label: string): Locator {
    return this.#widget.locator('.monaco-list-row', { has: labelled(this.#page, label) });
  }

  async choose(label: string, timeout?: number): Promise<void> {
    const item = this.item(label).first();
    try {
      await item.click({ ...(timeout && { timeout }) });
    } catch (error) {
      const offered = await this.#widget.locator('.monaco-list-row').allInnerTexts();
      throw new Error(`"${label}" is not offered; these are: ${JSON.stringify(offered)}`, { cause: error });
    }
  }

  /** Leaves one item of a many-choice pick ticked, then accepts. */
  async only(label: string): Promise<void> {
    const all = this.#widget.locator('.quick-input-header .monaco-checkbox').first();
    await all.waitFor();
    // Some may be ticked: first all, then none.
    if ((await all.getAttribute('aria-checked')) !== 'true') await all.click();
    await all.and(this.#page.locator('[aria-checked="true"]')).waitFor();
    await all.click();
    await all.and(this.#page.locator('[aria-checked="false"]')).waitFor();
    // The list draws no more rows than fit.
    await this.type(label);
    await this.tick(label);
  }

  /** Ticks one item of a many-choice pick, then accepts. */
  async tick(label: string): Promise<void> {
    await this.item(label).first().click();
    // Enter would toggle what was clicked last.
    await this.#widget.locator('.monaco-button', { hasText: /^OK$/ }).click();
  }

  async closed(): Promise<void> {
    await this.#page.locator('.quick-input-widget:visible').waitFor({ state: 'detached' });
  }
}

/** A label of a tree, list or quick pick with exactly this text. */
export function labelled(page: Page, text: string): Locator {
  const exactly = new RegExp(`^\\s*${RegExp.escape(text)}\\s*$`);
  return page.locator('.label-name', { hasText: exactly });
}
