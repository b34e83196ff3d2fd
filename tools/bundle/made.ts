/** Where the values of variables come from. */
import type { AnyNode } from 'acorn';
import type { Scope, Variable } from 'eslint-scope';
import { isFunction } from '../lint/tree.ts';
import type { NodeOf } from '../lint/tree.ts';

type Literal = NodeOf<'ObjectExpression'>;

/** The value that a function without parameters makes anew, when it does nothing else. */
export function madeBy(wrapper: Scope, node: AnyNode): AnyNode {
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier' || node.arguments.length > 0) return node;
  const block = wrapper.set.get(node.callee.name)?.defs[0]?.node as AnyNode | undefined;
  if (block?.type !== 'FunctionDeclaration' || block.params.length > 0 || block.body.body.length !== 1) return node;
  const [only] = block.body.body;
  return only?.type === 'ReturnStatement' && only.argument ? only.argument : node;
}

/** Fields of an object by their names; null when it is no plain list of values. */
export function fieldsOf(literal: Literal): Map<string, AnyNode> | null {
  const fields = new Map<string, AnyNode>();
  for (const one of literal.properties) {
    if (one.type !== 'Property' || one.kind !== 'init' || one.computed || one.key.type !== 'Identifier') return null;
    if (isFunction(one.value)) return null;
    fields.set(one.key.name, one.value);
  }
  return fields.size === 0 ? null : fields;
}

/** Does it keep the value that it is declared with? */
export function isNeverChanged(variable: Variable): boolean {
  return variable.defs.length === 1 && variable.references.every((one) => one.isReadOnly() || one.init === true);
}
