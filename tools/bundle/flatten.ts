/**
 * Turns the fields of objects that exist once into variables, and takes away the parameters and variables that only
 * handed such an object on. A field costs the interpreter two searches, a parameter a call's worth of work.
 */
import type { Scope } from 'eslint-scope';
import { nodesOf, readTree } from '../lint/tree.ts';
import type { NodeOf, Tree } from '../lint/tree.ts';
import { applied, dropFrom, wrapperOf, type Edit } from './edits.ts';
import { Search, type Findings, type Singleton } from './singletons.ts';

interface Flat {
  readonly tree: Tree;
  readonly code: string;
  readonly wrapper: Scope;
  readonly found: Findings;
  readonly edits: Edit[];
}

function nameOf(one: Singleton, field: string): string {
  return `${one.path}$${field}`;
}

/** Declarations of all variables that stand for a singleton, in the order in which its fields were worked out. */
function declarations({ code }: Flat, one: Singleton): string[] {
  return [...one.fields].flatMap(([field, value]) => {
    const child = one.children.get(field);
    if (child !== undefined) return declarations({ code } as Flat, child);
    return [`${nameOf(one, field)} = ${code.slice(value.start, value.end).replace(/\s*\n\s*/g, ' ')}`];
  });
}

function flattenMembers({ tree, found, edits }: Flat): void {
  for (const node of nodesOf(tree, 'MemberExpression')) {
    const one = found.of(node.object);
    if (one === null || node.computed || node.property.type !== 'Identifier') continue;
    if (one.children.has(node.property.name)) continue;
    edits.push({ start: node.start, end: node.end, text: nameOf(one, node.property.name) });
  }
}

function dropDeclarators(flat: Flat): void {
  const { tree, found, edits } = flat;
  const rootNodes = new Map([...found.roots].map(([variable, one]) => [variable.defs[0]?.node as unknown, one]));
  for (const node of nodesOf(tree, 'VariableDeclaration')) {
    const places = node.declarations.flatMap((one, place) => (isDropped(flat, one, rootNodes) ? [place] : []));
    for (const one of node.declarations) {
      const root = rootNodes.get(one);
      if (root !== undefined) edits.push({ start: one.start, end: one.end, text: declarations(flat, root).join(', ') });
    }
    if (places.length === node.declarations.length) edits.push({ start: node.start, end: node.end, text: '' });
    else dropFrom(node.declarations, places, edits);
  }
}

function isDropped({ found }: Flat, one: NodeOf<'VariableDeclarator'>, roots: ReadonlyMap<unknown, unknown>): boolean {
  return !roots.has(one) && one.init !== null && one.init !== undefined && found.of(one.init) !== null;
}

/** The same program without the objects that exist once. */
export function flattenSingletons(code: string): string {
  const tree = readTree(code);
  const wrapper = wrapperOf(tree);
  if (wrapper === undefined) return code;
  const found = new Search(tree, wrapper).run();
  const flat: Flat = { tree, code, wrapper, found, edits: [] };
  flattenMembers(flat);
  dropDeclarators(flat);
  for (const node of nodesOf(tree, 'FunctionDeclaration')) dropFrom(node.params, found.dropped(node), flat.edits);
  for (const node of nodesOf(tree, 'CallExpression')) dropFrom(node.arguments, found.dropped(node), flat.edits);
  return applied(code, flat.edits);
}
