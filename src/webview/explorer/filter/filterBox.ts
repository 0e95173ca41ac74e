import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import type { Completion, Vocabulary } from '../../../filter/completeFilter.ts';
import { vendorText } from '../../detail/parts/vendorText.ts';
import type { SavedFilter } from '../../explorerProtocol.ts';
import { LONGEST_FILTER } from '../config.ts';
import type { ExplorerContext } from '../context.ts';
import { iconButton } from '../parts/iconButton.ts';
import type { FilterProblem, Language } from './language.ts';
import { segments } from './segments.ts';

const MOST_OPTIONS = 12;

export interface FilterEvents {
  /** The text changed; `problems` are what keeps it from being searched. */
  readonly input: (text: string, problems: readonly FilterProblem[]) => void;
  /** Enter: it is meant as it stands. */
  readonly commit: (text: string) => void;
  /** Back to the rows. */
  readonly leave: () => void;
  readonly copyLink: (text: string) => void;
  readonly save: (text: string) => void;
  readonly announce: (text: string) => void;
  /** Whether all events are shown while the text cannot be read. */
  readonly showsAll: () => boolean;
}

type List =
  | { readonly kind: 'completions'; readonly options: readonly Completion[] }
  | { readonly kind: 'library'; readonly options: readonly (SavedFilter & { readonly saved: boolean })[] };

/** The line of the filter: coloured, with completions, errors at their place, saved and recent filters. */
export class FilterBox {
  readonly #root: HTMLElement;
  readonly #context: ExplorerContext;
  readonly #language: Language;
  readonly #events: FilterEvents;
  #text = '';
  #problems: readonly FilterProblem[] = [];
  #vocabulary: Vocabulary = new Map();
  #saved: readonly SavedFilter[] = [];
  #history: readonly string[] = [];
  #list: List | undefined;
  #option = -1;
  #note: string | undefined;

  constructor(root: HTMLElement, context: ExplorerContext, language: Language, events: FilterEvents) {
    this.#root = root;
    this.#context = context;
    this.#language = language;
    this.#events = events;
    this.#render();
  }

  get valid(): boolean {
    return this.#problems.length === 0;
  }

  setVocabulary(vocabulary: Vocabulary): void {
    this.#vocabulary = vocabulary;
  }

  setLibrary(saved: readonly SavedFilter[], history: readonly string[]): void {
    this.#saved = saved;
    this.#history = history;
  }

  /** From elsewhere than the keyboard. */
  set(text: string): void {
    this.#text = text;
    this.#list = undefined;
    this.#note = undefined;
    this.#problems = this.#language.problems(text);
    this.#render();
  }

  /** Says why the text stays as it is, until it changes. */
  say(note: string): void {
    this.#note = note;
    this.#events.announce(note);
    this.#render();
  }

  /** Why the text is not searched, and what is shown instead; `undefined`: it is searched. */
  get trouble(): string | undefined {
    const [problem] = this.#problems;
    return problem && `${this.#context.sentence(problem.template, ...problem.args)} ${this.#instead}`;
  }

  get #instead(): string {
    const { t } = this.#context;
    return this.#events.showsAll()
      ? t('All events are shown below.')
      : t('The results below belong to the last filter that could be read.');
  }

  focus(): void {
    const input = this.#input();
    input?.focus();
    input?.select();
  }

  #input(): HTMLInputElement | null {
    return this.#root.querySelector('input');
  }

  #render(): void {
    render(this.#view(), this.#root);
    this.#scrollUnderlay();
  }

  #view(): TemplateResult {
    const { t } = this.#context;
    const text = this.#text;
    const problem = this.#problems[0];
    const open = this.#list !== undefined && this.#list.options.length > 0;
    return html`
      <div class="filter ${problem ? 'wrong' : ''}" role="search">
        <div class="field">
          <div class="underlay" aria-hidden="true"><span class="shift">${segments(
            text,
            this.#language.tokens(text),
            this.#problems,
          ).map(
            ({ text: part, token, wrong }) =>
              html`<span class="token-${token ?? 'none'} ${wrong ? 'problem' : ''}">${part}</span>`,
          )}</span></div>
          <input
            type="text"
            role="combobox"
            spellcheck="false"
            autocomplete="off"
            autocapitalize="off"
            maxlength=${LONGEST_FILTER}
            aria-label=${t('Filter')}
            aria-autocomplete="list"
            aria-expanded=${open ? 'true' : 'false'}
            aria-controls="filter-list"
            aria-activedescendant=${open && this.#option >= 0 ? `option-${this.#option}` : nothing}
            aria-invalid=${problem ? 'true' : 'false'}
            aria-describedby=${problem && !open ? 'filter-problem' : nothing}
            placeholder=${t('Filter events, for example severity:>=high -type:audit')}
            .value=${text}
            @input=${(event: InputEvent) => this.#typed(event)}
            @keydown=${(event: KeyboardEvent) => this.#key(event)}
            @scroll=${() => this.#scrollUnderlay()}
            @select=${() => this.#scrollUnderlay()}
            @blur=${() => this.#close()}
          />
        </div>
        ${iconButton(t('Clear Filter'), 'close', () => this.#take(''), { disabled: text === '' })}
        ${iconButton(t('Saved and Recent Filters'), 'history', () => this.#openLibrary())}
        ${iconButton(t('Save Filter…'), 'save', () => this.#events.save(text), { disabled: text === '' || problem !== undefined })}
        ${iconButton(t('Copy Link'), 'link', () => this.#events.copyLink(text), { disabled: problem !== undefined })}
        ${this.#listView()}
        ${
          problem && !open
            ? html`<p class="message" id="filter-problem">
                ${this.#context.sentence(problem.template, ...problem.args)} <span class="note">${this.#instead}</span>
              </p>`
            : this.#note !== undefined && !open
              ? html`<p class="message">${this.#note}</p>`
              : nothing
        }
      </div>
    `;
  }

  #listView(): TemplateResult {
    const { t } = this.#context;
    const list = this.#list;
    const rows =
      list === undefined
        ? []
        : list.kind === 'completions'
          ? list.options.map(({ label, detail }) => ({
              label,
              detail: detail === undefined ? '' : this.#context.sentence(detail),
            }))
          : list.options.map(({ name, filter, saved }) => ({
              label: saved ? name : filter,
              detail: saved ? filter : t('Recent'),
            }));
    const hidden = rows.length === 0;
    return html`
      <div id="filter-list" class="list" role="listbox" aria-label=${list?.kind === 'library' ? t('Saved and Recent Filters') : t('Completions')} ?hidden=${hidden}>
        ${rows.map(
          ({ label, detail }, index) => html`
            <div
              id="option-${index}"
              role="option"
              aria-selected=${index === this.#option ? 'true' : 'false'}
              class=${index === this.#option ? 'active' : ''}
              @pointerdown=${(event: PointerEvent) => event.preventDefault()}
              @click=${() => this.#pick(index)}
            >${vendorText(label, this.#context)}<span class="detail">${vendorText(detail, this.#context)}</span></div>
          `,
        )}
      </div>
    `;
  }

  #typed(event: InputEvent): void {
    const input = event.target;
    if (!(input instanceof HTMLInputElement)) return;
    this.#change(input.value);
    this.#complete();
    this.#render();
  }

  #change(text: string): void {
    this.#text = text;
    this.#note = undefined;
    this.#problems = this.#language.problems(text);
    this.#events.input(text, this.#problems);
  }

  #complete(): void {
    const at = this.#input()?.selectionStart ?? this.#text.length;
    const options = this.#language.complete(this.#text, at, this.#vocabulary).slice(0, MOST_OPTIONS);
    this.#list = options.length > 0 ? { kind: 'completions', options } : undefined;
    this.#option = -1;
    if (options.length > 0) this.#events.announce(this.#context.t('{0} completions', options.length));
  }

  #openLibrary(): void {
    const known = new Set(this.#saved.map(({ filter }) => filter));
    const options = [
      ...this.#saved.map((each) => ({ ...each, saved: true })),
      ...this.#history.filter((each) => !known.has(each)).map((filter) => ({ name: filter, filter, saved: false })),
    ];
    this.#input()?.focus();
    if (options.length === 0) {
      this.#events.announce(this.#context.t('No saved or recent filters yet.'));
      return;
    }
    this.#list = { kind: 'library', options };
    this.#option = 0;
    this.#render();
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing || !this.#handle(event)) return;
    event.preventDefault();
    event.stopPropagation();
    this.#render();
  }

  #handle(event: KeyboardEvent): boolean {
    const count = this.#list?.options.length ?? 0;
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp': {
        if (count === 0) {
          this.#openLibrary();
          return true;
        }
        const step = event.key === 'ArrowDown' ? 1 : -1;
        this.#option = this.#option < 0 && step < 0 ? count - 1 : (this.#option + step + count) % count;
        return true;
      }
      case 'Enter':
        if (count > 0 && this.#option >= 0) this.#pick(this.#option);
        else {
          this.#list = undefined;
          this.#events.commit(this.#text);
        }
        return true;
      case 'Tab':
        if (count === 0 || event.shiftKey || this.#option < 0) return false;
        this.#pick(this.#option);
        return true;
      case 'Escape':
        if (this.#list) this.#list = undefined;
        else this.#events.leave();
        return true;
      case ' ':
        if (!event.ctrlKey) return false;
        this.#complete();
        return true;
      default:
        return false;
    }
  }

  #pick(index: number): void {
    const list = this.#list;
    if (list?.kind === 'library') {
      const chosen = list.options[index];
      if (chosen) this.#take(chosen.filter);
      return;
    }
    const chosen = list?.options[index];
    if (chosen === undefined) return;
    const { from, to, insert } = chosen;
    this.#change(this.#text.slice(0, from) + insert + this.#text.slice(to));
    this.#list = undefined;
    this.#render();
    this.#input()?.setSelectionRange(from + insert.length, from + insert.length);
    // What was completed may be completed further: a field's values.
    if (insert.endsWith(':')) this.#complete();
    this.#render();
  }

  #take(text: string): void {
    this.#list = undefined;
    this.#change(text);
    this.#events.commit(text);
    this.#render();
    this.#input()?.focus();
  }

  #close(): void {
    if (this.#list === undefined) return;
    this.#list = undefined;
    this.#render();
  }

  /** The coloured text lies under the input's own, which is transparent. */
  #scrollUnderlay(): void {
    const shift = this.#root.querySelector<HTMLElement>('.shift');
    if (shift) shift.style.transform = `translateX(${-(this.#input()?.scrollLeft ?? 0)}px)`;
  }
}
