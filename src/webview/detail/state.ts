import type { ViewerState } from './json/viewer.ts';

/** What VS Code keeps of the view while its tab is hidden and over a reload of the window. */
export interface SavedState {
  /** The event it belongs to. */
  readonly event: string;
  readonly scroll: number;
  readonly whole: readonly string[];
  readonly viewer: ViewerState;
}

/** Decodes what VS Code gives back: it may have been saved by another version. */
export function decodeState(value: unknown, event: string): SavedState | undefined {
  if (!isRecord(value) || value.event !== event || !isRecord(value.viewer)) return undefined;
  const { folded, line, scroll, query } = value.viewer;
  return {
    event,
    scroll: count(value.scroll),
    whole: list(value.whole).filter((item) => typeof item === 'string'),
    viewer: {
      folded: list(folded).filter((item) => typeof item === 'number'),
      line: count(line),
      scroll: count(scroll),
      query: typeof query === 'string' ? query : '',
    },
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function count(value: unknown): number {
  return typeof value === 'number' && value >= 0 ? value : 0;
}
