import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import type { ViewContext } from '../context.ts';
import { vendorText } from '../parts/vendorText.ts';
import { Folding } from './folding.ts';
import { lineAfterKey } from './keys.ts';
import { type JsonLayout, layoutJson } from './layout.ts';
import { formatPath, isClosing, pathOf, valueAt } from './path.ts';
import { lineText } from './row.ts';
import { Searcher } from './searcher.ts';
import { type Token, tokensOf } from './tokens.ts';

/** What is remembered of the viewer while its tab is hidden or the window reloads. */
export interface ViewerState {
  readonly folded: readonly number[];
  readonly line: number;
  readonly scroll: number;
  readonly query: string;
}

/** Up to so many lines the text stands in the page as it is, and long lines wrap; beyond, only the rows in sight exist. */
const FLOW_LINES = 400;
const OVERSCAN = 12;
/** Lines from this length on are scanned once, not at every scroll. */
const LONG_LINE = 10_000;

/** The JSON of an event: lines with folding, search, and copying of values and paths. One per shown event. */
export class JsonViewer {
  readonly #root: HTMLElement;
  readonly #context: ViewContext;
  readonly #onState: () => void;
  readonly #layout: JsonLayout;
  readonly #folding: Folding;
  readonly #search: Searcher;
  readonly #flow: boolean;
  readonly #long = new Map<number, readonly Token[]>();
  #line: number;
  #path: { readonly line: number; readonly text: string } | undefined;
  #rowHeight = 0;
  #frame = 0;

  constructor(
    root: HTMLElement,
    text: string,
    context: ViewContext,
    onState: () => void,
    state: ViewerState | undefined,
  ) {
    this.#root = root;
    this.#context = context;
    this.#onState = onState;
    this.#layout = layoutJson(text);
    this.#folding = new Folding(this.#layout, state?.folded);
    this.#search = new Searcher(this.#layout);
    this.#flow = this.#layout.lines.length <= FLOW_LINES;
    this.#line = Math.min(state?.line ?? 0, this.#layout.lines.length - 1);
    if (state?.query) this.#search.search(state.query, this.#line);
    this.#render();
    const tree = this.#tree();
    tree.scrollTop = state?.scroll ?? 0;
    tree.addEventListener('scroll', () => this.#renderSoon(), { passive: true });
    this.#render();
  }

  get state(): ViewerState {
    const scroll = this.#tree().scrollTop;
    return { folded: this.#folding.folded, line: this.#line, scroll, query: this.#search.query };
  }

  focusSearch(): void {
    const input = this.#root.querySelector('input');
    input?.focus();
    input?.select();
  }

  /** Goes to the next or previous match. */
  step(by: 1 | -1): void {
    this.#search.step(by);
    this.#showMatch();
  }

  /** The viewport may have another size. */
  resized(): void {
    this.#rowHeight = 0;
    this.#renderSoon();
  }

  #render(): void {
    const { t } = this.#context;
    render(
      html`
        ${this.#toolbar()}
        <div
          class=${this.#flow ? 'tree flow' : 'tree virtual'}
          role="tree"
          tabindex="0"
          aria-label=${t('JSON of the event')}
          aria-activedescendant=${this.#inSight() ? `line-${this.#line}` : nothing}
          @keydown=${(event: KeyboardEvent) => this.#key(event)}
          @click=${(event: MouseEvent) => this.#click(event)}
          @copy=${(event: ClipboardEvent) => this.#copyEvent(event)}
        >${this.#rows()}</div>
        <p class="path" aria-live="off">${vendorText(this.#pathText(), this.#context)}</p>
      `,
      this.#root,
    );
    this.#pad();
  }

  #toolbar(): TemplateResult {
    const { t, copy } = this.#context;
    const { count, current, capped, query } = this.#search;
    const found = `${count}${capped ? '+' : ''}`;
    const result = query === '' ? '' : count === 0 ? t('No results') : t('{0} of {1}', current + 1, found);
    return html`
      <div class="tools" role="toolbar" aria-label=${t('JSON tools')}>
        <div class="search">
          <input
            type="search"
            placeholder=${t('Search')}
            aria-label=${t('Search in JSON')}
            .value=${query}
            spellcheck="false"
            @input=${(event: InputEvent) => this.#searchFor(event)}
            @keydown=${(event: KeyboardEvent) => this.#searchKey(event)}
          />
          <span class="result" role="status">${result}</span>
          <button type="button" class="icon" aria-label=${t('Previous match')} title=${t('Previous match')} ?disabled=${count === 0} @click=${() => this.step(-1)}>
            <svg viewBox="0 0 16 16" aria-hidden="true"><path class="line" d="M3 10l5-5 5 5"/></svg>
          </button>
          <button type="button" class="icon" aria-label=${t('Next match')} title=${t('Next match')} ?disabled=${count === 0} @click=${() => this.step(1)}>
            <svg viewBox="0 0 16 16" aria-hidden="true"><path class="line" d="M3 6l5 5 5-5"/></svg>
          </button>
        </div>
        <button type="button" @click=${() => this.#foldAll(true)}>${t('Fold All')}</button>
        <button type="button" @click=${() => this.#foldAll(false)}>${t('Unfold All')}</button>
        <button type="button" @click=${() => copy(valueAt(this.#layout, this.#line))}>${t('Copy Value')}</button>
        <button type="button" @click=${() => this.#copyPath()}>${t('Copy Path')}</button>
      </div>
    `;
  }

  #rows(): readonly TemplateResult[] {
    const [first, last] = this.#range();
    return this.#folding.rows.slice(first, last).map((line) => this.#row(line));
  }

  #row(line: number): TemplateResult {
    const { t } = this.#context;
    const foldable = this.#folding.foldable(line);
    const folded = this.#folding.isFolded(line);
    const closedBy = this.#layout.closedBy[line] ?? line;
    return html`<div
      id=${`line-${line}`}
      class=${line === this.#line ? 'row active' : 'row'}
      role="treeitem"
      data-line=${line}
      aria-level=${this.#level(line)}
      aria-expanded=${foldable ? String(!folded) : nothing}
      aria-selected=${line === this.#line}
    ><span class=${foldable ? (folded ? 'fold folded' : 'fold open') : 'fold'} aria-hidden="true"></span><span class="content"
      >${this.#text(line)}${
        folded
          ? html`<span class="omitted" aria-label=${t('{0} lines folded', closedBy - line - 1)} role="img">…</span><span class="token mark"
              >${(this.#layout.lines[closedBy] ?? '').trim()}</span
            >`
          : nothing
      }</span
    ></div>`;
  }

  #text(line: number): TemplateResult {
    const text = this.#layout.lines[line] ?? '';
    const tokens = this.#long.get(line) ?? tokensOf(text);
    if (text.length > LONG_LINE) this.#long.set(line, tokens);
    return lineText(tokens, text.length, this.#search.hits(line), this.#context.t);
  }

  /** 1 for the root; hostile depths need no exact number. */
  #level(line: number): number {
    let level = isClosing(this.#layout, line) ? 0 : 1;
    for (let at = this.#layout.parents[line] ?? -1; at >= 0 && level < 100; at = this.#layout.parents[at] ?? -1)
      level++;
    return level;
  }

  #range(): readonly [number, number] {
    const count = this.#folding.rows.length;
    if (this.#flow) return [0, count];
    const tree = this.#root.querySelector<HTMLElement>('.tree');
    if (tree === null || this.#rowHeight === 0) return [0, Math.min(count, 60)];
    const first = Math.max(0, Math.floor(tree.scrollTop / this.#rowHeight) - OVERSCAN);
    const last = Math.ceil((tree.scrollTop + tree.clientHeight) / this.#rowHeight) + OVERSCAN;
    return [Math.min(first, count), Math.min(last, count)];
  }

  /** Room for the rows that do not exist. Set through the CSSOM: the content security policy allows no style attributes. */
  #pad(): void {
    if (this.#flow) return;
    const tree = this.#tree();
    const [first, last] = this.#range();
    const sample = tree.querySelector('.row');
    if (this.#rowHeight === 0 && sample !== null) this.#rowHeight = sample.getBoundingClientRect().height;
    tree.style.setProperty('--before', `${first * this.#rowHeight}px`);
    tree.style.setProperty('--after', `${(this.#folding.rows.length - last) * this.#rowHeight}px`);
  }

  /** Whether the active line has a row: a reference to an element that is not there is an error. */
  #inSight(): boolean {
    const [first, last] = this.#range();
    const row = this.#folding.rowOf(this.#line);
    return row >= first && row < last && this.#folding.rows[row] === this.#line;
  }

  #renderSoon(): void {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#render();
      this.#onState();
    });
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'p') {
      this.#copyPath();
    } else {
      const page = this.#flow ? 20 : Math.max(1, Math.floor(this.#tree().clientHeight / (this.#rowHeight || 18)) - 1);
      const next = lineAfterKey(event.key, this.#line, page, this.#layout, this.#folding);
      if (next === undefined) return;
      this.#goTo(next);
    }
    event.preventDefault();
  }

  #click(event: MouseEvent): void {
    if (!(event.target instanceof Element)) return;
    const row = event.target.closest<HTMLElement>('.row');
    if (row === null) return;
    const line = Number(row.dataset.line);
    const onFold = event.target.closest('.fold, .omitted') !== null && this.#folding.foldable(line);
    this.#goTo(onFold ? this.#folding.toggle(line) : line);
  }

  /** Copy without a selection means the value of the line. */
  #copyEvent(event: ClipboardEvent): void {
    if (document.getSelection()?.isCollapsed === false) return;
    event.preventDefault();
    this.#context.copy(valueAt(this.#layout, this.#line));
  }

  #copyPath(): void {
    this.#context.copy(this.#pathText());
  }

  /** Remembered while the line stays: the view is rendered at every scroll. */
  #pathText(): string {
    const line = this.#line;
    if (this.#path?.line !== line) this.#path = { line, text: formatPath(pathOf(this.#layout, line)) };
    return this.#path.text;
  }

  #foldAll(fold: boolean): void {
    if (fold) this.#folding.foldAll();
    else this.#folding.unfoldAll();
    this.#goTo(this.#folding.rows[this.#folding.rowOf(this.#line)] ?? 0);
  }

  #searchFor(event: InputEvent): void {
    if (!(event.target instanceof HTMLInputElement)) return;
    this.#search.search(event.target.value, this.#line);
    this.#showMatch();
  }

  #searchKey(event: KeyboardEvent): void {
    if (event.key === 'Enter') this.step(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape' && this.#search.query !== '') {
      this.#search.search('', this.#line);
      this.#render();
      this.#onState();
    } else return;
    event.preventDefault();
  }

  #showMatch(): void {
    const { line } = this.#search;
    if (line === undefined) {
      this.#render();
      this.#onState();
      return;
    }
    this.#folding.reveal(line);
    this.#goTo(line);
    this.#root.querySelector('mark.current')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  /** Makes a line the active one and brings it into sight. */
  #goTo(line: number): void {
    this.#line = line;
    const tree = this.#tree();
    const row = this.#folding.rowOf(line);
    if (!this.#flow && this.#rowHeight > 0) {
      const top = row * this.#rowHeight;
      // The room must be right before the scroll position can be.
      this.#render();
      const below = top + 2 * this.#rowHeight - (tree.scrollTop + tree.clientHeight);
      const far = Math.max(tree.scrollTop - top, below) > tree.clientHeight / 2;
      if (far) tree.scrollTop = top - tree.clientHeight / 3;
      else if (top < tree.scrollTop) tree.scrollTop = top;
      else if (below > 0) tree.scrollTop += below;
    }
    this.#render();
    this.#root.querySelector(`#line-${line}`)?.scrollIntoView({ block: 'nearest' });
    this.#onState();
  }

  #tree(): HTMLElement {
    const tree = this.#root.querySelector<HTMLElement>('.tree');
    if (tree === null) throw new Error('The viewer is not rendered.');
    return tree;
  }
}
