import assert from 'node:assert/strict';
import { aboutText } from '../../../src/export/about.ts';
import { encoderOf } from '../../../src/export/encoder.ts';
import { FORMATS } from '../../../src/export/form.ts';
import { BEGINNING, EVERY_EVENT, NOW, ORIGINS, portionOf, stored } from './fixtures.ts';

const encoder = (format: (typeof FORMATS)[number]) => encoderOf({ format, origins: ORIGINS });
const EXACT = '{"id":12345678901234567890,"v":1.0,"v":2,"s":"a\\u0000\\ud800 \\n","n":null}';

describe('The NDJSON export', () => {
  const line = (raw: string) => encoder('ndjson').event(stored({ raw }));

  it('is the exact text, one event a line', () => {
    assert.equal(line(EXACT), `${EXACT}\n`);
  });

  it('stays one line where the vendor breaks lines between tokens, and no token changes', () => {
    const raw = '{\r\n  "a": [1.0,\n 2],\r  "b": "x\\ny\u2028"\n}';
    const out = line(raw);
    assert.equal(out.indexOf('\n'), out.length - 1);
    assert.equal(out.length, raw.length + 1);
    assert.deepEqual(JSON.parse(out), JSON.parse(raw));
    assert.equal(out.replace(/\s/g, ''), raw.replace(/\s/g, ''));
  });

  it('is as many lines as events', () => {
    const text = EVERY_EVENT.map((event) => encoder('ndjson').event(event)).join('');
    assert.equal(text.split('\n').length, EVERY_EVENT.length + 1);
  });
});

describe('The JSON export', () => {
  const whole = (events = EVERY_EVENT) => {
    const json = encoder('json');
    const gaps = [{ connection: 'look', from: NOW - 9, reason: 'The cursor expired.', noticed: NOW }];
    const { bytes } = portionOf(0, events, json);
    const text = Buffer.from(bytes).toString().slice(json.between.length);
    return `${json.head({ ...BEGINNING, format: 'json' })}${text}${json.tail({ ...BEGINNING, events: events.length, removed: 0, gaps })}`;
  };

  it('is one document with the events and what is known of the export', () => {
    const value = JSON.parse(whole());
    assert.equal(value.events.length, EVERY_EVENT.length);
    assert.deepEqual(value.events[0].raw, JSON.parse(EVERY_EVENT[0]?.raw ?? ''));
    assert.equal(value.events[0].time, '2026-10-31T08:00:00.000Z');
    assert.equal(value.export.filter, 'severity:>=high');
    assert.deepEqual(value.end, {
      complete: true,
      searched: 1,
      events: EVERY_EVENT.length,
      removedMeanwhile: 0,
      knownGaps: [
        {
          connection: 'look',
          from: '2026-11-01T11:59:59.991Z',
          to: null,
          reason: 'The cursor expired.',
          noticed: '2026-11-01T12:00:00.000Z',
        },
      ],
    });
  });

  it('has the exact text of each event in it', () => {
    const text = whole([stored({ raw: EXACT })]);
    assert.ok(text.includes(`"raw":${EXACT}}`));
    assert.equal(JSON.parse(text).events[0].id, 'e1');
  });

  it('is a document without events too', () => {
    assert.deepEqual(JSON.parse(whole([])).events, []);
  });
});

describe('Every export', () => {
  it('writes events whose times no calendar has', () => {
    for (const format of FORMATS) assert.ok(encoder(format).event(stored({ time: 9e15 })).length > 5);
  });

  it('is told of beside it: gaps, filter, and that raw texts are exact or not', () => {
    const about = { ...BEGINNING, events: 2, removed: 1, gaps: [] };
    const exact = JSON.parse(aboutText(about));
    assert.deepEqual(exact.end, { complete: true, searched: 1, events: 2, removedMeanwhile: 1, knownGaps: [] });
    assert.equal(exact.export.note, 'Raw texts are exact.');
    assert.match(JSON.parse(aboutText({ ...about, redacted: true })).export.note, /not exact/);
    assert.deepEqual(exact.export.connections[0], { id: 'look', name: 'Phones', system: 'lookout' });
  });
});
