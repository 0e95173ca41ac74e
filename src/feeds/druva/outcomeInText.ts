import type { Facts } from './facts.ts';

/** The envelope of the vendor page has no member for the outcome: where it is told, then in the text. */
const OUTCOME = /(?:^|, )(?:State|Status):([^,:]{1,40})(?=, |$)/;
const LONGEST = 4_096;

export function outcomeInText({ shape, text }: Facts): string | undefined {
  return shape === 'envelope' && text.length <= LONGEST ? OUTCOME.exec(text)?.[1]?.trim() : undefined;
}

/** The text without the outcome, which is told beside it. */
export function wordsOf({ shape, text }: Facts): string {
  return shape === 'envelope' && text.length <= LONGEST ? text.replace(OUTCOME, '').replace(/^, /, '') : text;
}
