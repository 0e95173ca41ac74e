import assert from 'node:assert/strict';
import fc from 'fast-check';
import { SEVERITIES_WORST_FIRST } from '../../../src/model/severity.ts';
import { rowDescription, rowLabel, rowTooltip } from '../../../src/ui/events/eventText.ts';
import { english } from '../../../src/ui/localizer.ts';
import { escapeIcons, escapeLinks, escapeMarkdown, oneLine } from '../../../src/ui/text/escape.ts';
import { logLine } from '../../../src/ui/text/logLine.ts';
import { severityLook, severityWord } from '../../../src/ui/text/severityText.ts';
import { Times } from '../../../src/ui/text/times.ts';
import { NOW, RowStore } from './fixtures.ts';

describe('texts', () => {
  const times = new Times('en', 'UTC');

  it('tells ages in the largest unit that fits', () => {
    const ages = [0, 3, 59, 60, 3_599, 7_200, 86_400, 40 * 86_400, 800 * 86_400].map((seconds) =>
      times.relative(NOW - seconds * 1000, NOW),
    );
    assert.deepEqual(ages, [
      'now',
      '3s ago',
      '59s ago',
      '1m ago',
      '59m ago',
      '2h ago',
      'yesterday',
      'last mo.',
      '2y ago',
    ]);
    assert.equal(times.relative(NOW + 5_000, NOW), 'in 5s');
  });

  it('keeps names from becoming links in notifications', () => {
    // How VS Code finds them.
    const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/;
    const hostile = 'Fleet [x](command:workbench.action.quit)';
    assert.match(hostile, link);
    assert.doesNotMatch(escapeLinks(hostile), link);
  });

  it('keeps vendor text from becoming Markdown', () => {
    const hostile =
      '[x](command:evil) <img src=x> `code` **bold** $(flame) ![i](http://e/p) https://e.example | # h\n- a';
    const escaped = escapeMarkdown(hostile);
    assert.ok(!escaped.includes('\n') && !escaped.includes('<'));
    // Whatever could begin something in Markdown has a backslash before it.
    fc.assert(
      fc.property(fc.string(), (text) => {
        const out = escapeMarkdown(text);
        assert.ok(!/(^|[^\\])(\\\\)*[[\]()*_`!#$<>:]/.test(out), out);
      }),
    );
  });

  it('keeps one line one line', () => {
    assert.equal(oneLine('a\r\nb\u001b[31mc\u202ed'), 'a b [31mc d');
    assert.equal(oneLine('x'.repeat(500)).length, 301);
    assert.ok(!escapeIcons('$(flame) fire').includes('$('));
  });

  it('keeps credentials and forged lines out of the log', () => {
    const line = logLine('sent Bearer abcdefgh12345678 \n2026 [error] forged');
    assert.ok(!line.includes('abcdefgh12345678') && !line.includes('\n'));
  });

  it('gives every severity a shape of its own, and a word', () => {
    assert.equal(new Set(SEVERITIES_WORST_FIRST.map((severity) => severityLook(severity).icon)).size, 7);
    assert.deepEqual(
      SEVERITIES_WORST_FIRST.map((severity) => severityWord(severity, english)),
      ['Fatal', 'Critical', 'High', 'Medium', 'Low', 'Informational', 'Unknown'],
    );
  });

  it("says the severity first to a screen reader, and ours beside the vendor's in the tooltip", () => {
    const store = new RowStore();
    store.add(1, 'Threat', 4);
    const row = store.rowsStored[0];
    assert.ok(row);
    assert.equal(rowLabel(row, '3s ago', english), 'High, Event 1, 3s ago');
    const tooltip = rowTooltip(
      { ...row, vendorSeverity: 'HIGH', target: { kind: 'device', name: '<b>Pixel</b>' } },
      'Production',
      NOW,
      times,
      english,
    );
    assert.match(tooltip, /High \\\(vendor\\: HIGH\\\)/);
    assert.ok(!tooltip.includes('<b>'));
  });

  it('says beside a title whether it is open, on whose device, and when', () => {
    const store = new RowStore();
    store.add(1, 'Threat', 4);
    const row = store.rowsStored[0];
    assert.ok(row);
    const ago = times.relative(row.time, NOW);
    const threat = {
      ...row,
      status: 'open',
      subject: { kind: 'threat', id: 't1' },
      target: { kind: 'device', id: '5e1f0c9a-1b2c-4d3e-8f90-aabbccddeeff' },
    };
    assert.equal(rowDescription(threat, undefined, NOW, times), `open · device 5e1f0c9a · ${ago}`);
    const owned = { ...threat, owner: 'mia@example.com' };
    assert.equal(rowDescription(owned, 'Production', NOW, times), `open · mia · ${ago} · Production`);
    const said = { ...owned, summary: 'Pixel (mia@example.com) updated' };
    assert.equal(rowDescription(said, undefined, NOW, times), `open · ${ago}`);
  });
});
