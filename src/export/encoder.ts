import { assertNever } from '../base/assertNever.ts';
import type { SecurityEvent } from '../model/event.ts';
import type { About, Beginning } from './about.ts';
import { csv } from './csv.ts';
import type { Form } from './form.ts';
import { json } from './json.ts';
import { ndjson } from './ndjson.ts';
import { ocsf } from './ocsf/ocsf.ts';
import { Redactor } from './redact/redactor.ts';

/** Writes events as text, one after the other. It remembers nothing of them. */
export interface Encoder {
  head(beginning: Beginning): string;
  /** What stands between two events. */
  readonly between: string;
  event(event: SecurityEvent): string;
  /** An event is its raw text in one line, and nothing else: whoever has the bytes of such texts need not ask. */
  readonly rawLines?: true;
  tail(about: About): string;
}

export function encoderOf(form: Form): Encoder {
  const plain = plainEncoder(form);
  if (form.redactionKey === undefined) return plain;
  const redactor = new Redactor(form.redactionKey);
  return {
    head: (beginning) => plain.head(beginning),
    between: plain.between,
    event: (event) => plain.event(redactor.event(event)),
    tail: (about) => plain.tail(about),
  };
}

function plainEncoder(form: Form): Encoder {
  switch (form.format) {
    case 'ndjson':
      return ndjson;
    case 'json':
      return json;
    case 'csv':
      return csv;
    case 'ocsf':
      return ocsf(form.origins);
    default:
      return assertNever(form.format);
  }
}
