/** What stands in for a secret. */
const MARK = '[redacted]';

/** Shapes of credentials: bearer and basic values, JWTs, members or parameters whose names say so, and long runs of hexadecimal or base64 (a UUID is none). */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/\b(bearer|basic)\s+[\w~+/.=:-]{8,}/gi, `$1 ${MARK}`],
  [/\beyJ[\w-]{5,}\.[\w-]{5,}(?:\.[\w-]*)?/g, MARK],
  [
    /("(?:[^"]{0,64}(?:token|secret|password|authorization|assertion|application_?key|api_?key)[^"]{0,64})"\s*:\s*)"(?:[^"\\]|\\.)*"/gi,
    `$1"${MARK}"`,
  ],
  [/\b((?:access_|refresh_)?token|client_secret|secret|password|assertion|api_?key)=[^&\s"']+/gi, `$1=${MARK}`],
  [/\b[0-9a-f]{32,}\b/gi, MARK],
  [/(?<![\w+/-])(?=[\w+/-]*\d)(?=[\w+/-]*[a-z])[\w+-]{40,}(?![\w+-])={0,2}/gi, MARK],
  [/(?<![\w+/-])[\w+/-]{30,}={1,2}/g, MARK],
];

/** Control characters, which could forge lines or colours in a log. Written as escapes so that nothing is hidden. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to find
const CONTROL = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** Shorter than this is no secret, and would be found everywhere. */
const LEAST = 4;

/** Replaces known secrets by value, in the forms in which they come back: as they are, percent-encoded, in JSON. */
export function mask(text: string, secrets: Iterable<string>): string {
  let out = text;
  for (const secret of secrets) {
    if (secret.length < LEAST) continue;
    const json = JSON.stringify(secret).slice(1, -1);
    for (const form of new Set([
      secret,
      encodeURIComponent(secret.toWellFormed()),
      json,
      json.replaceAll('/', '\\/'),
    ])) {
      out = out.replaceAll(form, MARK);
    }
  }
  return out;
}

/** Replaces the beginning of a secret at the very end: a text that broke off there. */
function maskTorn(text: string, secrets: Iterable<string>): string {
  for (const secret of secrets) {
    for (let length = secret.length - 1; length >= LEAST; length--) {
      if (text.endsWith(secret.slice(0, length))) return text.slice(0, -length) + MARK;
    }
  }
  return text;
}

/** Makes text from elsewhere fit for a log or a diagnostic: known secrets by value, others by shape, control characters as escapes, at most `limit` characters. */
export function redact(text: string, secrets: Iterable<string> = [], limit = 2_000): string {
  // Bounded before it is searched; what may be half a secret at the cut goes too.
  const most = limit * 2 + 8_192;
  let out = text.length > most ? `${text.slice(0, most).replace(/[^\s"',;&]{0,4096}$/, '')}…` : text;
  const known = [...secrets];
  out = maskTorn(mask(out, known), known);
  for (const [shape, replacement] of SHAPES) out = out.replace(shape, replacement);
  out = out.replace(CONTROL, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return out.length > limit ? `${out.slice(0, limit)}…` : out;
}
