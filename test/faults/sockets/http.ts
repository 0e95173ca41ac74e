/** What of HTTP/1.1 a proxy has to know that looks at heads only. */

export interface Head {
  readonly path: string;
  readonly query: string;
  readonly bearer: string;
}

/** The head of a request, when these bytes begin with one: clients write it at once. */
export function headOf(bytes: Buffer): Head | undefined {
  const text = bytes.toString('latin1');
  const [, path, query] = /^(?:GET|POST|OPTIONS) ([^ ?]+)(\?[^ ]*)? HTTP\/1\.1\r\n/.exec(text) ?? [];
  if (path === undefined) return undefined;
  const bearer = /\r\nauthorization: Bearer ([^\r]*)\r\n/i.exec(text)?.[1] ?? '';
  return { path, query: query ?? '', bearer };
}

/** A piece of a body with `Transfer-Encoding: chunked`. */
export function chunk(text: string): string {
  return `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
}

/** A whole answer, after which the connection ends. */
export function answer(status: number, headers: Readonly<Record<string, string>>, body: string): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const length = status === 204 ? '' : `content-length: ${Buffer.byteLength(body)}\r\n`;
  return `HTTP/1.1 ${status} Test\r\n${lines.join('')}${length}connection: close\r\n\r\n${status === 204 ? '' : body}`;
}
