import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type axe from 'axe-core';
import { build } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { HostMessage as ExplorerMessage } from '../../src/webview/explorerProtocol.ts';
import type { DetailView, HostMessage, ViewMessage } from '../../src/webview/protocol.ts';
import { THEMES, type ThemeName } from './themes.ts';

const fileOf = (view: ViewName, name: string) =>
  fileURLToPath(new URL(`../../src/webview/${view}/${name}`, import.meta.url));
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const ORIGIN = 'http://view.test';

export type ViewName = 'detail' | 'explorer';

declare global {
  interface Window {
    /** What the view posted, in order. */
    posted: ViewMessage[];
    saved: unknown;
    axe: typeof axe;
    /** Must stay undefined: hostile text sets it, if it ever runs. */
    pwned?: unknown;
    tellHost?: (message: unknown) => void;
  }
}

export interface OpenOptions {
  /** Time passes only when the test says so. */
  readonly clock?: boolean;
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  /** What VS Code had kept of the view. */
  readonly saved?: unknown;
  /** Gets what the view posts, as it comes. */
  readonly receive?: (page: Page, message: unknown) => unknown;
}

/** The real view in a real browser, under the content security policy that the extension gives it; only VS Code is played by a script. */
export class Harness {
  readonly #browser: Browser;
  readonly #view: ViewName;
  readonly #files: ReadonlyMap<string, string>;

  private constructor(browser: Browser, view: ViewName, files: ReadonlyMap<string, string>) {
    this.#browser = browser;
    this.#view = view;
    this.#files = files;
  }

  static async start(view: ViewName = 'detail'): Promise<Harness> {
    const bundle = async (entry: string) => {
      const { outputFiles } = await build({
        entryPoints: [entry],
        bundle: true,
        write: false,
        format: 'esm',
        minify: true,
      });
      return outputFiles[0]?.text ?? '';
    };
    const [script, style] = await Promise.all([bundle(fileOf(view, 'main.ts')), bundle(fileOf(view, `${view}.css`))]);
    const browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu'],
    });
    return new Harness(
      browser,
      view,
      new Map([
        [`/${view}.js`, script],
        [`/${view}.css`, style],
      ]),
    );
  }

  /** Opens the view; it has said that it is ready. */
  async open(options: OpenOptions = {}): Promise<Page> {
    const { theme = 'light', width = 1000, height = 800, saved, clock = false, receive } = options;
    const page = await this.#browser.newPage({ viewport: { width, height } });
    page.on('pageerror', (error) => {
      throw error;
    });
    await page.route(`${ORIGIN}/**`, (route) => {
      const { pathname } = new URL(route.request().url());
      const body = this.#files.get(pathname);
      const contentType = pathname.endsWith('.js')
        ? 'text/javascript'
        : pathname.endsWith('.css')
          ? 'text/css'
          : 'text/html';
      return route.fulfill({ contentType: `${contentType}; charset=utf-8`, body: body ?? pageHtml(this.#view, theme) });
    });
    if (clock) await page.clock.install();
    if (receive) await page.exposeFunction('tellHost', (message: unknown) => void receive(page, message));
    await page.addInitScript((state: unknown) => {
      window.posted = [];
      window.saved = state;
      Object.assign(window, {
        acquireVsCodeApi: () => ({
          postMessage: (message: ViewMessage) => {
            window.posted.push(message);
            window.tellHost?.(message);
          },
          getState: () => window.saved,
          setState: (value: unknown) => {
            window.saved = value;
          },
        }),
      });
    }, saved);
    await page.goto(`${ORIGIN}/`);
    await page.waitForFunction(() => window.posted.some(({ kind }) => kind === 'ready'));
    return page;
  }

  async show(detail: DetailView, options: OpenOptions = {}): Promise<Page> {
    const page = await this.open(options);
    await send(page, { kind: 'show', detail, l10n: {}, locale: 'en' });
    await page.waitForSelector('.tree .row');
    return page;
  }

  /** What axe finds that is serious or critical: rule and element. */
  async faults(page: Page): Promise<readonly string[]> {
    await page.evaluate(AXE);
    return page.evaluate(async () => {
      const { violations } = await window.axe.run(document, { resultTypes: ['violations'] });
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`));
    });
  }

  async close(): Promise<void> {
    await this.#browser.close();
  }
}

export function send(page: Page, message: HostMessage | ExplorerMessage): Promise<void> {
  return page.evaluate((data) => window.postMessage(data), message);
}

/** What the view posted since it said that it is ready. */
export function posted(page: Page): Promise<readonly ViewMessage[]> {
  return page.evaluate(() => window.posted.filter(({ kind }) => kind !== 'ready'));
}

/** The last text that was copied. */
export async function copied(page: Page): Promise<string | undefined> {
  return (await posted(page)).flatMap((message) => (message.kind === 'copy' ? [message.text] : [])).at(-1);
}

function pageHtml(view: ViewName, theme: ThemeName): string {
  const { bodyClass, variables } = THEMES[theme];
  const style = Object.entries(variables).map(([name, value]) => `--vscode-${name}:${value}`);
  const policy = "default-src 'none'; style-src 'self' 'nonce-theme'; font-src 'self'; script-src 'nonce-view'";
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Security event</title>
<meta http-equiv="Content-Security-Policy" content="${policy}">
<style nonce="theme">:root{${style.join(';')}}</style><link rel="stylesheet" href="/${view}.css"></head>
<body class="${bodyClass}"><script type="module" nonce="view" src="/${view}.js"></script></body></html>`;
}
