import type { Expression } from '../model/expression.ts';
import { textTest } from '../model/textTest.ts';
import { either } from './combine.ts';

/** Makes of `connection:"My tenant"` the ids of the connections with that name, which is what events know. `names`: by id. */
export function withConnectionIds(expression: Expression, names: ReadonlyMap<string, string>): Expression {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return { kind: expression.kind, of: expression.of.map((of) => withConnectionIds(of, names)) };
    case 'not':
      return { kind: 'not', of: withConnectionIds(expression.of, names) };
    case 'text': {
      const { field, match } = expression;
      if (field !== 'connection' || match.kind === 'any') return expression;
      const test = textTest(match, true);
      const named = [...names].filter(([, name]) => test(name));
      const ids = named.map(([text]): Expression => ({ kind: 'text', field, match: { kind: 'words', text } }));
      return ids.length === 0 ? expression : either([expression, ...ids]);
    }
    default:
      return expression;
  }
}
