import { sentence } from './failure.ts';

/** Wraps a worker's functions so that each fails with a sentence for people: nothing but the message of an error crosses to the host. */
export function guard(path: string, failed: (error: unknown) => void) {
  return <A extends unknown[], R>(body: (...args: A) => R | Promise<R>) =>
    async (...args: A): Promise<R> => {
      try {
        return await body(...args);
      } catch (error) {
        failed(error);
        throw new Error(sentence(path, error));
      }
    };
}
