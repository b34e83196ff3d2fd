/**
 * Lets variables of a function that are not needed at the same time have one name. The interpreter searches the variables of
 * the function it is in before all others, every time a name is met; a function that took in others has many.
 */
import type { AnyNode } from 'acorn';
import type { Scope, Variable } from 'eslint-scope';
import { isFunction, outwards, readTree } from '../lint/tree.ts';
import type { NodeOf, Tree } from '../lint/tree.ts';
import { applied, type Edit } from './edits.ts';

const LOOPS = new Set(['ForStatement', 'ForInStatement', 'ForOfStatement', 'WhileStatement', 'DoWhileStatement']);

/** From where to where in the text a variable's value counts. */
interface Span {
  readonly start: number;
  readonly end: number;
}

interface Local extends Span {
  readonly variable: Variable;
  /** It has its value from its declaration on, so that an older one does no harm. */
  readonly startsAnew: boolean;
}

function nodeOf(value: unknown): AnyNode {
  return value as AnyNode;
}

/** The last place where the value counts: after a loop that uses it, if it is older than the loop. */
function endOf(tree: Tree, place: AnyNode, bornAt: number): number {
  let end = place.end;
  for (const around of outwards(tree, place)) {
    if (isFunction(around)) break;
    if (LOOPS.has(around.type) && around.start > bornAt) end = around.end;
    // Declared in the head of a loop, it counts in every turn.
    if (around.type === 'ForStatement' && around.init != null && bornAt < around.init.end)
      end = Math.max(end, around.end);
  }
  return end;
}

/** The block or loop that a variable was declared in before blocks were made one. */
function homeOf(tree: Tree, declarator: AnyNode): AnyNode {
  for (const around of outwards(tree, declarator))
    if (around.type === 'BlockStatement' || LOOPS.has(around.type)) return around;
  return tree.program;
}

/** What is known of a variable; null if it must stay as it is. */
function localOf(tree: Tree, scope: Scope, variable: Variable): Local | null {
  const [def, ...more] = variable.defs;
  if (def === undefined || more.length > 0 || variable.references.some(({ from }) => from.variableScope !== scope))
    return null;
  const places = variable.references.map((one) => nodeOf(one.identifier));
  const block = nodeOf(scope.block);
  const isParameter = def.type === 'Parameter';
  const node = nodeOf(def.node) as NodeOf<'VariableDeclarator'>;
  if (!isParameter && (def.type !== 'Variable' || node.type !== 'VariableDeclarator')) return null;
  const start = isParameter ? block.start : node.end;
  const end = Math.max(start, ...places.map((place) => endOf(tree, place, isParameter ? block.start : node.start)));
  if (isParameter) return { variable, start, end, startsAnew: false };
  const home = homeOf(tree, node);
  const isInForHead = tree.parents.get(nodeOf(def.parent))?.type.startsWith('For') === true;
  const startsAnew =
    node.init != null &&
    (isInForHead || home.type === 'BlockStatement') &&
    places.every((place) => place.start >= node.start && place.start >= home.start && place.end <= home.end);
  return { variable, start, end, startsAnew };
}

function rename(tree: Tree, { variable }: Local, text: string, edits: Edit[]): void {
  const places = new Set([...variable.identifiers, ...variable.references.map((one) => one.identifier)].map(nodeOf));
  for (const place of places) {
    const parent = tree.parents.get(place);
    const isShort = parent?.type === 'Property' && parent.shorthand;
    edits.push({ start: place.start, end: place.end, text: isShort ? `${variable.name}:${text}` : text });
  }
}

/** The first name none of whose owners is needed at the same time. */
function shareIn(tree: Tree, scope: Scope, edits: Edit[]): void {
  if (scope.set.get('arguments')?.references.length !== 0) return;
  const all = scope.variables.map((one) => localOf(tree, scope, one));
  const locals = all.filter((one) => one !== null).sort((a, b) => a.start - b.start);
  const names: { text: string; owners: Span[] }[] = [];
  for (const local of locals) {
    const free = (owners: Span[]): boolean => owners.every((one) => one.end <= local.start || one.start >= local.end);
    const shared = local.startsAnew ? names.find((one) => free(one.owners)) : undefined;
    if (shared === undefined) names.push({ text: local.variable.name, owners: [local] });
    else {
      shared.owners.push(local);
      rename(tree, local, shared.text, edits);
    }
  }
}

/** The same program with fewer names. */
export function shareLocals(code: string): string {
  const tree = readTree(code);
  const edits: Edit[] = [];
  for (const scope of tree.scopes) {
    const block = nodeOf(scope.block);
    if (scope.type === 'function' && block.type === 'FunctionDeclaration') shareIn(tree, scope, edits);
  }
  return applied(code, edits);
}
