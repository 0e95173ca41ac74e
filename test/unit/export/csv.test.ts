import assert from 'node:assert/strict';
import fc from 'fast-check';
import { CSV_HEADINGS, csv, csvRow, harmless } from '../../../src/export/csv.ts';
import { BEGINNING, EVERY_EVENT, NOW, stored } from './fixtures.ts';

/** A reader of RFC 4180, for any separator. */
function read(text: string, separator = ','): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let at = 0;
  while (at < text.length) {
    if (text[at] === '"' && cell === '') {
      for (at++; at < text.length; at++) {
        if (text[at] !== '"') cell += text[at];
        else if (text[at + 1] === '"') {
          cell += '"';
          at++;
        } else break;
      }
      at++;
    } else if (text[at] === separator) {
      row.push(cell);
      cell = '';
      at++;
    } else if (text.startsWith('\r\n', at)) {
      rows.push([...row, cell]);
      row = [];
      cell = '';
      at += 2;
    } else cell += text[at++];
  }
  return rows;
}

const summaryOf = (text: string) => read(csvRow(stored({ summary: text })))[0]?.[8];
const isFormula = (cell: string) => /^[\s"\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]/.test(cell);

describe('The CSV export', () => {
  it('is RFC 4180 with CRLF, a byte order mark, and as many cells in each row', () => {
    const head = csv.head(BEGINNING);
    assert.ok(head.startsWith('\ufeff') && head.endsWith('\r\n'));
    const rows = read(head.slice(1) + EVERY_EVENT.map(csvRow).join(''));
    assert.equal(rows.length, EVERY_EVENT.length + 1);
    for (const row of rows) assert.equal(row.length, 25);
    assert.equal(read(CSV_HEADINGS)[0]?.[8], 'summary');
  });

  it('keeps texts with separators, quotes and line breaks', () => {
    for (const text of ['a,b', 'say "x"', 'two\nlines', 'semi;colon', 'Ünï', 'a "b", c'])
      assert.equal(summaryOf(text), text);
    assert.equal(summaryOf('dos\r\nlines\rmac'), 'dos\nlines\nmac');
  });

  it('has UTC times, numbers as numbers, and nothing where there is nothing', () => {
    const [row = []] = read(csvRow(stored({ actor: { kind: 'admin', id: '7' } })));
    assert.deepEqual(row.slice(0, 5), [new Date(NOW).toISOString(), '2026-11-01T12:00:00.005Z', 'High', '4', '']);
    assert.deepEqual(row.slice(9, 12), ['admin', '7', '']);
  });

  it('never begins a cell as a formula does', () => {
    for (const text of [
      "=cmd|' /C calc'!A0",
      '+1+1',
      '-1',
      '@SUM(A1)',
      '\t=1',
      '\r=1',
      '  =1',
      '"=1',
      ' " \' =1',
      '\u200b=1',
      '\ufeff=1',
      '＝1',
      '＋1',
      '－1',
      '＠A1',
    ]) {
      const cell = summaryOf(text) ?? '';
      assert.ok(!isFormula(cell), JSON.stringify(cell));
      assert.ok(cell.includes("'"), JSON.stringify(cell));
    }
  });

  it('begins no formula in a spreadsheet that expects other separators', () => {
    const text = csvRow(stored({ summary: 'a;=cmd()', status: 'x\t=cmd()', vendorSeverity: 'y\n+cmd()' }));
    for (const separator of [';', '\t']) {
      // The first quote of the row opens nothing there: read as plain cells.
      for (const cell of text
        .split(/\r?\n/)
        .flatMap((line) => line.split(separator))
        .slice(1)) {
        assert.ok(!isFormula(cell), JSON.stringify(cell));
      }
    }
  });

  it('leaves harmless texts alone', () => {
    for (const text of ['a=b', 'x - y', '1', 'mail@example.com', '“quoted”', '', '(a)', '*'])
      assert.equal(harmless(text), text);
  });

  it('shows control characters, direction overrides and halves of characters as such', () => {
    assert.equal(harmless('a\u0000b\u001b[31mc\u202ed\ud800e\u0085'), 'a\ufffdb\ufffd[31mc\ufffdd\ufffde\ufffd');
  });

  it('holds for any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 40 }),
        fc.constantFrom('', '=', ';=', ' +', '"@', '\t-'),
        (a, b) => {
          const row = csvRow(stored({ summary: b + a }));
          const [cells, ...others] = read(row);
          assert.equal(others.length, 0);
          assert.equal(cells?.length, 25);
          assert.ok(!isFormula(cells?.[8] ?? ''));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('takes time in proportion to the length of hostile texts', () => {
    const text = '\n;\t "'.repeat(400_000);
    const started = performance.now();
    harmless(text);
    // Quadratic, it would be hours.
    assert.ok(performance.now() - started < 5_000);
  });
});
