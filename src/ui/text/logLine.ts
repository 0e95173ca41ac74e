import { redact } from '../../net/redact.ts';
import { oneLine } from './escape.ts';

/** A message fit for the log: credentials by their shapes taken out, no control characters, no line break that could forge an entry. */
export function logLine(message: string): string {
  return oneLine(redact(message, [], 10_000), 10_000);
}
