import type { FeedError } from '../../feeds/feed.ts';
import { oneLine } from './escape.ts';

/** The sentence of an error for people; never a stack. */
export function sentenceOf(error: unknown): string {
  return oneLine(error instanceof Error && error.message !== '' ? error.message : String(error), 600);
}

/** Whether an error comes from a feed, so that its kind can choose what to offer. Bundles may load the class twice: by name. */
export function isFeedError(error: unknown): error is FeedError {
  return error instanceof Error && error.name === 'FeedError' && 'kind' in error;
}
