import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { Hashes } from '../../../src/store/hashes.ts';
import { migrate } from '../../../src/store/schema.ts';

function withSalt(salt: number): Hashes {
  const db = new DatabaseSync(':memory:');
  migrate(db);
  db.prepare('UPDATE state SET salt = ?').run(salt);
  const hashes = new Hashes(db);
  db.close();
  return hashes;
}

describe('store: hashes', () => {
  const hashes = withSalt(7);
  const text = fc.string({ unit: 'binary' });
  const id = fc.option(text, { nil: null });

  it('are the same for a text and for what the database gives back of it', () => {
    const db = new DatabaseSync(':memory:');
    const echo = db.prepare('SELECT ? AS text');
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', '\ud835', '\udcb3', 'é', '\0')), (parts) => {
        const given = parts.join('');
        assert.equal(hashes.event(1, String(echo.get(given)?.text)), hashes.event(1, given));
      }),
    );
    db.close();
  });

  it('are numbers that are held exactly, those of one identity in its range', () => {
    fc.assert(
      fc.property(fc.nat(), text, id, id, (connection, kind, of, name) => {
        const hash = hashes.party(connection, kind, of, name);
        assert.ok(Number.isSafeInteger(hash) && Number.isSafeInteger(hashes.event(connection, kind)));
        const first = hashes.firstOf(connection, kind, of, of === null ? name : null);
        assert.ok(hash >= first && hash <= hashes.lastOf(first));
      }),
    );
  });

  it('hardly ever meet, and are others in another file', () => {
    const ids = Array.from({ length: 100_000 }, (_, index) => `event-${index}`);
    const all = new Set(ids.map((one) => hashes.event(1, one)));
    assert.equal(all.size, ids.length);
    const others = withSalt(8);
    assert.equal(ids.filter((one) => all.has(others.event(1, one))).length, 0);
    assert.equal(ids.filter((one) => all.has(hashes.event(2, one))).length, 0);
  });
});
