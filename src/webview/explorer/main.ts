import { assertNever } from '../../base/assertNever.ts';
import type { HostMessage } from '../explorerProtocol.ts';
import { ExplorerPage } from './explorerPage.ts';
import { filterLanguage } from './filter/filterLanguage.ts';

/** An answer that does not come in this time got lost. */
const ASK_AGAIN = 5_000;

const host = acquireVsCodeApi();
let page: ExplorerPage | undefined;

window.addEventListener('message', ({ data }: MessageEvent<HostMessage>) => {
  switch (data.kind) {
    case 'show':
      clearInterval(asking);
      if (page) page.setSurroundings(data.surroundings);
      else page = new ExplorerPage(document.body, host, filterLanguage(), data);
      return;
    case 'surroundings':
      page?.setSurroundings(data.surroundings);
      return;
    case 'result':
      page?.result(data);
      return;
    case 'state':
      page?.state(data);
      return;
    case 'rows':
      page?.rows(data);
      return;
    case 'summary':
      page?.summary(data);
      return;
    case 'failed':
      page?.failed(data);
      return;
    case 'filter':
      page?.setFilter(data.text);
      return;
    case 'focus':
      page?.focus(data.part);
      return;
    default:
      assertNever(data);
  }
});

window.addEventListener('keydown', (event) => {
  const find = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'f';
  if (!find) return;
  page?.focus('filter');
  event.preventDefault();
});

// VS Code gives the focus to the page as a whole, when one comes back from another tab.
window.addEventListener('focus', () => {
  if (document.activeElement === document.body) page?.focus('grid');
});

const ask = () => host.postMessage({ kind: 'ready' });
const asking = setInterval(ask, ASK_AGAIN);
ask();
