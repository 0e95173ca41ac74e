import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import type { TextMatch } from '../../../../src/model/expression.ts';
import { PartyTexts } from '../../../../src/store/search/partyTexts.ts';

const words = (text: string): TextMatch => ({ kind: 'words', text });

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

  function ids(texts: PartyTexts, match: TextMatch, upTo: number): number[] {
    const test = texts.like(match);
    return Array.from({ length: upTo + 1 }, (_, id) => id).filter(test);
  }

  it('are told apart by party, whatever lies between', () => {
    add(1, 'Maria', 'm1');
    add(3, null, 'maria');
    add(4, 'Mar', 'ia');
    add(5, 'Zoë MARIA', null);
    add(6, '', null);
    add(5_000, 'maria lopez', 'm2');
    const texts = new PartyTexts(db);
    assert.deepEqual(ids(texts, words('maria'), 5_001), [1, 3, 5, 5_000]);
    assert.deepEqual(ids(texts, words('maria lopez'), 5_001), [5_000]);
    assert.deepEqual(ids(texts, { kind: 'pattern', text: 'ma*' }, 10), [1, 3, 4, 5]);
    assert.deepEqual(ids(texts, { kind: 'any' }, 10), [1, 3, 4, 5]);
  });

  it('are known of parties that come after the first question', () => {
    add(1, 'Maria', null);
    const texts = new PartyTexts(db);
    const test = texts.like(words('maria'));
    assert.ok(test(1));
    add(2, 'Maria too', null);
    assert.ok(test(2));
    assert.deepEqual(ids(texts, words('maria'), 3), [1, 2]);
  });

  it('are read again when a number may stand for another party', () => {
    add(1, 'Maria', null);
    const texts = new PartyTexts(db);
    assert.equal([...texts.warm()].flat().length, 1);
    assert.equal([...texts.warm()].length, 0);
    db.exec('DELETE FROM party');
    add(1, 'Devon', null);
    texts.forget(1);
    assert.equal([...texts.warm()].flat().length, 1);
    assert.deepEqual(ids(texts, words('maria'), 1), []);
    assert.deepEqual(ids(texts, words('devon'), 1), [1]);
  });
});
