import assert from 'node:assert/strict';
import { encoderOf } from '../../../src/export/encoder.ts';
import type { SecurityEvent } from '../../../src/model/event.ts';
import { groupLabel, rowDescription, rowLabel, rowTooltip } from '../../../src/ui/events/eventText.ts';
import { english } from '../../../src/ui/localizer.ts';
import { notifyText } from '../../../src/ui/notify/notifyText.ts';
import { Times } from '../../../src/ui/text/times.ts';
import { HOSTILE_TEXTS } from '../../support/hostileTexts.ts';
import { violations } from '../export/ocsf/validate.ts';
import { NOW } from './fixtures.ts';

const times = new Times('en', 'UTC');

/** An event that says nothing else, with an exact text as a vendor would send it. */
function hostile(text: string): SecurityEvent {
  return {
    seq: 1,
    connection: 'a',
    stream: 'events',
    id: text,
    time: NOW,
    receivedTime: NOW,
    type: text,
    activity: text,
    severity: 5,
    vendorSeverity: text,
    status: text,
    actor: { kind: 'user', id: text, name: text },
    target: { kind: 'device', id: text, name: text },
    subject: { kind: 'threat', id: text, name: text },
    owner: text,
    summary: text,
    changes: [{ name: text, from: text, to: text }],
    raw: JSON.stringify({ [text]: text, ip_address: text, source: { group_id: text } }),
  };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to find
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;
/** What VS Code makes a link of in a notification. Source: its `linkedText.ts`. */
const LINK = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;

const each = (name: string, check: (event: SecurityEvent, text: string) => void) =>
  it(name, () => {
    for (const text of HOSTILE_TEXTS) check(hostile(text), text);
  });

describe('Hostile texts', () => {
  each('are one line without control characters in the tree', (event) => {
    const description = rowDescription(event, event.connection, NOW, times);
    const label = rowLabel(event, description, english);
    const group = groupLabel({ by: 'type', type: event.type }, (id) => id, english);
    for (const shown of [description, label, group]) {
      assert.doesNotMatch(shown, CONTROL);
      assert.ok(shown.length < 3_000);
    }
  });

  each('are no Markdown in tooltips', (event) => {
    const tooltip = rowTooltip(event, 'Name', NOW, times, english);
    assert.doesNotMatch(tooltip, /(?<!\\)\]\(/);
    assert.doesNotMatch(tooltip, /<(?!br>)[a-z/!]/i);
    assert.doesNotMatch(tooltip, /(?<!\\)\$\(/);
  });

  each('are no links in notifications, and one line', (event, text) => {
    for (const events of [[event], [event, event]]) {
      const shown = notifyText({ events }, () => text, times, english);
      assert.doesNotMatch(shown, LINK);
      assert.doesNotMatch(shown, CONTROL);
      assert.ok(shown.length < 1_500);
    }
  });

  each('are no formula, and no other row or cell, in CSV', (event) => {
    const row = encoderOf({ format: 'csv', origins: new Map() }).event(event);
    const cells = [...row.matchAll(/"((?:[^"]|"")*)"/g)].map(([, cell = '']) => cell.replaceAll('""', '"'));
    assert.ok(cells.length >= 20);
    for (const cell of cells) assert.doesNotMatch(cell, /^[\s"]*[=+\-@]|[\n\t;]\s*[=+\-@]/);
    assert.match(row.replace(/"(?:[^"]|"")*"/g, 'x'), /^[x\d,]+\r\n$/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to find
    assert.doesNotMatch(row.slice(0, -2), /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    assert.ok(row.isWellFormed());
  });

  each('keep OCSF valid and one line, with the exact text in it', (event) => {
    for (const system of ['lookout', 'box', 'druva'] as const) {
      for (const type of [event.type, 'Threat', 'Files', 'Sign-in', 'Admin Login', 'Device']) {
        const origins = new Map([['a', { name: event.summary, system }]]);
        const line = encoderOf({ format: 'ocsf', origins }).event({ ...event, type });
        assert.equal(line.indexOf('\n'), line.length - 1);
        const out = JSON.parse(line);
        assert.deepEqual(violations(out), []);
        assert.equal(out.raw_data, event.raw);
      }
    }
  });

  each('keep JSON and NDJSON what they are', (event) => {
    const json = encoderOf({ format: 'json', origins: new Map() }).event(event);
    assert.equal(JSON.parse(json).summary, event.summary);
    assert.deepEqual(JSON.parse(json).raw, JSON.parse(event.raw));
    assert.equal(encoderOf({ format: 'ndjson', origins: new Map() }).event(event), `${event.raw}\n`);
  });

  each('are redacted without failing, in any format', (event) => {
    for (const format of ['json', 'csv', 'ocsf', 'ndjson'] as const) {
      encoderOf({ format, origins: new Map(), redactionKey: Buffer.alloc(32, 1) }).event(event);
    }
  });
});
