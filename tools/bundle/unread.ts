/**
 * Leaves out what tables hold for others: names and units of the fields of a record, hazards of faults, manuals of exercises.
 * Console, simulator and documents read them; on the board nobody does, and each would take bytes and variables.
 */
import type { AnyNode } from 'acorn';
import { nodesOf, readTree } from '../lint/tree.ts';
import type { NodeOf, Tree } from '../lint/tree.ts';
import { applied, dropFrom, type Edit } from './edits.ts';

type Literal = NodeOf<'ObjectExpression'>;

/** What tells an object's fields without naming them; with one of these about, every field may be read. */
const READS_ALL = ['Object', 'JSON', 'Reflect'];

function isConstant(node: AnyNode): boolean {
  if (node.type === 'UnaryExpression') return node.operator !== 'delete' && isConstant(node.argument);
  return node.type === 'Literal' || (node.type === 'TemplateLiteral' && node.expressions.length === 0);
}

/** Name of a field that is a plain constant; null for every other one. */
function constantName(property: Literal['properties'][number]): string | null {
  if (property.type !== 'Property' || property.kind !== 'init' || property.computed || property.shorthand) return null;
  return property.key.type === 'Identifier' && isConstant(property.value) ? property.key.name : null;
}

/** Names that stand anywhere but where a table gives a field its value, texts included. */
function namesRead(tree: Tree): Set<string> {
  const keys = new Set<AnyNode>(
    nodesOf(tree, 'ObjectExpression').flatMap(({ properties }) =>
      properties.flatMap((one) => (one.type === 'Property' && constantName(one) !== null ? [one.key] : [])),
    ),
  );
  const names = nodesOf(tree, 'Identifier').filter((one) => !keys.has(one));
  const texts = nodesOf(tree, 'Literal').map(({ value }) => value);
  return new Set([...names.map(({ name }) => name), ...texts.filter((value) => typeof value === 'string')]);
}

function readsAll(tree: Tree): boolean {
  const isNamed = tree.unresolved.some(({ identifier }) => READS_ALL.includes(identifier.name));
  return isNamed || nodesOf(tree, 'ForInStatement').length > 0 || nodesOf(tree, 'SpreadElement').length > 0;
}

/** The same program without constants in objects that nobody asks for; `reserved` are names that the interpreter asks for. */
export function dropUnread(code: string, reserved: readonly string[]): string {
  const tree = readTree(code);
  if (readsAll(tree)) return code;
  const read = namesRead(tree);
  const edits: Edit[] = [];
  for (const { properties } of nodesOf(tree, 'ObjectExpression')) {
    const dropped = properties.flatMap((one, place) => {
      const name = constantName(one);
      return name === null || read.has(name) || reserved.includes(name) ? [] : [place];
    });
    dropFrom(properties, dropped, edits);
  }
  return applied(code, edits);
}
