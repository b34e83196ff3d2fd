import type { AnyNode } from 'acorn';
import { each } from './rule.ts';
import type { Rule } from './rule.ts';
import { isFunction, nodesOf, outwards, runsWith } from './tree.ts';
import type { NodeOf, Tree } from './tree.ts';

/** Expressions that can throw while an object literal is evaluated. */
const CAN_THROW = new Set(['CallExpression', 'NewExpression', 'MemberExpression', 'TaggedTemplateExpression']);

function canThrow(root: AnyNode): boolean {
  for (const node of runsWith(root)) if (CAN_THROW.has(node.type)) return true;
  return false;
}

/** Is the node in the guarded block of a try statement of its own function? */
function isInTry(tree: Tree, node: AnyNode): boolean {
  let inner = node;
  for (const around of outwards(tree, node)) {
    if (isFunction(around)) return false;
    if (around.type === 'TryStatement' && around.block === inner) return true;
    inner = around;
  }
  return false;
}

function literalInTry(tree: Tree): AnyNode[] {
  return nodesOf(tree, 'ObjectExpression').filter(
    (node) => node.properties.slice(0, -1).some((property) => canThrow(property)) && isInTry(tree, node),
  );
}

function defaultNotLast(node: NodeOf<'SwitchStatement'>): boolean {
  const at = node.cases.findIndex((one) => !one.test);
  return at >= 0 && at < node.cases.length - 1;
}

/** A jump out of the finally block of its own function. */
function jumpInFinally(tree: Tree): AnyNode[] {
  return nodesOf(tree, 'TryStatement').flatMap((node) => {
    if (!node.finalizer) return [];
    return [...runsWith(node.finalizer)].filter((inner) =>
      ['ReturnStatement', 'BreakStatement', 'ContinueStatement'].includes(inner.type),
    );
  });
}

/** Control flow that the interpreter gets wrong. */
export const CONTROL_RULES: readonly Rule[] = [
  {
    name: 'default-not-last',
    says: 'a `default` that is not the last branch of a switch is a syntax error when it is reached',
    write: '`default` last',
    find: each('SwitchStatement', defaultNotLast),
  },
  {
    name: 'call-in-case',
    says: 'an exception thrown by a case expression is swallowed and the default branch runs',
    write: 'a constant, or an if',
    find: each('SwitchCase', (node) => !!node.test && canThrow(node.test)),
  },
  {
    name: 'literal-in-try',
    says: 'an exception in any but the last property of an object literal is not caught in the same function',
    write: 'the values into locals first, or move the literal into a function of its own',
    find: literalInTry,
  },
  {
    name: 'jump-in-finally',
    says: 'return, break and continue in finally do not override an exception',
    write: 'the jump after the try statement',
    find: jumpInFinally,
  },
  {
    name: 'bare-member',
    says: 'a member as a whole statement is not evaluated, so that its getter does not run',
    write: 'a function call, or an assignment of the value',
    find: each('ExpressionStatement', (node) => node.expression.type === 'MemberExpression'),
  },
];
