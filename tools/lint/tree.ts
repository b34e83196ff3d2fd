import { parse } from 'acorn';
import type { AnyNode, Program } from 'acorn';
import { analyze } from 'eslint-scope';
import type { Reference, Scope, ScopeManager } from 'eslint-scope';

export type NodeType = AnyNode['type'];
export type NodeOf<T extends NodeType> = Extract<AnyNode, { type: T }>;

/** A parsed program with what the rules ask for: parents, nodes by type, scopes. */
export interface Tree {
  readonly program: Program;
  readonly parents: ReadonlyMap<AnyNode, AnyNode>;
  readonly byType: ReadonlyMap<string, AnyNode[]>;
  readonly scopes: readonly Scope[];
  /** References that no declaration of the program answers: the names of the interpreter. */
  readonly unresolved: readonly Reference[];
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
}

function childrenOf(node: AnyNode): AnyNode[] {
  const found: AnyNode[] = [];
  for (const value of Object.values(node) as unknown[]) {
    if (isNode(value)) found.push(value);
    else if (Array.isArray(value)) found.push(...value.filter(isNode));
  }
  return found;
}

/** Parses a script; throws acorn's SyntaxError, which names line and column. */
export function readTree(code: string): Tree {
  const program = parse(code, { ecmaVersion: 2022, sourceType: 'script', locations: true, ranges: true });
  const parents = new Map<AnyNode, AnyNode>();
  const byType = new Map<string, AnyNode[]>();
  const waiting: AnyNode[] = [program];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const sameType = byType.get(node.type);
    if (sameType === undefined) byType.set(node.type, [node]);
    else sameType.push(node);
    for (const child of childrenOf(node)) {
      parents.set(child, node);
      waiting.push(child);
    }
  }
  const manager: ScopeManager = analyze(program as Parameters<typeof analyze>[0], {
    ecmaVersion: 2022,
    sourceType: 'script',
  });
  return { program, parents, byType, scopes: manager.scopes, unresolved: manager.globalScope?.through ?? [] };
}

export function nodesOf<T extends NodeType>(tree: Tree, type: T): NodeOf<T>[] {
  return (tree.byType.get(type) ?? []) as NodeOf<T>[];
}

/** The node and all around it, from the inside outwards. */
export function* outwards(tree: Tree, node: AnyNode): Generator<AnyNode> {
  for (let at: AnyNode | undefined = node; at !== undefined; at = tree.parents.get(at)) yield at;
}

export function isFunction(
  node: AnyNode,
): node is NodeOf<'FunctionDeclaration' | 'FunctionExpression' | 'ArrowFunctionExpression'> {
  return (
    node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression'
  );
}

export function isClass(node: AnyNode): node is NodeOf<'ClassDeclaration' | 'ClassExpression'> {
  return node.type === 'ClassDeclaration' || node.type === 'ClassExpression';
}

export function isInside(inner: { start: number; end: number }, outer: { start: number; end: number }): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

/** Nodes below `root` that run with it: bodies of functions inside are left out. */
export function* runsWith(root: AnyNode): Generator<AnyNode> {
  yield root;
  if (isFunction(root)) return;
  for (const child of childrenOf(root)) yield* runsWith(child);
}
