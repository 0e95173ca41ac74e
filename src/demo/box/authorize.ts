import type { Answer } from '../answer.ts';
import type { Grants } from './grants.ts';
import type { Subject } from './tokens.ts';

/** The page at which a person lets the application in. */
export class AuthorizePage {
  /** Whether the next visitor says no. */
  denyNext = false;
  readonly #grants: Grants;
  readonly #subject: Subject;
  readonly #ask: boolean;

  /** `ask`: show a link to follow; otherwise grant at once. */
  constructor(grants: Grants, subject: Subject, ask: boolean) {
    this.#grants = grants;
    this.#subject = subject;
    this.#ask = ask;
  }

  answer(query: URLSearchParams): Answer {
    const redirect = URL.parse(query.get('redirect_uri') ?? '');
    if (redirect === null || !isAllowed(redirect)) return page(400, 'Error: redirect_uri_mismatch');
    if (query.get('response_type') !== 'code') return page(400, 'Error: unsupported_response_type');
    if (!this.#grants.isClient(query.get('client_id'))) return page(400, 'Error: invalid_client');
    const state = query.get('state');
    if (state !== null) redirect.searchParams.set('state', state);
    if (this.denyNext) {
      this.denyNext = false;
      redirect.searchParams.set('error', 'access_denied');
      redirect.searchParams.set('error_description', 'The user denied access to your application');
    } else {
      redirect.searchParams.set('code', this.#grants.code(this.#subject, query.get('redirect_uri') ?? ''));
    }
    const target = redirect.href;
    if (!this.#ask) return { status: 302, headers: { Location: target }, body: '' };
    const attribute = target.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
    return page(200, `Security Event Streams wants to read events. <a href="${attribute}">Grant access to Box</a>`);
  }
}

/** As Box: https anywhere, http on this machine only. */
function isAllowed({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname));
}

function page(status: number, body: string): Answer {
  const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' };
  return { status, headers, body: `<!doctype html><html lang="en"><title>Box (demo)</title><p>${body}</p></html>` };
}
