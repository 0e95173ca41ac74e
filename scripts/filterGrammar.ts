import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildParserFile } from '@lezer/generator';

/** The parser of the filter language, made from its grammar: `node scripts/filterGrammar.ts` writes it, a unit test says when that was forgotten. */

const folder = new URL('../src/filter/parser/', import.meta.url);
const HEADER = '// Made from filter.grammar by scripts/filterGrammar.ts.\n';

/** Texts by file name. */
export function generated(): Readonly<Record<string, string>> {
  const grammar = readFileSync(new URL('filter.grammar', folder), 'utf8');
  const { parser, terms } = buildParserFile(grammar, {
    fileName: 'filter.grammar',
    typeScript: true,
    includeNames: false,
  });
  return {
    'filterParser.ts': HEADER + parser.replace(/^\/\/.*\n/, ''),
    'filterParser.terms.ts': HEADER + terms.replace(/^\/\/.*\n/, ''),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, text] of Object.entries(generated())) writeFileSync(new URL(name, folder), text);
}
