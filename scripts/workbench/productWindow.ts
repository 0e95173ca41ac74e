import type { Frame, Locator } from 'playwright-core';
import type { Window } from './window.ts';

export const CONTAINER = 'Security Events';
const CONNECTIONS = 'Connections';
const EVENTS = 'Events';

/** How long the page of one row is waited for when another row will do, ms. */
const PATIENCE = 8_000;

/** What a person does with the product in a window, in the product's words. */
export class ProductWindow {
  readonly window: Window;

  constructor(window: Window) {
    this.window = window;
  }

  async show(): Promise<void> {
    await this.window.openContainer(CONTAINER);
  }

  /** The row of a connection once it says `word` ("Live"). */
  async connectionSays(name: string, word: string): Promise<void> {
    const row = this.window.row(CONNECTIONS, name);
    await row.filter({ hasText: word }).waitFor({ timeout: 30_000 });
  }

  /** What the row of a connection says now. */
  async saysOf(name: string): Promise<string> {
    return (await this.window.row(CONNECTIONS, name).textContent()) ?? '';
  }

  async connectionAction(name: string, title: string): Promise<void> {
    await this.window.rowAction(this.window.row(CONNECTIONS, name), title);
  }

  group(label: string): Locator {
    return this.window.row(EVENTS, label);
  }

  /** Closes all groups, so that every outer one is on screen: the tree draws no more rows than fit. */
  async closeGroups(): Promise<void> {
    await this.window.rows(EVENTS, 1).first().waitFor();
    await this.window.viewAction(EVENTS, 'Collapse All');
    await this.window.rows(EVENTS, 2).first().waitFor({ state: 'detached' });
  }

  /** Labels of the outer groups on screen. */
  async groups(): Promise<readonly string[]> {
    return await this.window.rows(EVENTS, 1).locator('.label-name').allTextContents();
  }

  /** Event rows on screen. */
  events(): Locator {
    return this.window.rows(EVENTS, 3);
  }

  /** The sum of what the outer groups on screen count. */
  async counted(): Promise<number> {
    const counts = await this.window.rows(EVENTS, 1).locator('.label-description').allTextContents();
    return counts.reduce((sum, count) => sum + Number(count.replaceAll(/\D/g, '')), 0);
  }

  /** Opens events from the top until one suits, and answers its page. The view should be paused: rows must stay where they are. */
  async openOneWhere(suits: (page: Frame) => Promise<boolean>): Promise<Frame> {
    const rows = this.events();
    await rows.first().waitFor();
    for (let index = 0; index < (await rows.count()); index++) {
      const title = (await rows.nth(index).locator('.label-name').textContent()) ?? '';
      await rows.nth(index).click();
      // A title with unseen characters reads otherwise on the page, where each has a mark: such a row is passed over.
      const page = await this.window.webview(`h1:has-text(${JSON.stringify(title)})`, PATIENCE).catch(() => undefined);
      if (page && (await suits(page))) return page;
    }
    throw new Error('No event on screen suits');
  }

  /** Leaves only the events of one type in the tree, which draws no more rows than fit, and opens their worst group. */
  async showOnly(type: string): Promise<void> {
    await this.window.command(`${CONTAINER}: Filter by Type…`);
    await this.window.quickInput.only(type);
    await this.window.rows(EVENTS, 1).nth(1).waitFor({ state: 'detached' });
    await this.window.expand(this.group(type));
    await this.window.expand(this.window.rows(EVENTS, 2).first());
    await this.events().first().waitFor();
  }

  /** Closes an outer group that is on screen. */
  async collapse(group: string): Promise<void> {
    await this.group(group).locator('.monaco-tl-twistie').click();
    await this.group(group).and(this.window.page.locator('[aria-expanded="false"]')).waitFor();
  }

  /** Stops the tree from moving while rows are read and clicked. */
  async pause(): Promise<void> {
    await this.window.viewAction(EVENTS, 'Pause View');
    await this.window
      .view(EVENTS)
      .getByText(/held back/)
      .waitFor();
  }

  async resume(): Promise<void> {
    await this.window.viewAction(EVENTS, 'Resume View');
    await this.window
      .view(EVENTS)
      .getByText(/held back/)
      .waitFor({ state: 'detached' });
  }
}
