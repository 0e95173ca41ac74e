import type { FacetName } from '../../store/search/contract.ts';
import { decodeAnchor, decodeConfig, FACETS, isRecord, LONGEST_FILTER } from '../../webview/explorer/config.ts';
import { MOST_ROWS, type ViewMessage, type Wanted } from '../../webview/explorerProtocol.ts';

const MOST_BUCKETS = 400;
const MOST_VALUES = 100;

/** Decodes what the view posts; undefined for anything that is no message of its protocol. */
export function decodeViewMessage(value: unknown): ViewMessage | undefined {
  if (!isRecord(value)) return undefined;
  const { kind, search, connection, id, text } = value;
  switch (kind) {
    case 'config':
      return { kind, config: decodeConfig(value.config) };
    case 'search': {
      const wanted = decodeWanted(value.wanted);
      const anchor = decodeAnchor(value.anchor);
      if (!isCount(search) || !isFilter(text) || wanted === undefined) return undefined;
      return { kind, search, text, wanted, ...(anchor && { anchor }) };
    }
    case 'rows': {
      const { from, count } = value;
      if (!isCount(search) || !isCount(from) || !isCount(count) || count === 0 || count > MOST_ROWS) return undefined;
      return { kind, search, from, count };
    }
    case 'wanted': {
      const wanted = decodeWanted(value.wanted);
      return isCount(search) && wanted ? { kind, search, wanted } : undefined;
    }
    case 'follow':
      return typeof value.on === 'boolean' ? { kind, on: value.on } : undefined;
    case 'open':
      if (typeof connection !== 'string' || typeof id !== 'string') return undefined;
      return { kind, connection, id, focus: value.focus === true };
    case 'copy':
      return typeof text === 'string' ? { kind, text } : undefined;
    case 'copyLink':
    case 'remember':
    case 'save':
      return isFilter(text) ? { kind, text } : undefined;
    case 'ready':
    case 'refresh':
    case 'addConnection':
    case 'showLog':
      return { kind };
    default:
      return undefined;
  }
}

function decodeWanted(value: unknown): Wanted | undefined {
  if (!isRecord(value) || !Array.isArray(value.facets) || !isCount(value.limit)) return undefined;
  const asked: readonly unknown[] = value.facets;
  const facets: readonly FacetName[] = FACETS.filter((name) => asked.includes(name));
  const limit = Math.max(1, Math.min(value.limit, MOST_VALUES));
  const { histogram } = value;
  if (!isRecord(histogram)) return { facets, limit };
  const { buckets, from, to } = histogram;
  if (!isCount(buckets) || buckets === 0 || buckets > MOST_BUCKETS) return undefined;
  return {
    facets,
    limit,
    histogram: { buckets, ...(isTime(from) && { from }), ...(isTime(to) && { to }) },
  };
}

function isFilter(value: unknown): value is string {
  return typeof value === 'string' && value.length <= LONGEST_FILTER;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= 8.64e15;
}
