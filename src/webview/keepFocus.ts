/**
 * Draws. What has the focus keeps it, also when it was moved; where that is gone or disabled, the first of `instead`
 * that can have the focus gets it. `instead` is asked before anything is drawn. `false`: nothing within has it any more.
 */
export function keepFocus(
  root: HTMLElement,
  draw: () => void,
  instead: (focused: HTMLElement) => readonly (HTMLElement | null | undefined)[] = () => [],
): boolean {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || !root.contains(focused)) {
    draw();
    return true;
  }
  const candidates = [focused, ...instead(focused)];
  draw();
  return candidates.some((each) => {
    if (!each?.isConnected || each.matches(':disabled')) return false;
    // What is drawn by itself must not scroll.
    each.focus({ preventScroll: true });
    return document.activeElement === each;
  });
}
