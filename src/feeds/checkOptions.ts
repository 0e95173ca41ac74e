import type { Answers } from '../model/connection.ts';
import { FeedError, type Question } from './feed.ts';

/**
 * Settings are written by hand too. Throws a {@link FeedError} when an answer is missing or none that the wizard would take: what is ignored could read somebody
 * else's events.
 */
export function checkOptions(options: Answers = {}, questions: readonly Question[]): void {
  for (const { id, choices, problem, asked } of questions) {
    if (asked && !asked(options)) continue;
    const answer = options[id];
    const fits = choices
      ? answer === undefined || choices.some(({ value }) => value === answer)
      : problem?.(answer ?? '') === undefined;
    if (!fits)
      throw new FeedError(
        'forbidden',
        `The settings of this connection lack something, or hold something that cannot be used (${id}). Edit the connection.`,
      );
  }
}
