import type { Filter } from '../../model/filter.ts';
import { SEVERITIES_WORST_FIRST } from '../../model/severity.ts';
import type { Tally } from '../../store/contract.ts';
import {
  compareGroups,
  type Grouping,
  type GroupValue,
  groupValue,
  keyOf,
  levelsOf,
  matches,
  narrow,
} from './grouping.ts';

/** A heading of the tree. One object per heading for as long as it exists: VS Code refreshes nodes by identity. */
export class GroupNode {
  readonly kind = 'group';
  readonly id: string;
  readonly value: GroupValue;
  /** Which events it holds. */
  readonly filter: Filter;
  /** Empty for a group of events. */
  children: readonly GroupNode[] = [];
  readonly parent: GroupNode | undefined;
  count = 0;
  /** Changes whenever the events of the group did. */
  version = '';

  constructor(id: string, value: GroupValue, filter: Filter, parent?: GroupNode) {
    this.id = id;
    this.value = value;
    this.filter = filter;
    this.parent = parent;
  }
}

/** What to refresh: everything, or some groups of the top level with all below them. */
export type GroupChange = { readonly kind: 'all' } | { readonly kind: 'groups'; readonly groups: readonly GroupNode[] };

/** The two levels of headings, kept up to date from the store's tallies. */
export class GroupModel {
  roots: readonly GroupNode[] = [];
  #signature = '';
  readonly #nameOf: (connection: string) => string;

  constructor(nameOf: (connection: string) => string) {
    this.#nameOf = nameOf;
  }

  update(tallies: readonly Tally[], grouping: Grouping, filter: Filter): GroupChange {
    const signature = JSON.stringify([grouping, filter]);
    // Another grouping or filter means other events under the same id.
    if (signature !== this.#signature) this.roots = [];
    const [outer, inner] = levelsOf(grouping);
    const shown = tallies.filter((tally) => tally.count > 0 && matches(tally, filter));
    const before = this.roots;
    const versions = new Map(before.map((node) => [node, node.version]));
    this.roots = this.#level(shown, outer, before, grouping, filter);
    for (const [node, own] of this.#split(shown, outer, this.roots)) {
      node.children = this.#level(own, inner, node.children, node.id, node.filter, node);
    }
    const all =
      signature !== this.#signature ||
      before.length !== this.roots.length ||
      before.some((node, i) => node !== this.roots[i]);
    this.#signature = signature;
    return all
      ? { kind: 'all' }
      : { kind: 'groups', groups: this.roots.filter((node) => versions.get(node) !== node.version) };
  }

  #level(
    tallies: readonly Tally[],
    by: GroupValue['by'],
    old: readonly GroupNode[],
    prefix: string,
    filter: Filter,
    parent?: GroupNode,
  ): readonly GroupNode[] {
    const known = new Map(old.map((node) => [keyOf(node.value), node]));
    const sums = new Map<string, { node: GroupNode; count: number; rank: number; parts: string[] }>();
    for (const tally of tallies) {
      const value = groupValue(tally, by);
      const key = keyOf(value);
      let sum = sums.get(key);
      if (!sum) {
        sum = {
          node: known.get(key) ?? new GroupNode(`${prefix}/${key}`, value, narrow(filter, value), parent),
          count: 0,
          rank: Number.POSITIVE_INFINITY,
          parts: [],
        };
        sums.set(key, sum);
      }
      sum.count += tally.count;
      sum.rank = Math.min(sum.rank, SEVERITIES_WORST_FIRST.indexOf(tally.severity));
      sum.parts.push(`${tally.connection}/${tally.type}/${tally.severity}=${tally.count}/${tally.total}`);
    }
    for (const { node, count, parts } of sums.values()) {
      node.count = count;
      node.version = parts.sort().join();
    }
    const order = ({ node, rank }: { node: GroupNode; rank: number }) => ({ value: node.value, rank });
    return [...sums.values()].sort((a, b) => compareGroups(order(a), order(b), this.#nameOf)).map(({ node }) => node);
  }

  *#split(
    tallies: readonly Tally[],
    by: GroupValue['by'],
    nodes: readonly GroupNode[],
  ): Iterable<[GroupNode, readonly Tally[]]> {
    for (const node of nodes)
      yield [node, tallies.filter((tally) => keyOf(groupValue(tally, by)) === keyOf(node.value))];
  }
}
