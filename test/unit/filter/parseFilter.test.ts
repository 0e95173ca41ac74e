import assert from 'node:assert/strict';
import { parseFilter } from '../../../src/filter/parseFilter.ts';
import { printFilter } from '../../../src/filter/printFilter.ts';
import type { Expression } from '../../../src/model/expression.ts';
import { NOW } from './fixtures.ts';

function read(text: string): Expression {
  const { expression, problems } = parseFilter(text, NOW);
  assert.deepEqual(problems, [], text);
  return expression;
}

const word = (text: string): Expression => ({ kind: 'anywhere', match: { kind: 'words', text } });
const of = (field: 'type' | 'actor' | 'id', text: string): Expression => ({
  kind: 'text',
  field,
  match: { kind: 'words', text },
});

describe('A filter', () => {
  it('means all events when it is empty', () => {
    for (const text of ['', '   ', '*']) assert.deepEqual(read(text), { kind: 'all' });
  });

  it('joins what stands side by side by AND, which binds closer than OR', () => {
    const expected = { kind: 'or', of: [{ kind: 'and', of: [word('a'), word('b')] }, word('c')] };
    for (const text of ['a b OR c', 'a AND b OR c', '(a && b) || c', '((a b)) OR (c)'])
      assert.deepEqual(read(text), expected);
    assert.deepEqual(read('a (b OR c)'), { kind: 'and', of: [word('a'), { kind: 'or', of: [word('b'), word('c')] }] });
  });

  it('negates with a hyphen and with NOT', () => {
    for (const text of ['-a', 'NOT a', '-(a)', '-(-(NOT a))'])
      assert.deepEqual(read(text), { kind: 'not', of: word('a') });
    assert.deepEqual(read('-type:x'), { kind: 'not', of: of('type', 'x') });
  });

  it('takes operators in small letters and lone hyphens for words', () => {
    assert.deepEqual(read('this and that'), { kind: 'and', of: ['this', 'and', 'that'].map(word) });
    assert.deepEqual(read('Login - failed'), { kind: 'and', of: ['Login', '-', 'failed'].map(word) });
    assert.deepEqual(read('ORDER NOTHING ANDROID'), { kind: 'and', of: ['ORDER', 'NOTHING', 'ANDROID'].map(word) });
  });

  it('leaves what people paste in one piece', () => {
    for (const pasted of [
      '10.0.0.1',
      'fe80::1',
      'dead:beef::1%eth0',
      'aa:bb:cc:dd:ee:ff',
      'someone+tag@example.com',
      'https://example.com:8443/a/b#c',
      '10:30',
      'sha256:ab12',
      'com.example.app',
      '3f2504e0-4f89-11d3-9a0c-0305e82c3301',
      'C:\\Users\\bob',
      '\\\\server\\share'.replaceAll('\\', '\\\\'),
    ]) {
      assert.deepEqual(read(pasted), word(pasted.replaceAll('\\\\', '\\')), pasted);
    }
  });

  it('reads fields without regard to case, hyphens and underscores, and by their short names', () => {
    assert.deepEqual(read('TYPE:Threat'), of('type', 'Threat'));
    assert.deepEqual(read('user:ann'), of('actor', 'ann'));
    for (const name of ['vendorSeverity', 'vendor-severity', 'VENDOR_SEVERITY'])
      assert.deepEqual(read(`${name}:x`), {
        kind: 'text',
        field: 'vendorSeverity',
        match: { kind: 'words', text: 'x' },
      });
  });

  it('takes a colon, a hyphen and an operator behind a field for part of the value', () => {
    assert.deepEqual(read('id:urn:a:b'), of('id', 'urn:a:b'));
    assert.deepEqual(read('id:-1a'), of('id', '-1a'));
    assert.deepEqual(read('type:OR'), of('type', 'OR'));
  });

  it('reads several values of a field', () => {
    assert.deepEqual(read('type:(a OR "b c" -d)'), {
      kind: 'or',
      of: [of('type', 'a'), { kind: 'and', of: [of('type', 'b c'), { kind: 'not', of: of('type', 'd') }] }],
    });
  });

  it('knows wildcards outside of quotes, and takes them as they are behind a backslash', () => {
    assert.deepEqual(read('type:com.x*'), { kind: 'text', field: 'type', match: { kind: 'pattern', text: 'com.x*' } });
    assert.deepEqual(read('type:"com.x*"'), of('type', 'com.x*'));
    assert.deepEqual(read('type:com\\*'), of('type', 'com*'));
    assert.deepEqual(read('type:a\\*b*'), { kind: 'text', field: 'type', match: { kind: 'pattern', text: 'a\\*b*' } });
    assert.deepEqual(read('type:*'), { kind: 'text', field: 'type', match: { kind: 'any' } });
  });

  it('reads escapes', () => {
    assert.deepEqual(read('"a \\"b\\" \\\\ \\n \\u{202E}"'), word('a "b" \\ \\n \u202e'));
    assert.deepEqual(read('a\\u{20}b\\u{28}c\\u{29}'), word('a b(c)'));
    assert.deepEqual(read('(C:\\Users\\) C:\\'), { kind: 'and', of: [word('C:\\Users\\'), word('C:\\')] });
    assert.deepEqual(read('\\-a'), word('-a'));
    assert.deepEqual(read('type\\:a'), word('type:a'));
  });

  it('reads ways into the JSON', () => {
    assert.deepEqual(read('raw.threat."odd: \\"name\\"".x:1'), {
      kind: 'raw',
      path: ['threat', 'odd: "name"', 'x'],
      match: { kind: 'words', text: '1' },
    });
  });

  it('reads severities', () => {
    const cases: Readonly<Record<string, { readonly from?: number; readonly to?: number }>> = {
      high: { from: 4, to: 4 },
      4: { from: 4, to: 4 },
      '"High"': { from: 4, to: 4 },
      '>=high': { from: 4 },
      '>high': { from: 5 },
      '<=low': { from: 1, to: 2 },
      '<low': { from: 1, to: 1 },
      '..low': { from: 1, to: 2 },
      'medium..critical': { from: 3, to: 5 },
      'unknown..low': { from: 0, to: 2 },
      'medium..': { from: 3 },
      '*': { from: 1 },
      info: { from: 1, to: 1 },
    };
    for (const [text, ends] of Object.entries(cases))
      assert.deepEqual(read(`severity:${text}`), { kind: 'range', field: 'severity', ...ends }, text);
  });
});

describe('Where a filter is not right, it', () => {
  const problemsOf = (text: string) =>
    parseFilter(text, NOW).problems.map(({ from, to, message }) => `${from}-${to} ${message}`);

  it('says where and what', () => {
    const cases: Readonly<Record<string, readonly string[]>> = {
      'typ:x': ['0-4 There is no field "typ". Did you mean "type"?'],
      'localhost:80': [
        '0-10 There is no field "localhost". Put the text in quotation marks to search for it as it is.',
      ],
      'a type:': ['2-7 A value is missing after "type:".'],
      'type: x': ['0-5 A value is missing after "type:".'],
      'raw:x': ['0-4 The name of a member is missing, as in raw.threat.type:APPLICATION.'],
      'raw.a..b:x': ['0-9 The name of a member is missing, as in raw.threat.type:APPLICATION.'],
      'a "b': ['2-4 The quotation mark is not closed.'],
      '"': ['0-1 The quotation mark is not closed.'],
      '""': ['0-2 There is nothing between the quotation marks.'],
      'x (a': ['2-3 The parenthesis is not closed.'],
      'type:(a': ['5-6 The parenthesis is not closed.'],
      'a) b': ['1-2 Nothing is open that this parenthesis could close.'],
      '()': ['0-2 There is nothing between the parentheses.'],
      'OR a': ['0-2 There is nothing before OR.'],
      'a AND': ['2-5 There is nothing after AND.'],
      'a OR OR b': ['2-4 There is nothing after OR.'],
      NOT: ['0-3 There is nothing after NOT.'],
      'severity:hihg': [
        '9-13 There is no severity "hihg". Use unknown, informational, low, medium, high, critical or fatal.',
      ],
      'severity:>=': ['9-11 There is nothing after >=.'],
      'severity:..': ['9-11 A value is missing after "severity:".'],
      'severity:high..low': ['9-18 The range ends before it begins.'],
      'is:opne': ['3-7 There is no state "opne". Use open, resolved, success, failure or changed.'],
      'a*b*c*d*e*f*g*h*i*j*k*l*m*n*o*p*q*': ['0-34 There are more than 16 wildcards in one word.'],
    };
    for (const [text, expected] of Object.entries(cases)) assert.deepEqual(problemsOf(text), expected, text);
  });

  it('goes on behind it, and leaves out what it did not understand', () => {
    const { expression, problems } = parseFilter('typ:x AND (severity:hgh OR actor:ann', NOW);
    assert.equal(problems.length, 3);
    assert.equal(printFilter(expression), 'actor:ann');
  });

  it('sets limits to length, depth and number of terms', () => {
    const whole = (text: string) => parseFilter(text, NOW).problems.map(({ message }) => message);
    assert.deepEqual(whole('a'.repeat(4_000)), []);
    assert.deepEqual(whole('a'.repeat(4_001)), ['The filter is longer than 4000 characters.']);
    assert.deepEqual(whole(`${'('.repeat(50)}a${')'.repeat(50)}`), []);
    assert.deepEqual(whole(`${'('.repeat(51)}a${')'.repeat(51)}`), ['The parentheses go deeper than 50 levels.']);
    assert.deepEqual(whole(`${'-'.repeat(3_000)}a`), ['The parentheses go deeper than 50 levels.']);
    assert.deepEqual(whole('a '.repeat(200)), []);
    assert.deepEqual(whole('a '.repeat(201)), ['The filter has more than 200 terms.']);
  });

  it('names the part with its place in a sentence that can be translated', () => {
    const [problem] = parseFilter('typ:x', NOW).problems;
    assert.equal(problem?.template, 'There is no field "{0}". Did you mean "{1}"?');
    assert.deepEqual(problem?.args, ['typ', 'type']);
  });
});
