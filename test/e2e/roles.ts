import type { ProductWindow } from '../../scripts/workbench/productWindow.ts';
import { eventually } from './eventually.ts';

/**
 * The window that streams a connection, then the one that follows it. A window that does not answer for some seconds, as on a busy machine, leaves the stream to
 * the other, so which one it is must be looked at.
 */
export async function roles<T extends ProductWindow>(connection: string, one: T, other: T): Promise<readonly [T, T]> {
  const streams = (text: string) => text.includes('Live ·');
  const follows = (text: string) => text.includes('Live in another window');
  const [said] = await eventually(
    'one that streams and one that follows',
    () => Promise.all([one.saysOf(connection), other.saysOf(connection)]),
    ([a, b]) => (streams(a) && follows(b)) || (follows(a) && streams(b)),
  );
  return streams(said) ? [one, other] : [other, one];
}
