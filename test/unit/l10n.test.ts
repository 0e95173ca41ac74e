import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { toFeedError } from '../../src/feeds/failure.ts';
import { VENDORS } from '../../src/feeds/registry.ts';
import { FILTER_TEXTS } from '../../src/filter/texts.ts';
import { toFetchError } from '../../src/net/fetchError.ts';
import { HttpError } from '../../src/net/httpError.ts';
import { SseError } from '../../src/net/sse.ts';
import type { Localizer } from '../../src/ui/localizer.ts';
import { english } from '../../src/ui/localizer.ts';
import { localSentence, sentenceKey } from '../../src/ui/text/localSentence.ts';
import { STRINGS as DETAIL } from '../../src/webview/detail/strings.ts';
import { STRINGS as EXPLORER } from '../../src/webview/explorer/strings.ts';
import { localizerCalls, sentencesIn } from './localizerCalls.ts';

/** Where a text is handed on to a localizer: file, and how often. */
const FORWARDING: Readonly<Record<string, number>> = {
  'src/ui/detail/page.ts': 1, // STRINGS, read here
  'src/ui/filters/filterItems.ts': 1, // FILTER_TEXTS, read here
  'src/ui/localizerOfVscode.ts': 1,
  'src/ui/text/localSentence.ts': 1, // sentences from outside the UI, read here
};

/** Sentences outside the UI that are not looked up. */
const ENGLISH: readonly string[] = [
  // The UI has its own text for this kind of reason.
  'No credential is stored for this connection.',
  'The endpoint has changed since the credential was entered. Nothing was sent; enter the credential again.',
  // For files that are exported.
  'E-mail addresses, IP addresses, GUIDs and device identifiers were replaced by tokens, also inside of raw texts, which are therefore not exact. Names of people stay. The id of each event stays.',
  'Raw texts are exact.',
  'Export of 1 events, 1 known gaps.',
  // For the log.
  'The event store is damaged. It is being opened again.',
  'The stream ended (1).',
  'The stream stood still for longer than the vendor keeps events. It is read anew.',
  'The window does not answer: others may take the lease.',
  'The server refused the request; asking again without naming event types.',
  'The server sent the credential of this connection back in its events; it was masked.',
  'The long poll ended (HTTP 1).',
  'Druva promises more events (1), but its pages do not lead on. The next poll tries again.',
  "The clock of this machine differs from Box's by 1 s.",
  'Checked the event store after an unclean end: 1, 1 ms.',
  'Bringing the event store up to date.',
  // For the report of quarantined payloads, which is an English document.
  'The frame is not the JSON that the protocol promises.',
  'Unknown reason.',
  'The event has no id.',
  'The id of the event is longer than 512 characters.',
  'The event is not valid JSON.',
  'The event is not a JSON object.',
  'The entry has neither an event id nor an event type.',
  // Programming errors, and what only ends a promise inside.
  'A text column holds no text.',
  'A number column holds no number.',
  'A column of bytes holds none.',
  'This file runs in a worker.',
  'The connection ended.',
  // They name a path, a class or what a worker said.
  'Something unexpected happened: 1.',
  'The event store 1 1.',
  'The event store 1 failed (1).',
  'The event store 1 did not answer within 1 s.',
  'The event store 1 stopped: 1. Reload the window to open it again.',
  'The event store was damaged. It was moved to 1, and a new one was created. What the vendors still keep is read again.',
  'The event store was damaged. It was moved to 1, and a new, empty one was created. Connect again to read what the vendors still keep.',
  // Always with something before or after: `composed` has the whole.
  'The host name could not be resolved. Check the endpoint and the network.',
  'The server refused the connection. Check the endpoint and its port.',
  'The connection was cut by the server or the network.',
  'The network or the server cannot be reached.',
  'The server did not answer in time.',
  'The secure connection failed: the certificate is not trusted or does not fit the host.',
  'The headers of the answer are too large.',
  'The answer is not HTTP: something else may listen at this address.',
  'The compressed answer is damaged.',
  'The server sent headers without a stream.',
  'No byte came for 1 s.',
];

const CODES = [
  ...['ENOTFOUND', 'ECONNREFUSED', 'EPIPE', 'ENETDOWN', 'ETIMEDOUT', 'CERT_HAS_EXPIRED', 'EACCES'],
  ...['UND_ERR_HEADERS_OVERFLOW', 'UND_ERR_HTTP_PARSER', 'Z_DATA_ERROR'],
];

/** Failures whose sentence is put together while running. */
const composed: readonly string[] = [
  ...CODES.map((code) => toFetchError(Object.assign(new Error(), { code })).message),
  ...[429, 503].map((status) => toFeedError(new HttpError(status, { excerpt: '' })).message),
  toFeedError(new SseError('silent', 'The server sent headers without a stream.')).message,
  toFeedError(new SseError('silent', 'No byte came for 45 s.')).message,
  'The token endpoint refused the request (HTTP 400).',
];

const STRINGS = [...DETAIL, ...EXPLORER];

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const texts = (path: string): Readonly<Record<string, string>> => JSON.parse(read(path));
const sources = (...patterns: string[]) => globSync(patterns, { cwd: root }).sort();
const missing = (wanted: Iterable<string>, from: Iterable<string>) => {
  const there = new Set(from);
  return [...new Set(wanted)].filter((text) => !there.has(text));
};
const placeholders = (text: string) => [...new Set(text.match(/\{\d+\}/g))].sort();

const bundle = texts('l10n/bundle.l10n.de.json');
const calls = new Map(
  sources('src/extension.ts', 'src/ui/**/*.ts').map((path) => [path.replaceAll('\\', '/'), localizerCalls(read(path))]),
);
const asked = [...calls.values()].flatMap((found) => found.texts);
const outside = sources('src/{net,feeds,connection,store,export}/**/*.ts').flatMap((path) => sentencesIn(read(path)));
const questions = [...VENDORS.values()].flatMap(({ questions }) =>
  questions.flatMap(({ prompt, choices = [] }) => [
    prompt,
    ...choices.flatMap(({ label, detail }) => (detail === undefined ? [label] : [label, detail])),
  ]),
);
const addresses = [...VENDORS.values()].flatMap(({ endpoints = [] }) => endpoints.map(({ label }) => label));
const lookedUp = [...missing(outside, ENGLISH), ...composed, ...questions, ...addresses].map(
  (sentence) => sentenceKey(sentence).key,
);

describe('The extractor of texts', () => {
  const only = (source: string) => {
    const { texts: found, unreadable } = localizerCalls(source);
    assert.deepEqual(unreadable, []);
    return found;
  };

  it('reads literals however they are written', () => {
    assert.deepEqual(only("l10n.t('a')"), ['a']);
    assert.deepEqual(only('vscode.l10n.t("it\'s {0}", x)'), ["it's {0}"]);
    assert.deepEqual(only('this.#l10n.t(`a "b"`)'), ['a "b"']);
    assert.deepEqual(only('l10n.t(\n  // why\n  \'a\' +\n    "b",\n  x,\n)'), ['ab']);
    assert.deepEqual(only(String.raw`l10n?.t('it\'s\n\u2026')`), ["it's\n…"]);
    assert.deepEqual(only("[l10n.t('a'), l10n.t('b')]"), ['a', 'b']);
    assert.deepEqual(only("/** Like `l10n.t`. */\nconst a = b.title('c');"), []);
  });

  it('reports what it cannot read', () => {
    for (const source of [
      'l10n.t(text)',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is source
      'l10n.t(`a ${b}`)',
      "l10n.t('a' + b)",
      "l10n.t(a ? 'b' : 'c')",
      "l10n.t({ message: 'a' })",
      'texts.map(l10n.t)',
      'const { t } = l10n;',
    ]) {
      assert.deepEqual(localizerCalls(`\n${source}`), { texts: [], unreadable: [`2: ${source}`] });
    }
  });
});

describe('The German bundle', () => {
  it('can be checked: every text is a literal, but for where texts are handed on', () => {
    const unreadable = [...calls].filter(([path, found]) => found.unreadable.length !== (FORWARDING[path] ?? 0));
    assert.deepEqual(
      unreadable.map(([path, found]) => `${path}:${found.unreadable.join(', ')}`),
      [],
    );
    assert.deepEqual(missing(Object.keys(FORWARDING), calls.keys()), []);
    assert.ok(asked.length > 100, `${asked.length} texts found`);
  });

  it('has every text of the UI and of the event editor', () => {
    assert.deepEqual(missing([...asked, ...STRINGS, ...FILTER_TEXTS], Object.keys(bundle)), []);
  });

  it('has every sentence that reaches people from outside the UI', () => {
    assert.deepEqual(missing(lookedUp, Object.keys(bundle)), []);
    assert.deepEqual(missing(ENGLISH, outside), [], 'no longer in the source');
  });

  it('has nothing else', () => {
    assert.deepEqual(missing(Object.keys(bundle), [...asked, ...STRINGS, ...FILTER_TEXTS, ...lookedUp]), []);
  });

  it('keeps placeholders', () => {
    for (const [text, german] of Object.entries(bundle))
      assert.deepEqual(placeholders(german), placeholders(text), text);
  });
});

describe('package.nls.de.json', () => {
  const original = texts('package.nls.json');
  const german = texts('package.nls.de.json');

  it('has the keys of package.nls.json, in their order', () => {
    assert.deepEqual(Object.keys(german), Object.keys(original));
  });

  it('keeps the commands of links', () => {
    const links = (text = '') => text.match(/\(command:[^)]*\)/g);
    for (const [key, text] of Object.entries(original)) assert.deepEqual(links(german[key]), links(text), key);
  });

  it('is found by VS Code, and the bundle too', () => {
    assert.equal(JSON.parse(read('package.json')).l10n, './l10n');
    const shipped = read('.vscodeignore').split('\n');
    assert.deepEqual(missing(['!package.nls*.json', '!l10n/**'], shipped), []);
  });
});

describe('A sentence from outside the UI', () => {
  const inGerman: Localizer = { t: (message, ...args) => english.t(bundle[message] ?? message, ...args) };

  it('is looked up without what varies', () => {
    assert.equal(
      localSentence('The server cannot answer right now (HTTP 503).', inGerman),
      'Der Server kann zurzeit nicht antworten (HTTP 503).',
    );
    assert.equal(
      localSentence('The request failed. (EACCES)', inGerman),
      'Die Anforderung ist fehlgeschlagen. (EACCES)',
    );
    assert.equal(localSentence('Use an https URL.', inGerman), 'Verwenden Sie eine https-URL.');
  });

  it('stays as it is when the bundle does not have it', () => {
    for (const sentence of ['The event store /a1/2 (b) failed: 3 {0}', 'Port 8080 of 1 (x.y) is odd.', '']) {
      assert.equal(localSentence(sentence, english), sentence);
      assert.equal(localSentence(sentence, inGerman), sentence);
    }
  });
});
