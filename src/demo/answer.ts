import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { type Clock, pause } from '../base/clock.ts';
import type { FaultTarget } from './faults.ts';

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** What a test puts in place of the right answer, or does to it. */
export interface AnswerFault extends FaultTarget {
  /** Instead of the right answer; without `body` as the vendor would say it. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** No answer at all: never, or a reset connection. */
  readonly instead?: 'hang' | 'reset';
  /** ms before the answer. */
  readonly slow?: number;
  /** The connection breaks after so many bytes of the body. */
  readonly cutAfter?: number;
}

export function json(status: number, body: object, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

/** The answer under this fault; undefined: none is to be sent. `gone` aborts when the client goes away. */
export async function faultyAnswer(
  fault: AnswerFault | undefined,
  request: IncomingMessage,
  gone: AbortSignal,
  clock: Clock,
  usualError: (status: number, headers?: Readonly<Record<string, string>>) => Answer,
  right: () => Promise<Answer | undefined>,
): Promise<Answer | undefined> {
  if (fault === undefined) return await right();
  const { status, headers = {}, body, instead, slow } = fault;
  if (instead !== undefined || status !== undefined) request.resume();
  if (instead === 'reset') request.socket.resetAndDestroy();
  if (instead !== undefined) return await aborted(gone);
  if (slow !== undefined) await pause(clock, slow, gone);
  if (status === undefined) return await right();
  return body === undefined ? usualError(status, headers) : { status, headers, body };
}

/** `cutAfter`: bytes of the body after which the connection breaks. */
export function writeAnswer(
  response: ServerResponse,
  { status, headers, body }: Answer,
  { packed = false, cutAfter }: { readonly packed?: boolean; readonly cutAfter?: number | undefined } = {},
): void {
  const bytes = packed ? gzipSync(body) : typeof body === 'string' ? Buffer.from(body) : body;
  const size = { 'Content-Length': String(bytes.byteLength), ...(packed && { 'Content-Encoding': 'gzip' }) };
  response.writeHead(status, { ...headers, ...size });
  if (cutAfter === undefined) response.end(bytes);
  else response.write(bytes.subarray(0, cutAfter), () => response.destroy());
}

export function takesGzip({ headers }: IncomingMessage): boolean {
  return /\bgzip\b/.test(String(headers['accept-encoding']));
}

function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}
