import assert from 'node:assert/strict';
import { formatDocument } from '../../../src/store/reader/document.ts';
import { event, Fixture, request } from './fixture.ts';

describe('store: document', () => {
  it('changes whitespace only', () => {
    const raw = '{"b":12345678901234567890,"a":1.0,"b":[],"t":"x: {y}\\u00e9",  "n":{"e":1e5,"d":{}}}';
    const { text, formatted, bytes } = formatDocument(raw);
    assert.equal(
      text,
      `{
  "b": 12345678901234567890,
  "a": 1.0,
  "b": [],
  "t": "x: {y}\\u00e9",
  "n": {
    "e": 1e5,
    "d": {}
  }
}`,
    );
    assert.ok(formatted);
    assert.equal(bytes, raw.length);
  });

  it('gives back exactly what does not parse or is too large', () => {
    for (const raw of ['{"a":1,}', '', '{"a":1} // x', `"${'x'.repeat(2 * 1024 * 1024)}"`]) {
      assert.deepEqual(formatDocument(raw), { text: raw, formatted: false, bytes: raw.length });
    }
    assert.equal(formatDocument('"é"').bytes, 4);
  });

  it('formats in the store', async function () {
    this.timeout(20_000);
    const fixture = await Fixture.create();
    try {
      const store = await fixture.open();
      await store.commit(request([event('a', { raw: '[1]' })]));
      assert.deepEqual(await store.document('acme', 'a'), { text: '[\n  1\n]', formatted: true, bytes: 3 });
      assert.equal(await store.document('acme', 'b'), undefined);
    } finally {
      await fixture.dispose();
    }
  });
});
