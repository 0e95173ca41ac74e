/** Rank that a key leads to; `undefined`: the key does not move. `page`: rows in sight. */
export function rankAfterKey(key: string, rank: number, total: number, page: number): number | undefined {
  const last = Math.max(0, total - 1);
  const within = (to: number) => Math.max(0, Math.min(to, last));
  switch (key) {
    case 'ArrowUp':
      return within(rank - 1);
    case 'ArrowDown':
      return within(rank + 1);
    case 'PageUp':
      return within(rank - Math.max(1, page - 1));
    case 'PageDown':
      return within(rank + Math.max(1, page - 1));
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}

/** A printable character that was typed without a modifier: the beginning of a word to go to. */
export function isTyped(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>): boolean {
  return (
    !event.ctrlKey &&
    !event.metaKey &&
    !event.altKey &&
    event.key.length === 1 &&
    event.key !== '/' &&
    event.key !== ' '
  );
}
