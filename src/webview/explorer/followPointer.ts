/** Follows the pointer until it is let go. `onEnd`: `pointerup`, or `pointercancel` when the browser took it away. */
export function followPointer(
  begin: PointerEvent,
  element: HTMLElement,
  onMove: (event: PointerEvent) => void,
  onEnd: (event: PointerEvent) => void = () => undefined,
): void {
  element.setPointerCapture(begin.pointerId);
  const end = (event: PointerEvent) => {
    element.removeEventListener('pointermove', onMove);
    element.removeEventListener('pointerup', end);
    element.removeEventListener('pointercancel', end);
    onEnd(event);
  };
  element.addEventListener('pointermove', onMove);
  element.addEventListener('pointerup', end);
  element.addEventListener('pointercancel', end);
}
