import type { Locator, Page } from 'playwright-core';

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
  async type(text: string): Promise<void> {
    const input = this.#widget.locator('.quick-input-box input');
    await input.waitFor();
    await input.fill(text);
  }

  /** Types and accepts: an input box. */
  async answer(text: string): Promise<void> {
    await this.type(text);
    await this.accept();
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

  /** Whether an item is there, or comes within `limit` ms. */
  async offers(label: string, limit: number): Promise<boolean> {
    const item = this.item(label).first();
    return await item.waitFor({ timeout: limit }).then(
      () => true,
      () => false,
    );
  }

  async choose(label: string): Promise<void> {
    const item = this.item(label).first();
    try {
      await item.waitFor();
    } catch (error) {
      const offered = await this.#widget.locator('.monaco-list-row').allInnerTexts();
      throw new Error(`"${label}" is not offered; these are: ${JSON.stringify(offered)}`, { cause: error });
    }
    await item.click();
  }

  /** Ticks or unticks items of a many-choice pick, then accepts. */
  async toggle(labels: readonly string[]): Promise<void> {
    for (const label of labels)
      await this.item(label).first().locator('.monaco-checkbox, input[type=checkbox]').first().click();
    await this.#widget.getByRole('button', { name: 'OK' }).click();
  }

  /** Leaves one item of a many-choice pick ticked, then accepts. */
  async only(label: string): Promise<void> {
    const all = this.#page.locator('.quick-input-header .monaco-checkbox');
    if ((await all.getAttribute('aria-checked')) !== 'false') await all.click();
    if ((await all.getAttribute('aria-checked')) !== 'false') await all.click();
    await this.toggle([label]);
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
