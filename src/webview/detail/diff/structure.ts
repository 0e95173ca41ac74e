import { type Node, type ParseError, parseTree } from 'jsonc-parser';

/** JSON that came inside a string. Leaves keep their exact text, so that 64-bit numbers compare and show as they were sent. */
export type Structure =
  | { readonly kind: 'leaf'; readonly text: string }
  | { readonly kind: 'array'; readonly items: readonly Structure[] }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [string, Structure])[] };

const LONGEST = 200_000;
const DEEPEST = 100;

/** The object or array that a text holds; undefined for any other text. */
export function parseStructure(text: string): Structure | undefined {
  if (!/^\s*[[{]/.test(text) || text.length > LONGEST || depthOf(text) > DEEPEST) return undefined;
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true });
  return root === undefined || errors.length > 0 ? undefined : build(root, text);
}

/** The same text for what is equal as JSON: without whitespace, members by name. */
export function canonical(structure: Structure): string {
  switch (structure.kind) {
    case 'leaf':
      return structure.text;
    case 'array':
      return `[${structure.items.map(canonical).join(',')}]`;
    case 'object':
      return `{${structure.entries
        .map(([name, value]) => `${JSON.stringify(name)}:${canonical(value)}`)
        .sort()
        .join(',')}}`;
  }
}

/** For people: a string without quotes and escapes, anything else as compact JSON. */
export function display(structure: Structure): string {
  if (structure.kind !== 'leaf' || !structure.text.startsWith('"')) return canonical(structure);
  const value: unknown = JSON.parse(structure.text);
  return typeof value === 'string' ? value : structure.text;
}

function build(node: Node, text: string): Structure {
  const children = node.children ?? [];
  if (node.type === 'array') return { kind: 'array', items: children.map((child) => build(child, text)) };
  if (node.type === 'object') {
    return {
      kind: 'object',
      entries: children.flatMap(({ children: [name, value] = [] }) =>
        name === undefined || value === undefined ? [] : [[String(name.value), build(value, text)] as const],
      ),
    };
  }
  return { kind: 'leaf', text: text.slice(node.offset, node.offset + node.length) };
}

/** An upper bound: brackets in strings count too. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const char of text) {
    if (char === '[' || char === '{') deepest = Math.max(deepest, ++depth);
    else if (char === ']' || char === '}') depth--;
  }
  return deepest;
}
