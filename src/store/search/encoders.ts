import { type Encoder, encoderOf } from '../../export/encoder.ts';
import type { Form } from '../../export/form.ts';

/** The encoder of a form; the last one is kept from page to page, with the tokens that it has made. */
export class Encoders {
  #last: { readonly key: string; readonly encoder: Encoder } | undefined;

  of(form: Form): Encoder {
    const { format, origins, redactionKey } = form;
    const key = JSON.stringify([format, [...origins], redactionKey && Buffer.from(redactionKey).toString('hex')]);
    if (this.#last?.key !== key) this.#last = { key, encoder: encoderOf(form) };
    return this.#last.encoder;
  }
}
