import { isIP } from 'node:net';
import type { Tokens } from './tokens.ts';

/**
 * E-mail addresses, IP addresses, GUIDs and MAC addresses wherever they stand in a text. Time grows with the length of the text alone: everything that is repeated is
 * bounded, or walked by hand. `keep`: a GUID that stays.
 */
export function redactPatterns(text: string, tokens: Tokens, keep?: string): string {
  let out = text;
  if (out.includes('@') || out.includes('%40')) out = emails(out, tokens);
  if (out.includes('-')) {
    out = out.replace(GUID, (guid) => (guid === keep ? guid : tokens.of('device', guid.toLowerCase())));
  }
  if (out.includes(':') || out.includes('-')) {
    out = out.replace(MAC, (mac) => tokens.of('device', mac.toLowerCase().replaceAll('-', ':')));
  }
  // Before IPv4, which may stand at its end.
  if (out.includes(':')) out = out.replace(IPV6_RUN, (run) => ipv6(run, tokens));
  return out.includes('.') ? out.replace(IPV4, (ip) => (isIP(ip) === 4 ? tokens.of('ip', ip) : ip)) : out;
}

const GUID = /(?<![0-9A-Za-z])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9A-Za-z])/gi;
const MAC = /(?<![0-9A-Za-z:-])[0-9a-f]{2}([:-])(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}(?![0-9A-Za-z:-])/gi;
/** Four numbers, and not a part of more: a version with four small numbers looks alike, and is replaced too. */
const IPV4 = /(?<![0-9A-Za-z.])\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?!\.?[0-9A-Za-z])/g;
/** Whatever might be one; longer runs are none. */
const IPV6_RUN = /(?<![0-9A-Za-z:.])(?=[0-9A-Fa-f]{0,4}:)[0-9A-Fa-f:.]{3,46}(?![0-9A-Za-z:.])/g;
const LONGEST_IPV6 = 45;

function ipv6(run: string, tokens: Tokens): string {
  const ip = run.replace(/[.:]$/, (end) => (run.endsWith('::') ? end : ''));
  if (ip.length > LONGEST_IPV6 || isIP(ip) !== 6 || TOKEN.test(ip)) return run;
  return tokens.of('ip', canonical(ip)) + run.slice(ip.length);
}

/** One of ours. */
const TOKEN = /^2001:0db8:ffff:/;

/** One address has many spellings. */
function canonical(ip: string): string {
  return new URL(`http://[${ip}]`).hostname;
}

/** From each `@` as far as an address reaches to both sides, but never into the one before. */
function emails(text: string, tokens: Tokens): string {
  let out = '';
  let done = 0;
  AT.lastIndex = 0;
  for (let at = AT.exec(text); at; at = AT.exec(text)) {
    const { 0: sign, index } = at;
    let start = index;
    while (start > done && index - start < 64 && isLocal(text.charCodeAt(start - 1), text, start - 1)) start--;
    while (text[start] === '.' && start < index) start++;
    let end = index + sign.length;
    while (end < text.length && end - index < 256 && isDomain(text.charCodeAt(end))) end++;
    const domain = text.slice(index + sign.length, end).replace(/[.-]{1,8}$/, '');
    end = index + sign.length + domain.length;
    if (start === index || domain === '') continue;
    const address = `${text.slice(start, index)}@${domain}`.toLowerCase();
    out += text.slice(done, start) + tokens.of('email', address);
    done = end;
    AT.lastIndex = end;
  }
  return done === 0 ? text : out + text.slice(done);
}

const AT = /@|%40/g;
const LOCAL = new Set([..."!#$&'*+-/=?^_`{|}~."].map((char) => char.charCodeAt(0)));

/** Letters beyond ASCII count; `%` does not, since it stands for other characters, nor do `=`, `?`, `&` and `/` that end what comes before an address in a URL. */
function isLocal(code: number, text: string, at: number): boolean {
  if (isAlphanumeric(code)) return true;
  const char = text[at];
  return char !== '=' && char !== '?' && char !== '&' && char !== '/' && char !== "'" && LOCAL.has(code);
}

function isDomain(code: number): boolean {
  return isAlphanumeric(code) || code === 45 || code === 46;
}

function isAlphanumeric(code: number): boolean {
  return (
    (code >= 48 && code <= 57) ||
    (code >= 65 && code <= 90) ||
    (code >= 97 && code <= 122) ||
    // Beyond Latin-1's signs, but no general punctuation or blanks.
    (code >= 0xc0 && !(code >= 0x2000 && code <= 0x2bff) && code !== 0x3000)
  );
}
