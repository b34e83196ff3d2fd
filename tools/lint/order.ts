/**
 * The interpreter does not hoist: a name exists once its declaration has been executed. For every function (and for
 * the program) this works out the earliest place at which each of its inner functions may run, and finds the names
 * that would be asked for too early. Where it cannot know, it takes the earlier place.
 */
import type { AnyNode } from 'acorn';
import type { Reference, Variable } from 'eslint-scope';
import { isClass, isFunction, outwards } from './tree.ts';
import type { Tree } from './tree.ts';

/** A variable, or a function or class written directly in the body under study. */
type Runnable = Variable | AnyNode;

/** Body -> its variables. */
type Bodies = Map<AnyNode, Variable[]>;

interface Body {
  readonly tree: Tree;
  readonly block: AnyNode;
  readonly variables: readonly Variable[];
  /** Earliest place at which each may run. */
  readonly runsAt: Map<Runnable, number>;
  /** Whoever runs the first may run the second. */
  readonly edges: [Runnable, Runnable][];
}

const STORES = new Set([
  'ArrayExpression',
  'ConditionalExpression',
  'LogicalExpression',
  'MemberExpression',
  'ObjectExpression',
  'Property',
  'SequenceExpression',
]);

const UNITS = [
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ClassDeclaration',
  'ClassExpression',
];

/** The outermost function or class between a node and the body; null when the node runs with the body itself. */
function unitOf(body: Body, node: AnyNode): AnyNode | null {
  let unit: AnyNode | null = null;
  let inner: AnyNode | null = null;
  for (const around of outwards(body.tree, node)) {
    if (around === body.block) break;
    const isHeritage = isClass(around) && around.superClass === inner;
    if (around !== node && (isFunction(around) || isClass(around)) && !isHeritage) unit = around;
    inner = around;
  }
  return unit;
}

function variableNamed(body: Body, target: AnyNode): Variable | undefined {
  return body.variables.find((variable) => variable.references.some((one) => one.identifier === target));
}

/**
 * Follows a value outwards to what becomes of it: a variable that keeps it, `at` for a call that may run it there,
 * null when it is only looked at.
 */
function fateOf(body: Body, value: AnyNode): Variable | 'at' | null {
  let inner = value;
  for (const around of outwards(body.tree, value)) {
    if (around === value) continue;
    if (around.type === 'VariableDeclarator') return variableNamed(body, around.id) ?? 'at';
    if (around.type === 'AssignmentExpression') {
      if (around.left === inner) return null;
      return variableNamed(body, around.left) ?? 'at';
    }
    if (isLook(around)) return null;
    if (!STORES.has(around.type)) return 'at';
    inner = around;
  }
  return 'at';
}

/** Expressions that read a value and cannot run it. */
function isLook(around: AnyNode): boolean {
  if (around.type === 'MemberExpression' && !around.computed) {
    return around.property.type === 'Identifier' && around.property.name === 'length';
  }
  return ['BinaryExpression', 'UnaryExpression', 'UpdateExpression', 'IfStatement', 'TemplateLiteral'].includes(
    around.type,
  );
}

function link(body: Body, from: Runnable, to: Variable | 'at' | null, place: number): void {
  if (to === 'at') body.runsAt.set(from, Math.min(place, body.runsAt.get(from) ?? Infinity));
  else if (to !== null) body.edges.push([to, from]);
}

function linkReference(body: Body, variable: Variable, reference: Reference): void {
  if (reference.init === true) return;
  const node = reference.identifier as AnyNode;
  const unit = unitOf(body, node);
  if (unit !== null) body.edges.push([unit, variable]);
  else if (isSuperClass(body, node)) body.edges.push([body.tree.parents.get(node) as AnyNode, variable]);
  else link(body, variable, fateOf(body, node), node.start);
}

function isSuperClass(body: Body, node: AnyNode): boolean {
  const parent = body.tree.parents.get(node);
  return parent !== undefined && isClass(parent) && parent.superClass === node;
}

/** A function or class written here runs when its name runs, or when what keeps it does. */
function linkUnit(body: Body, unit: AnyNode): void {
  if (unit.type === 'FunctionDeclaration' || unit.type === 'ClassDeclaration') {
    const owner = body.variables.find((variable) => variable.defs.some((one) => one.node === unit));
    if (owner !== undefined) body.edges.push([owner, unit]);
    else body.runsAt.set(unit, unit.start);
  } else {
    link(body, unit, fateOf(body, unit), unit.start);
  }
}

function unitsOf(body: Body): Set<AnyNode> {
  const units = new Set<AnyNode>();
  for (const type of UNITS) {
    for (const node of body.tree.byType.get(type) ?? []) {
      if (isWithin(body, node)) units.add(unitOf(body, node) ?? node);
    }
  }
  return units;
}

function isWithin(body: Body, node: AnyNode): boolean {
  if (node === body.block) return false;
  for (const around of outwards(body.tree, node)) if (around === body.block) return true;
  return false;
}

/** Hands the earliest places along the edges until nothing changes. */
function settle(body: Body): void {
  for (let isChanged = true; isChanged;) {
    isChanged = false;
    for (const [first, second] of body.edges) {
      const at = body.runsAt.get(first) ?? Infinity;
      if (at >= (body.runsAt.get(second) ?? Infinity)) continue;
      body.runsAt.set(second, at);
      isChanged = true;
    }
  }
}

/** Where the declaration has been executed; null for names that exist from the start. */
function readyAt(variable: Variable): number | null {
  let ready = Infinity;
  for (const one of variable.defs) {
    if (one.type !== 'Variable' && one.type !== 'FunctionName' && one.type !== 'ClassName') return null;
    ready = Math.min(ready, (one.node as AnyNode).end);
  }
  return ready === Infinity ? null : ready;
}

function lateIn(body: Body): AnyNode[] {
  return body.variables.flatMap((variable) => {
    const ready = readyAt(variable);
    if (ready === null) return [];
    return variable.references
      .filter((one) => one.init !== true)
      .map((one) => one.identifier as AnyNode)
      .filter((node) => {
        const unit = unitOf(body, node);
        return (unit === null ? node.start : (body.runsAt.get(unit) ?? Infinity)) < ready;
      });
  });
}

function bodiesOf(tree: Tree): Bodies {
  const bodies: Bodies = new Map();
  for (const scope of tree.scopes) {
    if (scope.type === 'class' || scope.type === 'function-expression-name') continue;
    const block = scope.variableScope.block as AnyNode;
    bodies.set(block, [...(bodies.get(block) ?? []), ...scope.variables]);
  }
  return bodies;
}

/** Uses of names that may run before their declarations. */
export function lateUses(tree: Tree): AnyNode[] {
  const found: AnyNode[] = [];
  for (const [block, variables] of bodiesOf(tree)) {
    const body: Body = { tree, block, variables, runsAt: new Map(), edges: [] };
    for (const variable of variables) for (const one of variable.references) linkReference(body, variable, one);
    for (const unit of unitsOf(body)) linkUnit(body, unit);
    settle(body);
    found.push(...lateIn(body));
  }
  return found;
}
