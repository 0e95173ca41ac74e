import { html, render } from 'lit/html.js';
import { assertNever } from '../../base/assertNever.ts';
import type { HostMessage } from '../protocol.ts';
import { Page } from './page.ts';
import { gone } from './parts/gone.ts';

const REFRESH = 30_000;
/** An answer that does not come in this time got lost. */
const ASK_AGAIN = 5_000;

const host = acquireVsCodeApi();
const root = document.body;
let page: Page | undefined;

window.addEventListener('message', ({ data }: MessageEvent<HostMessage>) => {
  if (data.kind !== 'related') clearInterval(asking);
  switch (data.kind) {
    case 'show':
      page = new Page(fresh(), host, data);
      return;
    case 'related':
      page?.setRelated(data);
      return;
    case 'gone':
      if (page) page.setGone(data);
      else render(html`<main>${gone(data, (message) => host.postMessage(message))}</main>`, fresh());
      return;
    default:
      assertNever(data);
  }
});

window.addEventListener('keydown', (event) => {
  const find = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'f';
  if (find) page?.focusSearch();
  else if (event.key === 'F3') page?.step(event.shiftKey ? -1 : 1);
  else return;
  event.preventDefault();
});
window.addEventListener('scroll', () => page?.save(), { passive: true });
window.addEventListener('resize', () => page?.resized());
setInterval(() => page?.render(), REFRESH);

const ask = () => host.postMessage({ kind: 'ready' });
const asking = setInterval(ask, ASK_AGAIN);
ask();

/** A new place: a renderer must not meet what another one left. */
function fresh(): HTMLElement {
  const place = document.createElement('div');
  root.replaceChildren(place);
  return place;
}
