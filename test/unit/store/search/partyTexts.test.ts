import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import type { TextMatch } from '../../../../src/model/expression.ts';
import { textTest } from '../../../../src/model/textTest.ts';
import { PartyTexts } from '../../../../src/store/search/partyTexts.ts';
import { YES } from '../../../../src/store/search/predicate.ts';

const words = (text: string): TextMatch => ({ kind: 'words', text });
const join = (parts: readonly string[]) => parts.join('');

describe('store: texts of parties', () => {
  let db: DatabaseSync;
  beforeEach(() => {
    db = new DatabaseSync(':memory:');
    db.exec('CREATE TABLE party(id INTEGER PRIMARY KEY, kind TEXT, vendor_id TEXT, name TEXT)');
  });
  afterEach(() => db.close());

  function add(id: number, name: string | null, vendorId: string | null): void {
    db.prepare('INSERT INTO party VALUES(?, ?, ?, ?)').run(id, 'user', vendorId, name);
  }

  function like(texts: PartyTexts, match: TextMatch): (id: number) => boolean {
    const answers = texts.like(match);
    return (id) => (answers.known[id] || answers.learn(id)) === YES;
  }

  function ids(texts: PartyTexts, match: TextMatch, upTo: number): number[] {
    const test = like(texts, match);
    return Array.from({ length: upTo + 1 }, (_, id) => id).filter(test);
  }

  it('are told apart by party, whatever lies between', () => {
    add(1, 'Maria', 'm1');
    add(3, null, 'maria');
    add(4, 'Mar', 'ia');
    add(5, 'Zoë MARIA', null);
    add(6, '', null);
    add(7, 'Mariana and Maria', 'x');
    add(8, 'x', 'maria');
    add(5_000, 'maria lopez', 'm2');
    const texts = new PartyTexts(db);
    assert.deepEqual(ids(texts, words('maria'), 5_001), [1, 3, 5, 7, 8, 5_000]);
    assert.deepEqual(ids(texts, words('maria lopez'), 5_001), [5_000]);
    assert.deepEqual(ids(texts, { kind: 'pattern', text: 'ma*' }, 10), [1, 3, 4, 5, 7, 8]);
    assert.deepEqual(ids(texts, { kind: 'any' }, 10), [1, 3, 4, 5, 7, 8]);
  });

  it('are known of parties that come after the first question', () => {
    add(1, 'Maria', null);
    const texts = new PartyTexts(db);
    const test = like(texts, words('maria'));
    assert.ok(test(1));
    add(2, 'Maria too', null);
    assert.ok(test(2));
    assert.deepEqual(ids(texts, words('maria'), 3), [1, 2]);
  });

  it('are read again when what was known was forgotten', () => {
    add(1, 'Maria', null);
    const texts = new PartyTexts(db);
    assert.equal([...texts.warm()].flat().length, 1);
    assert.equal([...texts.warm()].length, 0);
    assert.deepEqual(ids(texts, words('maria'), 1), [1]);
    db.exec('DELETE FROM party');
    add(1, 'Devon', null);
    texts.forget();
    assert.equal([...texts.warm()].flat().length, 1);
    assert.deepEqual(ids(texts, words('maria'), 1), []);
    assert.deepEqual(ids(texts, words('devon'), 1), [1]);
  });

  it('are told apart as one by one', () => {
    const text = fc.array(fc.constantFrom('a', 'ab', 'é', '𝒳', '登', ' ', '-', 'A.B', 'x'), { maxLength: 5 }).map(join);
    const maybe = fc.option(text, { nil: null });
    const match = fc.oneof(
      text.map(words),
      fc
        .array(fc.constantFrom('a', 'b', 'é', '*', '?', ' '), { maxLength: 4 })
        .map((parts): TextMatch => ({ kind: 'pattern', text: join(parts) })),
      fc.constant<TextMatch>({ kind: 'any' }),
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(maybe, maybe), { maxLength: 12 }),
        fc.array(match, { maxLength: 4 }),
        (parties, matches) => {
          db.exec('DELETE FROM party');
          // Some at the border of two blocks, with gaps.
          const idOf = (index: number) => 2_035 + 2 * index;
          for (const [index, [name, id]] of parties.entries()) add(idOf(index), name, id);
          const texts = new PartyTexts(db);
          for (const match of matches) {
            const test = textTest(match, false);
            const wanted = parties.flatMap((of, index) =>
              of.some((one) => one !== null && test(one)) ? idOf(index) : [],
            );
            assert.deepEqual(ids(texts, match, 2_080), wanted);
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});
