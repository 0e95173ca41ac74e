import type { SyntaxNode } from '@lezer/common';
import { assertNever } from '../base/assertNever.ts';
import { EVENT_STATES, type Expression, type TextMatch } from '../model/expression.ts';
import { parsePath } from './fieldPath.ts';
import { type FieldName, fieldOf, similarField } from './fields.ts';
import { MOST_WILDCARDS } from './limits.ts';
import { type FilterProblem, type ProblemKind, problem } from './problem.ts';
import { isClosed, unquotePhrase, unquoteWord } from './quoting.ts';
import { openTimeRange, severityRange, timeRange } from './ranges.ts';

/** What stands before a colon. */
export type Place =
  | { readonly kind: 'field'; readonly field: FieldName }
  | { readonly kind: 'raw'; readonly path: readonly string[] };

/** Makes expressions of single terms; what is not right goes to `report`. */
export class Terms {
  readonly #text: string;
  readonly #now: number;
  readonly #report: (problem: FilterProblem) => void;

  constructor(text: string, now: number, report: (problem: FilterProblem) => void) {
    this.#text = text;
    this.#now = now;
    this.#report = report;
  }

  /** A word or a phrase without a field. */
  free(node: SyntaxNode): Expression | undefined {
    const match = this.#match(node);
    if (match?.kind === 'any') return { kind: 'all' };
    return match && { kind: 'anywhere', match };
  }

  /** Of a node `Field` or `LoneField`. */
  place(node: SyntaxNode): Place | undefined {
    const name = this.#source(node).slice(0, -1);
    const report = (kind: ProblemKind, ...args: readonly string[]) =>
      this.#report(problem(node.from, node.to, kind, ...args));
    if (/^raw(?:\.|$)/i.test(name)) {
      const path = parsePath(name);
      if (!path) report('noPath');
      return path && { kind: 'raw', path };
    }
    const field = fieldOf(name);
    if (field !== undefined) return { kind: 'field', field };
    const similar = similarField(name);
    if (similar === undefined) report('unknownField', name);
    else report('unknownFieldDidYouMean', name, similar);
    return undefined;
  }

  /** A value, a node `Value` or `Phrase`, at its place. */
  value(place: Place, node: SyntaxNode): Expression | undefined {
    if (place.kind === 'raw') {
      const match = this.#match(node);
      return match && { kind: 'raw', path: place.path, match };
    }
    const { field } = place;
    switch (field) {
      case 'severity':
        return this.#ranged(node, severityRange);
      case 'time':
      case 'received':
        return this.#ranged(node, (text) => timeRange(field, text, this.#now));
      case 'after':
      case 'before':
        return this.#ranged(node, (text) => openTimeRange(field, text, this.#now));
      case 'is':
        return this.#state(node);
      case 'type':
      case 'activity':
      case 'status':
      case 'vendorSeverity':
      case 'connection':
      case 'stream':
      case 'id':
      case 'actor':
      case 'target':
      case 'subject':
      case 'owner':
      case 'summary':
      case 'changed': {
        const match = this.#match(node);
        return match && { kind: 'text', field, match };
      }
      default:
        return assertNever(field);
    }
  }

  #match(node: SyntaxNode): TextMatch | undefined {
    if (node.name === 'Phrase') {
      const text = this.#phrase(node);
      return text === undefined ? undefined : { kind: 'words', text };
    }
    const { text, wildcards, any } = unquoteWord(this.#source(node));
    if (any) return { kind: 'any' };
    if (wildcards > MOST_WILDCARDS) {
      this.#report(problem(node.from, node.to, 'tooManyWildcards', MOST_WILDCARDS));
      return undefined;
    }
    return { kind: wildcards > 0 ? 'pattern' : 'words', text };
  }

  #ranged(node: SyntaxNode, read: (text: string) => ReturnType<typeof severityRange>): Expression | undefined {
    const text = this.#plain(node);
    if (text === undefined) return undefined;
    const outcome = read(text);
    if ('range' in outcome) return outcome.range;
    const [kind, ...args] = outcome.problem;
    this.#report(problem(node.from, node.to, kind, ...args));
    return undefined;
  }

  #state(node: SyntaxNode): Expression | undefined {
    const text = this.#plain(node);
    if (text === undefined) return undefined;
    const state = EVENT_STATES.find((name) => name === text.toLowerCase());
    if (state) return { kind: 'is', state };
    this.#report(problem(node.from, node.to, 'unknownState', text));
    return undefined;
  }

  /** Without quotes, wildcards as they are. */
  #plain(node: SyntaxNode): string | undefined {
    return node.name === 'Phrase' ? this.#phrase(node) : this.#source(node);
  }

  #phrase(node: SyntaxNode): string | undefined {
    const source = this.#source(node);
    const text = unquotePhrase(source);
    if (!isClosed(source)) this.#report(problem(node.from, node.to, 'unclosedQuote'));
    else if (text === '') this.#report(problem(node.from, node.to, 'emptyQuotes'));
    else return text;
    return undefined;
  }

  #source(node: SyntaxNode): string {
    return this.#text.slice(node.from, node.to);
  }
}
