/**
 * Variables of blocks become variables of their function, as far as nothing can tell the difference. For every block
 * that declares one the interpreter makes an object and searches it before all others.
 */
import type { AnyNode } from 'acorn';
import type { Scope, Variable } from 'eslint-scope';
import { isInside, nodesOf, readTree } from '../lint/tree.ts';
import type { NodeOf, Tree } from '../lint/tree.ts';

type Declaration = NodeOf<'VariableDeclaration'>;

/** Declared by `let` or `const` within a function. */
function declarationsIn(tree: Tree): Declaration[] {
  return nodesOf(tree, 'VariableDeclaration').filter((node) => node.kind !== 'var');
}

/** Without a value it would keep the one of the loop's last turn. */
function startsAnew(tree: Tree, declaration: Declaration): boolean {
  const parent = tree.parents.get(declaration);
  const isLoopHead = parent?.type === 'ForOfStatement' || parent?.type === 'ForInStatement';
  return isLoopHead || declaration.declarations.every((one) => one.init !== null && one.init !== undefined);
}

function variablesByDeclaration(scopes: readonly Scope[]): Map<unknown, Variable[]> {
  const found = new Map<unknown, Variable[]>();
  for (const variable of scopes.flatMap((scope) => scope.variables)) {
    for (const { parent } of variable.defs) found.set(parent, [...(found.get(parent) ?? []), variable]);
  }
  return found;
}

function rangeOf(node: unknown): { start: number; end: number } {
  return node as AnyNode;
}

/** Is every use of this name in the function one of this variable, or one of a variable in a block beside it? */
function isAlone(tree: Tree, variable: Variable): boolean {
  const { scope, name } = variable;
  const home = scope.variableScope;
  if (home.type !== 'function') return false;
  if (variable.references.some((reference) => reference.from.variableScope !== home)) return false;
  const inHome = tree.scopes.filter((one) => isInside(rangeOf(one.block), rangeOf(home.block)));
  const others = inHome.map((one) => one.set.get(name)).filter((one) => one !== undefined && one !== variable);
  const isBeside = (one: Scope): boolean =>
    one.variableScope === home &&
    one !== home &&
    scope !== home &&
    !isInside(rangeOf(one.block), rangeOf(scope.block)) &&
    !isInside(rangeOf(scope.block), rangeOf(one.block));
  if (!others.every((one) => one !== undefined && isBeside(one.scope))) return false;
  const uses = inHome.flatMap((one) => one.references).filter((reference) => reference.identifier.name === name);
  return uses.every((use) => use.resolved === variable || (use.resolved !== null && others.includes(use.resolved)));
}

/** The same program, character by character in the same place. */
export function widenVariables(code: string): string {
  const tree = readTree(code);
  const declared = variablesByDeclaration(tree.scopes);
  let widened = code;
  for (const declaration of declarationsIn(tree)) {
    const variables = declared.get(declaration) ?? [];
    if (!startsAnew(tree, declaration) || !variables.every((variable) => isAlone(tree, variable))) continue;
    const { start, kind } = declaration;
    widened = widened.slice(0, start) + 'var'.padEnd(kind.length) + widened.slice(start + kind.length);
  }
  return widened;
}
