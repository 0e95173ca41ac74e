import type { Folding } from './folding.ts';
import type { JsonLayout } from './layout.ts';

/** Where a key leads in the tree of lines, as the ARIA tree pattern says. Undefined: the key means nothing here. */
export function lineAfterKey(
  key: string,
  line: number,
  page: number,
  layout: JsonLayout,
  folding: Folding,
): number | undefined {
  const { rows } = folding;
  const row = folding.rowOf(line);
  const at = (index: number) => rows[Math.min(Math.max(index, 0), rows.length - 1)] ?? line;
  switch (key) {
    case 'ArrowDown':
      return at(row + 1);
    case 'ArrowUp':
      return at(row - 1);
    case 'PageDown':
      return at(row + page);
    case 'PageUp':
      return at(row - page);
    case 'Home':
      return at(0);
    case 'End':
      return at(rows.length - 1);
    case 'ArrowRight':
      if (folding.isFolded(line)) return folding.set(line, false);
      return folding.foldable(line) ? at(row + 1) : line;
    case 'ArrowLeft': {
      if (folding.foldable(line) && !folding.isFolded(line)) return folding.set(line, true);
      const parent = layout.parents[line] ?? -1;
      return parent < 0 ? line : parent;
    }
    case 'Enter':
    case ' ':
      return folding.toggle(line);
    default:
      return undefined;
  }
}
