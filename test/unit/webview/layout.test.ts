import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Folding } from '../../../src/webview/detail/json/folding.ts';
import { layoutJson, lineAt } from '../../../src/webview/detail/json/layout.ts';
import { formatPath, pathOf, valueAt } from '../../../src/webview/detail/json/path.ts';
import { tokensOf } from '../../../src/webview/detail/json/tokens.ts';

const SAMPLE =
  '{"id":12345678901234567890,"threat":{"details":{"a b":"x\\"{y","n":1.0},"list":[1,{"k":[]},[true]]},"id":null}';

function lineOf(text: string, source = SAMPLE): number {
  const line = layoutJson(source).lines.findIndex((each) => each.includes(text));
  assert.notEqual(line, -1, text);
  return line;
}

describe('layoutJson', () => {
  it('puts one member or element on a line and touches nothing but whitespace', () => {
    assert.equal(
      layoutJson('{ "a" :1.0,\n"a":[ ],"b":[12345678901234567890,{}] }').text,
      '{\n  "a": 1.0,\n  "a": [],\n  "b": [\n    12345678901234567890,\n    {}\n  ]\n}',
    );
  });

  it('agrees with JSON.stringify for any JSON, and changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const pretty = JSON.stringify(value, undefined, 2);
        assert.equal(layoutJson(JSON.stringify(value)).text, pretty);
        assert.equal(layoutJson(pretty).text, pretty);
      }),
    );
  });

  it('gives lines for any text, and keeps all of it but whitespace', () => {
    const soup = fc.string({ unit: fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '\\', 'a', '1', ' ', '\n') });
    const squeezed = (text: string) => text.replace(/\s/g, '');
    fc.assert(
      fc.property(soup, (text) => {
        const layout = layoutJson(text);
        assert.equal(squeezed(layout.text), squeezed(text));
        for (const [line, end] of layout.closedBy.entries()) assert.ok(end === -1 || end > line);
        for (const [line, parent] of layout.parents.entries()) assert.ok(parent < line);
      }),
    );
  });

  it('does not fold what a cut text leaves open', () => {
    const layout = layoutJson('{"a":{"b":[1,2],"c":"cut he');
    assert.deepEqual(
      layout.closedBy.map((end, line) => (end < 0 ? undefined : layout.lines[line]?.trim())).filter(Boolean),
      ['"b": ['],
    );
  });

  it('stays linear in hostile nesting', () => {
    const depth = 50_000;
    const { text, lines } = layoutJson('['.repeat(depth));
    assert.equal(lines.length, depth);
    assert.ok(text.length < depth * 140);
  });

  it('finds the line of an offset', () => {
    const layout = layoutJson(SAMPLE);
    layout.starts.forEach((start, line) => {
      assert.equal(lineAt(layout, start), line);
      assert.equal(lineAt(layout, start + (layout.lines[line]?.length ?? 0)), line);
    });
  });
});

describe('paths and values of lines', () => {
  const layout = layoutJson(SAMPLE);
  const path = (text: string) => formatPath(pathOf(layout, lineOf(text)));

  it('names members, odd names and positions', () => {
    assert.equal(path('{'), '$');
    assert.equal(path('"a b"'), '$.threat.details["a b"]');
    assert.equal(path('1,'), '$.threat.list[0]');
    assert.equal(path('"k"'), '$.threat.list[1].k');
    assert.equal(path('true'), '$.threat.list[2][0]');
    assert.equal(formatPath(pathOf(layout, layout.closedBy[lineOf('"list"')] ?? -1)), '$.threat.list');
    assert.equal(formatPath(['a"b', 'naïve', '1x']), '$["a\\"b"].naïve["1x"]');
  });

  it('leads to the same value as JSON.parse, for any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const any = layoutJson(JSON.stringify(value));
        const parsed: unknown = JSON.parse(any.text);
        any.lines.forEach((_, line) => {
          const at = pathOf(any, line).reduce<unknown>((from, step) => Reflect.get(Object(from), step), parsed);
          const text = valueAt(any, line);
          assert.deepEqual(typeof at === 'string' ? text : JSON.parse(text), at);
        });
      }),
    );
  });

  it('copies numbers as they were received and strings without quotes', () => {
    assert.equal(valueAt(layout, lineOf('12345678901234567890')), '12345678901234567890');
    assert.equal(valueAt(layout, lineOf('"n"')), '1.0');
    assert.equal(valueAt(layout, lineOf('"a b"')), 'x"{y');
    assert.equal(valueAt(layout, lineOf('"details"')), '{\n  "a b": "x\\"{y",\n  "n": 1.0\n}');
  });
});

describe('Folding', () => {
  const layout = layoutJson(SAMPLE);
  const shown = (folding: Folding) => folding.rows.map((line) => layout.lines[line]?.trim());

  it('hides what a fold holds and its closing line', () => {
    const folding = new Folding(layout);
    folding.toggle(lineOf('"details"'));
    assert.ok(!shown(folding).includes('"n": 1.0'));
    assert.equal(folding.rows.length, layout.lines.length - 3);
    folding.toggle(lineOf('"details"'));
    assert.equal(folding.rows.length, layout.lines.length);
  });

  it('folds from the closing line too, and stays on the opening one', () => {
    const folding = new Folding(layout);
    const opening = lineOf('"list"');
    assert.equal(folding.toggle(layout.closedBy[opening] ?? -1), opening);
    assert.ok(folding.isFolded(opening));
  });

  it('folds all inside the root, and reveals one line again', () => {
    const folding = new Folding(layout);
    folding.foldAll();
    assert.deepEqual(shown(folding), ['{', '"id": 12345678901234567890,', '"threat": {', '"id": null', '}']);
    folding.reveal(lineOf('"n"'));
    assert.ok(shown(folding).includes('"n": 1.0'));
    assert.ok(!shown(folding).includes('"k": []'));
    folding.unfoldAll();
    assert.equal(folding.rows.length, layout.lines.length);
  });

  it('finds the row of a line, or of the fold that hides it', () => {
    const folding = new Folding(layout, [lineOf('"details"'), 999]);
    assert.deepEqual(folding.folded, [lineOf('"details"')]);
    assert.equal(folding.rows[folding.rowOf(lineOf('"n"'))], lineOf('"details"'));
    assert.equal(folding.rows[folding.rowOf(lineOf('"list"'))], lineOf('"list"'));
  });
});

describe('tokensOf', () => {
  it('tells names from strings, and keeps every character', () => {
    const line = '  "a b": ["x", -1.0e5, null, {';
    const tokens = tokensOf(line);
    assert.equal(tokens.map(({ text }) => text).join(''), line);
    assert.deepEqual(
      tokens.filter(({ kind }) => kind !== 'space' && kind !== 'mark').map(({ kind, text }) => `${kind} ${text}`),
      ['key "a b"', 'string "x"', 'number -1.0e5', 'word null'],
    );
  });

  it('keeps every character of any line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (line) => {
        assert.equal(
          tokensOf(line)
            .map(({ text }) => text)
            .join(''),
          line,
        );
      }),
    );
  });
});
