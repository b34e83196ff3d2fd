import type { AnyNode } from 'acorn';
import type { Definition, Reference, Variable } from 'eslint-scope';
import type { Rule } from './rule.ts';
import { lateUses } from './order.ts';
import { isFunction, isInside, outwards } from './tree.ts';
import type { Tree } from './tree.ts';

const LOOPS = new Set(['ForStatement', 'ForInStatement', 'ForOfStatement', 'WhileStatement', 'DoWhileStatement']);

function variablesOf(tree: Tree): Variable[] {
  return tree.scopes.flatMap((scope) => scope.variables);
}

function isLoopHead(tree: Tree, definition: Definition): boolean {
  const declaration = definition.parent as AnyNode | null;
  if (declaration?.type !== 'VariableDeclaration' || declaration.kind === 'var') return false;
  const loop = tree.parents.get(declaration);
  return loop !== undefined && LOOPS.has(loop.type);
}

function isCaptured(reference: Reference, variable: Variable): boolean {
  return reference.from.variableScope !== variable.scope.variableScope;
}

/** Functions that capture a variable of a loop head: on the board they all see its last value. */
function loopClosures(tree: Tree): AnyNode[] {
  return variablesOf(tree)
    .filter((variable) => variable.defs.some((definition) => isLoopHead(tree, definition)))
    .flatMap((variable) => variable.references.filter((one) => isCaptured(one, variable)))
    .map((reference) => reference.identifier as AnyNode);
}

/** Is `inner` a part of the statement `around` that may not run? */
function isBranch(around: AnyNode, inner: AnyNode): boolean {
  switch (around.type) {
    case 'IfStatement':
      return around.test !== inner;
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
      return around.body === inner;
    case 'SwitchStatement':
      return around.discriminant !== inner;
    case 'TryStatement':
      return true;
    default:
      return false;
  }
}

/** The nearest part of a statement that may not run, if the node is in one of its own function. */
function branchAround(tree: Tree, node: AnyNode): AnyNode | null {
  let inner = node;
  for (const around of outwards(tree, node)) {
    if (isFunction(around)) return null;
    if (isBranch(around, inner)) return inner;
    inner = around;
  }
  return null;
}

/** Uses of a `var` outside of the branch that declares it. */
function varsInBranch(tree: Tree): AnyNode[] {
  return variablesOf(tree).flatMap((variable) => {
    const declared = variable.defs.filter((one) => (one.parent as AnyNode | null)?.type === 'VariableDeclaration');
    if (declared.length === 0 || declared.some((one) => (one.parent as { kind: string }).kind !== 'var')) return [];
    const branches = declared.map((one) => branchAround(tree, one.node as AnyNode));
    if (branches.includes(null)) return [];
    return variable.references
      .map((one) => one.identifier as AnyNode)
      .filter((use) => !branches.some((branch) => branch !== null && isInside(use, branch)));
  });
}

/** What the interpreter does differently with names: no hoisting, no binding per iteration. */
export const SCOPE_RULES: readonly Rule[] = [
  {
    name: 'loop-closure',
    says: 'a function made in a loop sees the last value of the loop variable',
    write: 'a const in the body that copies it, or a function with a parameter',
    find: loopClosures,
  },
  {
    name: 'late-declaration',
    says: 'the interpreter does not hoist: this may run before its declaration has been executed',
    write: 'the declaration above everything that runs it',
    find: lateUses,
  },
  {
    name: 'var-in-branch',
    says: 'a var exists only once its line has run, so that outside of its branch it may be another variable',
    write: 'the declaration at the top of the function',
    find: varsInBranch,
  },
];
