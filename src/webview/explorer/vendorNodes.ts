import { codePointName, textParts } from '../detail/text.ts';

// What `textParts` marks; most texts have none of it.
const SUSPECT = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** Puts text from elsewhere into an element: as text, with a visible mark for each character that would not be seen or would reorder what is. */
export function setVendorText(element: HTMLElement, text: string): void {
  if (!SUSPECT.test(text)) {
    const only = element.firstChild;
    if (only instanceof Text && only.nextSibling === null) {
      if (only.data !== text) only.data = text;
    } else {
      element.textContent = text;
    }
    return;
  }
  element.replaceChildren(
    ...textParts(text, false).map((part) => {
      if (part.kind === 'plain') return part.text;
      const mark = document.createElement('span');
      mark.className = 'unseen';
      mark.textContent = codePointName(part.code);
      return mark;
    }),
  );
}
