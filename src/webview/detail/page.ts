import { html, nothing, render } from 'lit/html.js';
import { keepFocus } from '../keepFocus.ts';
import type { DetailView, EventLink, ViewMessage } from '../protocol.ts';
import type { ViewContext } from './context.ts';
import { JsonViewer } from './json/viewer.ts';
import { changes } from './parts/changes.ts';
import { details } from './parts/details.ts';
import { type Gone, gone } from './parts/gone.ts';
import { heading } from './parts/heading.ts';
import { parties } from './parts/parties.ts';
import { insteadOfLink, related } from './parts/related.ts';
import { decodeState, type SavedState } from './state.ts';
import { translator } from './strings.ts';
import { Times } from './times.ts';

/** What VS Code gives a webview. */
export interface Host {
  postMessage(message: ViewMessage): void;
  getState(): unknown;
  setState(state: SavedState): unknown;
}

export interface Shown {
  readonly detail: DetailView;
  readonly l10n: Readonly<Record<string, string>>;
  readonly locale: string;
}

const SAID_FOR = 2_000;
const MEGABYTE = 1_048_576;

/** One event on the page. Made anew for each `show`. */
export class Page {
  readonly #root: HTMLElement;
  readonly #host: Host;
  readonly #detail: DetailView;
  readonly #context: ViewContext;
  readonly #whole: Set<string>;
  readonly #viewer: JsonViewer;
  #links: { readonly sameSubject: readonly EventLink[]; readonly sameTarget: readonly EventLink[] };
  #said = '';
  #saidUntil: ReturnType<typeof setTimeout> | undefined;
  #gone: Gone | undefined;
  #saving = 0;

  constructor(root: HTMLElement, host: Host, { detail, l10n, locale }: Shown) {
    this.#root = root;
    this.#host = host;
    this.#detail = detail;
    this.#links = detail;
    this.#context = {
      t: translator(l10n),
      times: new Times(locale),
      post: (message) => host.postMessage(message),
      copy: (text) => this.#copy(text),
    };
    const state = decodeState(host.getState(), this.#key);
    this.#whole = new Set(state?.whole);
    this.render();
    const json = root.querySelector<HTMLElement>('#json-viewer');
    if (json === null) throw new Error('The page has no place for the JSON.');
    this.#viewer = new JsonViewer(json, detail.json.text, this.#context, () => this.save(), state?.viewer);
    document.scrollingElement?.scrollTo({ top: state?.scroll ?? 0 });
  }

  /** Also called from time to time, for the relative times. */
  render(): void {
    const { t } = this.#context;
    const { json } = this.#detail;
    const now = Date.now();
    const shownMegabytes = megabytes(json.text.length);
    const view = html`
      <main>
        ${this.#gone === undefined ? nothing : gone(this.#gone, this.#context.post)}
        ${heading(this.#detail, this.#context, now)}
        ${parties(this.#detail, this.#context)}
        ${details(this.#detail.details, this.#context)}
        ${changes(this.#detail.changes, this.#context)}
        ${related({ ...this.#links, whole: this.#whole, onShowAll: (list) => this.#showAll(list) }, this.#context, now)}
        <section aria-labelledby="json">
          <h2 id="json">${t('JSON')}</h2>
          ${
            json.cut
              ? html`<p class="banner">${t('Only the first {0} of {1} are shown here. Open as Text shows all of it.', shownMegabytes, megabytes(json.bytes))}</p>`
              : nothing
          }
          <div id="json-viewer"></div>
        </section>
        <div class="said" role="status">${this.#said}</div>
      </main>
    `;
    keepFocus(this.#root, () => render(view, this.#root), insteadOfLink);
  }

  setRelated(links: { readonly sameSubject: readonly EventLink[]; readonly sameTarget: readonly EventLink[] }): void {
    this.#links = links;
    this.render();
  }

  setGone(gone: Gone): void {
    this.#gone = gone;
    this.render();
  }

  focusSearch(): void {
    this.#viewer.focusSearch();
  }

  step(by: 1 | -1): void {
    this.#viewer.step(by);
  }

  resized(): void {
    this.#viewer.resized();
  }

  /** Once a frame at most. */
  save(): void {
    if (this.#saving !== 0) return;
    this.#saving = requestAnimationFrame(() => {
      this.#saving = 0;
      this.#host.setState({
        event: this.#key,
        scroll: document.scrollingElement?.scrollTop ?? 0,
        whole: [...this.#whole],
        viewer: this.#viewer.state,
      });
    });
  }

  get #key(): string {
    return JSON.stringify([this.#detail.connection, this.#detail.id]);
  }

  #showAll(list: string): void {
    this.#whole.add(list);
    this.render();
    this.save();
  }

  #copy(text: string): void {
    this.#host.postMessage({ kind: 'copy', text });
    this.#said = this.#context.t('Copied');
    clearTimeout(this.#saidUntil);
    this.#saidUntil = setTimeout(() => {
      this.#said = '';
      this.render();
    }, SAID_FOR);
    this.render();
  }
}

function megabytes(bytes: number): string {
  return `${(bytes / MEGABYTE).toFixed(1)} MB`;
}
