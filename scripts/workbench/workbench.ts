import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext } from 'playwright-core';
import { RESULTS } from '../lib/project.ts';
import { launchBrowser } from './chromium.ts';
import { installWorkbench } from './install.ts';
import { Profile } from './profile.ts';
import { WorkbenchServer } from './server.ts';
import { Window } from './window.ts';

export interface WorkbenchOptions {
  /** Packaged extensions to install. */
  readonly vsix: readonly string[];
  /** Folders of unpacked extensions to put beside them. */
  readonly unpacked?: readonly string[];
  /** User settings beyond the quiet ones. */
  readonly settings?: object;
  /** Reaches the extension host. */
  readonly env?: Readonly<Record<string, string>>;
  readonly viewport?: { readonly width: number; readonly height: number };
}

/** A whole workbench for a test: a profile of its own, the server, a browser. */
export class Workbench implements AsyncDisposable {
  readonly profile: Profile;
  readonly server: WorkbenchServer;
  readonly #browser: Browser;
  /** Windows of one context share browser storage, where the workbench keeps its state and secrets. */
  readonly #context: BrowserContext;
  readonly #windows: Window[] = [];

  private constructor(profile: Profile, server: WorkbenchServer, browser: Browser, context: BrowserContext) {
    this.profile = profile;
    this.server = server;
    this.#browser = browser;
    this.#context = context;
  }

  static async start(options: WorkbenchOptions): Promise<Workbench> {
    const entry = await installWorkbench();
    await using undo = new AsyncDisposableStack();
    const profile = undo.adopt(await Profile.temporary(options.settings), (it) => it.remove());
    for (const vsix of options.vsix) await profile.install(entry, vsix);
    for (const folder of options.unpacked ?? []) await profile.place(folder);
    const server = undo.adopt(
      await WorkbenchServer.start({ entry, profile, ...(options.env === undefined ? {} : { env: options.env }) }),
      (it) => it.stop(),
    );
    const browser = undo.adopt(await launchBrowser(), (it) => it.close());
    const context = await browser.newContext({ viewport: options.viewport ?? { width: 1280, height: 800 } });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    undo.move();
    return new Workbench(profile, server, browser, context);
  }

  async openWindow(): Promise<Window> {
    const window = await Window.open(this.#context, this.server.windowUrl(this.profile.workspace));
    this.#windows.push(window);
    return window;
  }

  /** Keeps what explains a failure: a screenshot of each window and the extension hosts' logs, under test-results/. */
  async keepEvidence(name: string): Promise<void> {
    const folder = join(RESULTS, name.replaceAll(/[^\w-]+/g, '-').slice(0, 100));
    await mkdir(folder, { recursive: true });
    for (const [index, window] of this.#windows.entries()) {
      await window.screenshot(join(folder, `window-${index + 1}.png`));
      await writeFile(join(folder, `window-${index + 1}.log`), await window.describe());
    }
    await writeFile(join(folder, 'exthost.log'), await this.profile.logs());
    console.log(`    evidence: ${folder}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#browser.close();
    await this.server.stop();
    await this.profile.remove();
  }
}
