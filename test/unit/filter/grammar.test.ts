import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { generated } from '../../../scripts/filterGrammar.ts';

describe('The parser of the filter language', () => {
  it('is the one that its grammar makes: run "node scripts/filterGrammar.ts"', () => {
    for (const [name, text] of Object.entries(generated())) {
      const committed = readFileSync(new URL(`../../../src/filter/parser/${name}`, import.meta.url), 'utf8');
      assert.equal(committed.replaceAll('\r\n', '\n'), text, name);
    }
  });
});
