import { text } from '../json.ts';
import type { Facts } from './facts.ts';

const LINKED: ReadonlySet<string> = new Set(['file', 'folder']);

/** The page of the item in Box, or of the alert in its console. */
export function linkOf({ alert, item }: Facts): string | undefined {
  const own = text(alert, 'link');
  if (own !== undefined) return trusted(own);
  if (item?.id === undefined || !LINKED.has(item.kind) || !/^\d{1,20}$/.test(item.id)) return undefined;
  return `https://app.box.com/${item.kind}/${item.id}`;
}

/** A link that the event names is vendor text: it is passed on only if it leads to Box. */
function trusted(link: string): string | undefined {
  const url = link.length > 2_000 ? null : URL.parse(link);
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '' || url.port !== '') return undefined;
  return url.hostname === 'box.com' || url.hostname.endsWith('.box.com') ? url.href : undefined;
}
