import type { SyntaxNode } from '@lezer/common';
import { EVERYTHING, type Expression } from '../model/expression.ts';
import { both, either, negation } from './combine.ts';
import { MOST_CHARACTERS, MOST_LEVELS, MOST_TERMS } from './limits.ts';
import { operandsOf, syntaxOf } from './parser/tree.ts';
import { type FilterProblem, problem } from './problem.ts';
import { syntaxProblems } from './syntaxProblems.ts';
import { type Place, Terms } from './terms.ts';

export interface ParsedFilter {
  /** With problems only what could be understood: then the caller keeps what it had before. */
  readonly expression: Expression;
  /** By position. */
  readonly problems: readonly FilterProblem[];
}

/**
 * Reads a filter. Never throws, and takes a bounded time whatever the text is. `now`: what relative times are counted from, ms since the epoch; dates without a
 * zone are in the time of this machine.
 */
export function parseFilter(text: string, now: number): ParsedFilter {
  if (text.length > MOST_CHARACTERS) {
    return { expression: EVERYTHING, problems: [problem(MOST_CHARACTERS, text.length, 'tooLong', MOST_CHARACTERS)] };
  }
  return new Reader(text, now).read();
}

class Reader {
  readonly #text: string;
  readonly #terms: Terms;
  readonly #problems: FilterProblem[] = [];
  #count = 0;
  #tooDeep = false;

  constructor(text: string, now: number) {
    this.#text = text;
    this.#terms = new Terms(text, now, (found) => this.#problems.push(found));
  }

  read(): ParsedFilter {
    const { topNode } = syntaxOf(this.#text);
    const expression = both(this.#all(topNode, 0));
    // A tree that is too deep is cut by the parser, which looks like an error.
    if (!this.#tooDeep) this.#problems.push(...syntaxProblems(topNode, this.#text));
    return { expression, problems: this.#problems.sort((a, b) => a.from - b.from) };
  }

  /** `place`: the field that the values in parentheses belong to. */
  #expression(node: SyntaxNode, level: number, place?: Place): Expression | undefined {
    if (level > MOST_LEVELS) {
      if (!this.#tooDeep) this.#problems.push(problem(node.from, node.to, 'tooDeep', MOST_LEVELS));
      this.#tooDeep = true;
      return undefined;
    }
    switch (node.name) {
      case 'Either':
        return combined(this.#all(node, level, place), either);
      case 'Both':
        return combined(this.#all(node, level, place), both);
      case 'Group':
      case 'ValueGroup':
        return combined(this.#all(node, level + 1, place), both);
      case 'Negation':
        return combined(this.#all(node, level + 1, place), (of) => negation(both(of)));
      default:
        return this.#term(node, level, place);
    }
  }

  #all(node: SyntaxNode, level: number, place?: Place): readonly Expression[] {
    return operandsOf(node).flatMap((child) => this.#expression(child, level, place) ?? []);
  }

  #term(node: SyntaxNode, level: number, outer: Place | undefined): Expression | undefined {
    if (node.name === 'FieldTerm') {
      const field = node.getChild('Field');
      const place = field && this.#terms.place(field);
      const [value] = operandsOf(node);
      return place && value ? this.#expression(value, level, place) : undefined;
    }
    if (++this.#count > MOST_TERMS) {
      if (this.#count === MOST_TERMS + 1)
        this.#problems.push(problem(node.from, this.#text.length, 'tooMany', MOST_TERMS));
      return undefined;
    }
    if (node.name === 'LoneField') {
      const name = this.#text.slice(node.from, node.to);
      if (this.#terms.place(node)) this.#problems.push(problem(node.from, node.to, 'noValue', name));
      return undefined;
    }
    return outer ? this.#terms.value(outer, node) : this.#terms.free(node);
  }
}

/** What was not understood leaves nothing behind, not everything. */
function combined(
  of: readonly Expression[],
  combine: (of: readonly Expression[]) => Expression,
): Expression | undefined {
  return of.length === 0 ? undefined : combine(of);
}
