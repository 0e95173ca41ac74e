/** The places of the page. Each is drawn by one part and by nobody else. */
export class Skeleton {
  readonly sprite = place('sprite-place');
  readonly filter = place('filter-place');
  readonly tools = place('tools-place');
  readonly histogram = place('histogram-place');
  readonly facets = place('facets-place');
  readonly grid = place('grid-place');
  readonly empty = place('empty-place');
  readonly status = place('status-place');
  readonly announcements = place('hidden');

  constructor(root: HTMLElement) {
    const main = document.createElement('main');
    const bar = place('bar');
    bar.append(this.filter, this.tools);
    const rows = place('rows-place');
    rows.append(this.grid, this.empty);
    const body = place('body');
    body.append(this.facets, rows);
    main.append(bar, this.histogram, body, this.status);
    root.replaceChildren(this.sprite, main, this.announcements);
  }
}

function place(name: string): HTMLElement {
  const element = document.createElement('div');
  element.className = name;
  return element;
}
