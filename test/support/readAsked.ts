import type { IncomingMessage, ServerResponse } from 'node:http';

/** One request as it came. */
export interface Asked {
  readonly path: string;
  readonly query: URLSearchParams;
  /** With its `?`, to the letter. */
  readonly search: string;
  readonly authorization: string | undefined;
  readonly form: URLSearchParams;
}

/** The whole request. Until its answer is given or nobody waits for it any more, `response` is among `hanging`. */
export async function readAsked(
  request: IncomingMessage,
  response: ServerResponse,
  origin: string,
  hanging: Set<ServerResponse>,
): Promise<Asked> {
  const { pathname, searchParams, search } = new URL(request.url ?? '', origin);
  hanging.add(response);
  // A client that gives up is nothing to the server.
  response.on('error', () => undefined);
  response.on('close', () => hanging.delete(response));
  response.on('finish', () => hanging.delete(response));
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += chunk;
  const { authorization } = request.headers;
  return { path: pathname, query: searchParams, search, authorization, form: new URLSearchParams(body) };
}
