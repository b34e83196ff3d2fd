import type { AnyNode } from 'acorn';
import { nodesOf } from './tree.ts';
import type { NodeOf, NodeType, Tree } from './tree.ts';

/** Finds the nodes that break a rule. */
export type Finder = (tree: Tree) => readonly AnyNode[];

/** One thing that the interpreter lacks or gets wrong, and what to write instead. */
export interface Rule {
  readonly name: string;
  /** What happens on the board. */
  readonly says: string;
  /** What to write instead. */
  readonly write: string;
  readonly find: Finder;
  /** True where the build lowers the syntax itself: fine in the source, a fault in the final bundle. */
  readonly lowered?: boolean;
}

/** Every node of a type, or those for which `bad` holds. */
export function each<T extends NodeType>(type: T, bad?: (node: NodeOf<T>, tree: Tree) => boolean): Finder {
  return (tree) => {
    const nodes = nodesOf(tree, type);
    return bad === undefined ? nodes : nodes.filter((node) => bad(node, tree));
  };
}

/** What any of the finders finds. */
export function anyOf(...finders: readonly Finder[]): Finder {
  return (tree) => finders.flatMap((find) => find(tree));
}
