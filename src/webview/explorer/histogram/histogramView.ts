import { html, nothing, render, svg, type TemplateResult } from 'lit/html.js';
import type { Histogram } from '../../../store/search/contract.ts';
import type { GapView } from '../../explorerProtocol.ts';
import type { ExplorerContext } from '../context.ts';
import { followPointer } from '../followPointer.ts';
import { iconButton } from '../parts/iconButton.ts';
import { bucketOf, countsOf, highest, outlines, timeOf, totalOf } from './bars.ts';
import { gapSpans } from './gapSpans.ts';
import { histogramTable } from './histogramTable.ts';
import { roundTop, ticks } from './scale.ts';
import { afterKey, bounds, type Selection, zoomed } from './selection.ts';

const BUCKET_WIDTH = 7;
const TICK_WIDTH = 90;
const AXIS = 16;
/** A label nearer to an edge would be cut. */
const LABEL = 36;

export interface HistogramEvents {
  /** Times to see only; `undefined`: all. */
  readonly range: (range: { readonly from: number; readonly to: number } | undefined) => void;
  readonly mode: (mode: 'chart' | 'table' | 'hidden') => void;
  /** Another number of buckets fits. */
  readonly resized: () => void;
}

/** Events over time, stacked by severity: a chart with a brush, or a table. */
export class HistogramView {
  readonly #root: HTMLElement;
  readonly #context: ExplorerContext;
  readonly #events: HistogramEvents;
  #histogram: Histogram | undefined;
  #gaps: readonly GapView[] = [];
  #mode: 'chart' | 'table' | 'hidden' = 'chart';
  #restricted = false;
  #selection: Selection | undefined;
  #width = 0;
  #height = 0;
  #dragging = false;
  #plotted: Element | null = null;
  readonly #sizes = new ResizeObserver((entries) => {
    for (const { contentRect } of entries) if (contentRect.width > 0) this.#measure(contentRect);
  });

  constructor(root: HTMLElement, context: ExplorerContext, events: HistogramEvents) {
    this.#root = root;
    this.#context = context;
    this.#events = events;
  }

  /** As many as the chart has room for; 0 while it is hidden. */
  get buckets(): number {
    return this.#mode === 'hidden' ? 0 : Math.max(12, Math.min(240, Math.floor(this.#width / BUCKET_WIDTH)));
  }

  setMode(mode: 'chart' | 'table' | 'hidden'): void {
    this.#mode = mode;
    this.#render();
  }

  setGaps(gaps: readonly GapView[]): void {
    this.#gaps = gaps;
    this.#render();
  }

  /** `restricted`: the filter has a time range. */
  set(histogram: Histogram | undefined, restricted: boolean): void {
    const before = this.#histogram;
    const moved = before?.from !== histogram?.from || before?.to !== histogram?.to;
    if (moved && !this.#dragging) this.#selection = undefined;
    this.#histogram = histogram;
    this.#restricted = restricted;
    if (!this.#dragging) this.#render();
  }

  #measure({ width, height }: DOMRectReadOnly): void {
    const buckets = this.buckets;
    this.#width = Math.floor(width);
    this.#height = Math.max(0, Math.floor(height) - AXIS);
    this.#render();
    if (buckets !== this.buckets) this.#events.resized();
  }

  #render(): void {
    render(this.#mode === 'hidden' ? nothing : this.#view(), this.#root);
    const plot = this.#root.querySelector('.plot');
    if (plot === this.#plotted) return;
    // Sizes come from the observer: asking for them here would make the browser lay out twice.
    this.#sizes.disconnect();
    this.#plotted = plot;
    if (plot) this.#sizes.observe(plot);
  }

  #view(): TemplateResult {
    const { t } = this.#context;
    const histogram = this.#histogram;
    const table = this.#mode === 'table';
    return html`
      <section class="histogram" aria-label=${t('Events over time')}>
        ${table && histogram ? histogramTable(histogram, this.#context) : this.#plot(histogram)}
        <div class="tools">
          ${iconButton(table ? t('Show as Chart') : t('Show as Table'), table ? 'chart' : 'table', () => this.#events.mode(table ? 'chart' : 'table'))}
          ${iconButton(t('Zoom In'), 'zoomIn', () => this.#zoom(0.5), { disabled: !histogram })}
          ${iconButton(t('Zoom Out'), 'zoomOut', () => this.#zoom(2), { disabled: !histogram || !this.#restricted })}
          ${iconButton(t('Reset Time Range'), 'reset', () => this.#events.range(undefined), { disabled: !this.#restricted })}
          ${iconButton(t('Hide Histogram'), 'close', () => this.#events.mode('hidden'))}
        </div>
      </section>
    `;
  }

  #plot(histogram: Histogram | undefined): TemplateResult {
    const { t } = this.#context;
    const cursor = this.#selection?.cursor ?? (histogram ? histogram.buckets - 1 : 0);
    return html`
      <div
        class="plot"
        role="slider"
        tabindex="0"
        aria-label=${t('Events over time')}
        aria-description=${t('Arrow keys move, Shift with arrow keys selects, Enter sets the time range, plus and minus zoom.')}
        aria-valuemin="0"
        aria-valuemax=${histogram ? histogram.buckets - 1 : 0}
        aria-valuenow=${cursor}
        aria-valuetext=${histogram ? this.#bucketText(histogram, cursor) : t('Loading…')}
        @keydown=${(event: KeyboardEvent) => this.#key(event)}
        @pointerdown=${(event: PointerEvent) => this.#press(event)}
        @pointermove=${(event: PointerEvent) => this.#hover(event)}
        @pointerleave=${() => this.#tip(undefined)}
      >
        ${histogram && this.#width > 0 ? this.#drawing(histogram) : nothing}
        <div class="tip" aria-hidden="true" hidden></div>
      </div>
    `;
  }

  #drawing(histogram: Histogram): TemplateResult {
    const { from, to, buckets } = histogram;
    const [width, height] = [this.#width, this.#height];
    const top = roundTop(highest(histogram));
    const at = (time: number) => ((time - from) / (to - from)) * width;
    const marked = this.#selection && bounds(this.#selection);
    const step = width / buckets;
    return html`
      <svg class="chart" viewBox="0 0 ${width} ${height + AXIS}" aria-hidden="true" preserveAspectRatio="none">
        <defs>
          <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <path class="hatch" d="M0 0v6" />
          </pattern>
        </defs>
        ${ticks(from, to, Math.max(1, Math.floor(width / TICK_WIDTH)), this.#context.times.locale).map(
          ({ time, label }) => svg`
            <path class="tick" d="M${at(time).toFixed(1)} 0V${height}" />
            ${at(time) < LABEL || at(time) > width - LABEL ? nothing : svg`<text class="label" x=${at(time).toFixed(1)} y=${height + AXIS - 4}>${label}</text>`}`,
        )}
        ${gapSpans(this.#gaps, from, to).map(
          (gap) =>
            svg`<rect class="gap" x=${at(gap.from).toFixed(1)} y="0" width=${Math.max(4, at(gap.to) - at(gap.from)).toFixed(1)} height=${height} />`,
        )}
        ${outlines(histogram, width, height, top).map(
          ({ severity, path }) => svg`<path class="bar" data-severity=${severity} d=${path} />`,
        )}
        <path class="floor" d="M0 ${height - 0.5}H${width}" />
        <rect class="brush" x=${marked ? marked.from * step : 0} y="0" width=${marked ? (marked.to - marked.from + 1) * step : 0} height=${height} />
      </svg>
      <span class="top" aria-hidden="true">${this.#context.times.count(top)}</span>
    `;
  }

  #bucketText(histogram: Histogram, bucket: number): string {
    const { t, times, severities } = this.#context;
    const total = totalOf(histogram, bucket);
    const parts = countsOf(histogram, bucket)
      .map((count, severity) => (count > 0 ? `${severities[severity] ?? severity} ${times.count(count)}` : ''))
      .filter((part) => part !== '')
      .reverse();
    const many = total === 1 ? t('1 event') : t('{0} events', times.count(total));
    const [from, to] = [timeOf(histogram, bucket), timeOf(histogram, bucket + 1)];
    const holes = gapSpans(this.#gaps, from, to).map(({ reason }) => t('Known gap: {0}', reason));
    const text = t('{0} to {1}: {2}', times.cell(from), times.cell(to), many);
    return [text, ...parts, ...holes].join('\n');
  }

  #zoom(factor: number): void {
    const histogram = this.#histogram;
    if (histogram === undefined) return;
    if (this.#selection && factor < 1) this.#apply();
    else this.#events.range(zoomed(histogram.from, histogram.to, factor));
  }

  /** What is marked becomes the time range of the filter. */
  #apply(): void {
    const histogram = this.#histogram;
    if (histogram === undefined || this.#selection === undefined) return;
    const { from, to } = bounds(this.#selection);
    this.#selection = undefined;
    this.#events.range({ from: Math.floor(timeOf(histogram, from)), to: Math.ceil(timeOf(histogram, to + 1)) - 1 });
  }

  #key(event: KeyboardEvent): void {
    const histogram = this.#histogram;
    if (histogram === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const last = histogram.buckets - 1;
    const now = this.#selection ?? { anchor: last, cursor: last };
    const next = afterKey(now, event.key, event.shiftKey, histogram.buckets);
    if (next) this.#selection = next;
    else if (event.key === 'Enter') this.#apply();
    else if (event.key === '+' || event.key === '=') this.#zoom(0.5);
    else if (event.key === '-') this.#zoom(2);
    else if (event.key === '0') this.#events.range(undefined);
    else if (event.key === 'Escape' && this.#selection) this.#selection = undefined;
    else return;
    event.preventDefault();
    event.stopPropagation();
    this.#render();
    if (next) this.#tip(next.cursor);
  }

  #press(event: PointerEvent): void {
    const plot = event.currentTarget;
    const histogram = this.#histogram;
    if (event.button !== 0 || histogram === undefined || !(plot instanceof HTMLElement)) return;
    const anchor = this.#bucketAt(event, plot, histogram);
    this.#dragging = true;
    this.#selection = { anchor, cursor: anchor };
    followPointer(
      event,
      plot,
      (each) => {
        this.#selection = { anchor, cursor: this.#bucketAt(each, plot, histogram) };
        this.#render();
      },
      ({ type }) => {
        this.#dragging = false;
        if (type === 'pointerup') this.#apply();
        this.#render();
      },
    );
    this.#render();
  }

  #hover(event: PointerEvent): void {
    const plot = event.currentTarget;
    if (this.#histogram && plot instanceof HTMLElement) this.#tip(this.#bucketAt(event, plot, this.#histogram));
  }

  #bucketAt(event: PointerEvent, plot: HTMLElement, histogram: Histogram): number {
    const { left, width } = plot.getBoundingClientRect();
    const share = (event.clientX - left) / Math.max(1, width);
    return bucketOf(histogram, histogram.from + share * (histogram.to - histogram.from));
  }

  #tip(bucket: number | undefined): void {
    const tip = this.#root.querySelector<HTMLElement>('.tip');
    const histogram = this.#histogram;
    if (tip === null) return;
    tip.hidden = bucket === undefined || histogram === undefined;
    if (bucket === undefined || histogram === undefined) return;
    tip.textContent = this.#bucketText(histogram, bucket);
    const x = ((bucket + 0.5) / histogram.buckets) * this.#width;
    tip.classList.toggle('left', x > this.#width / 2);
    tip.style.insetInlineStart = x > this.#width / 2 ? 'auto' : `${x + 10}px`;
    tip.style.insetInlineEnd = x > this.#width / 2 ? `${this.#width - x + 10}px` : 'auto';
  }
}
