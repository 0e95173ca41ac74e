/** What a filter may be at most, so that no text is expensive, wherever it came from. */
export const MOST_CHARACTERS = 4_000;
export const MOST_LEVELS = 50;
export const MOST_TERMS = 200;
/** In one word. */
export const MOST_WILDCARDS = 16;
