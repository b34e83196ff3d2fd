/**
 * Puts the names that the tick uses most first. The interpreter searches the names of the bundle one by one, every time
 * one is met, and a native's name is found only after all of them. How often a name is met was counted in a session
 * (tools/count-names.ts); what is newer than the list is estimated from the text. The same sources give the same bytes
 * everywhere.
 */
import type { AnyNode } from 'acorn';
import type { Reference, Scope, Variable } from 'eslint-scope';
import { isFunction, isInside, nodesOf, outwards, readTree } from '../lint/tree.ts';
import type { NodeOf, Tree } from '../lint/tree.ts';
import { applied, wrapperOf, type Edit } from './edits.ts';

/**
 * Shares of the runs in which a part is reached. Only the order of names depends on them: of several tried, a tenth came
 * nearest to the order counted in a session.
 */
const BRANCH_SHARE = 0.1;
const CATCH_SHARE = 0.01;
/** A name that is met more rarely keeps its place, and a native there its own name. */
const HOT_MIN = 3e-3;

const BRANCHING = new Set(['IfStatement', 'ConditionalExpression', 'SwitchCase']);

/** Words of the language that look like names of natives. */
const NO_NATIVES = new Set(['undefined', 'NaN', 'Infinity', 'arguments', 'eval', 'require']);

/** A native as the program writes it, `Math.abs` or `digitalRead`, with its places. */
interface Native {
  readonly path: string;
  readonly places: AnyNode[];
  weight: number;
}

interface Weighed {
  readonly names: Map<Variable, number>;
  readonly natives: Map<string, Native>;
}

/** How often `node` runs when `whole` runs once. */
function shareOf(tree: Tree, node: AnyNode, whole: AnyNode): number {
  let share = 1;
  let inner = node;
  for (const around of outwards(tree, node)) {
    const isBranch = BRANCHING.has(around.type) && 'test' in around && around.test !== inner;
    const isSecond = around.type === 'LogicalExpression' && around.right === inner;
    if (isBranch || isSecond) share *= BRANCH_SHARE;
    if (around.type === 'CatchClause') share *= CATCH_SHARE;
    if (around === whole) break;
    inner = around;
  }
  return share;
}

/** What is declared: functions, and the values that variables begin with, which may be tables of functions. */
function declarationOf(variable: Variable): AnyNode | null {
  const [def] = variable.defs;
  if (def === undefined) return null;
  const node = def.node as unknown as NodeOf<'FunctionDeclaration' | 'VariableDeclarator'>;
  return node.type === 'VariableDeclarator' ? (node.init ?? null) : node;
}

/** The callbacks of intervals: where the tick begins. */
function callbacks(tree: Tree): AnyNode[] {
  return nodesOf(tree, 'CallExpression')
    .filter((call) => call.callee.type === 'Identifier' && call.callee.name === 'setInterval')
    .flatMap((call) => call.arguments.slice(0, 1));
}

function nativeAt(tree: Tree, reference: Reference): { path: string; place: AnyNode } | null {
  const place = reference.identifier as unknown as NodeOf<'Identifier'>;
  if (reference.isWrite() || NO_NATIVES.has(place.name)) return null;
  const parent = tree.parents.get(place);
  // `{ E }` names a property too, and that keeps its name.
  if (parent?.type === 'Property' && parent.shorthand) return null;
  if (place.name !== 'Math') return { path: place.name, place };
  if (parent?.type !== 'MemberExpression' || parent.computed || parent.property.type !== 'Identifier') return null;
  return { path: `Math.${parent.property.name}`, place: parent };
}

/** Is the node part of a call that is made once, while `whole`, the first value of a variable, is worked out? */
function isMadeOnce(tree: Tree, node: AnyNode, whole: AnyNode): boolean {
  let isInCall = false;
  for (const around of outwards(tree, node)) {
    if (isFunction(around)) return false;
    if (around.type === 'CallExpression' || around.type === 'NewExpression') isInCall = true;
    if (around === whole) break;
  }
  return isInCall;
}

/** Gives the weight of a piece of the program to all that is named in it. */
function spread(tree: Tree, references: readonly Reference[], whole: AnyNode, weight: number, into: Weighed): void {
  for (const reference of references) {
    const node = reference.identifier as unknown as AnyNode;
    if (!isInside(node, whole) || isMadeOnce(tree, node, whole)) continue;
    const share = weight * shareOf(tree, node, whole);
    const known = reference.resolved;
    if (known !== null) {
      const old = into.names.get(known);
      if (old !== undefined) into.names.set(known, old + share);
      continue;
    }
    const native = nativeAt(tree, reference);
    const entry = native === null ? undefined : into.natives.get(native.path);
    if (entry !== undefined) entry.weight += share;
  }
}

function nativesOf(tree: Tree): Map<string, Native> {
  const natives = new Map<string, Native>();
  for (const reference of tree.unresolved) {
    const native = nativeAt(tree, reference);
    if (native === null) continue;
    const known = natives.get(native.path);
    if (known === undefined) natives.set(native.path, { path: native.path, places: [native.place], weight: 0 });
    else known.places.push(native.place);
  }
  return natives;
}

function weigh(tree: Tree, wrapper: Scope): Weighed {
  const names = new Map(wrapper.variables.map((variable): [Variable, number] => [variable, 0]));
  const weighed = { names, natives: nativesOf(tree) };
  const references = [...wrapper.variables.flatMap((variable) => variable.references), ...tree.unresolved];
  for (const callback of callbacks(tree)) spread(tree, references, callback, 1, weighed);
  // Whoever is called stands before its callers (the interpreter does not hoist), so that one way back meets all.
  for (const variable of [...wrapper.variables].reverse()) {
    const weight = names.get(variable) ?? 0;
    const whole = declarationOf(variable);
    if (weight > 0 && whole !== null) spread(tree, references, whole, weight, weighed);
  }
  return weighed;
}

/** How often every variable of the bundle is met in a period: counted, or estimated from the text. */
export function weightsOf(tree: Tree, wrapper: Scope, counted: Counts): Map<Variable, number> {
  const { names } = weigh(tree, wrapper);
  return new Map([...names].map(([variable, weight]) => [variable, counted[variable.name] ?? weight]));
}

/** Letters and digits: two of them name more than the bundle has. */
const SIGNS = 36;
const FIRST_LETTER = 10;
const KEYWORDS = new Set(['do', 'if', 'in', 'of', 'as']);

/** Short names that the program does not use: two signs as long as there are any, then more. */
function* freshNames(tree: Tree): Generator<string, never> {
  const used = new Set([...nodesOf(tree, 'Identifier').map((node) => node.name), ...KEYWORDS]);
  for (let number = 0; number < SIGNS; number++) yield* unless(used, `$${number.toString(SIGNS)}`);
  for (let number = FIRST_LETTER * SIGNS; number < SIGNS * SIGNS; number++) yield* unless(used, number.toString(SIGNS));
  for (let number = SIGNS; ; number++) yield* unless(used, `$${number.toString(SIGNS)}`);
}

/** Single letters that no part of the program uses; `E` is the interpreter's, and `i` counts the loop that times are compared with. */
function* letters(tree: Tree): Generator<string, undefined> {
  const used = new Set(tree.scopes.flatMap((scope) => scope.variables.map((one) => one.name)));
  for (const { identifier } of tree.unresolved) used.add(identifier.name);
  for (const letter of 'bdghjkmpqwxyzBCDFGHIJKLMNOPQRSUVWXYZacefnorstuvlAT') if (!used.has(letter)) yield letter;
}

function* unless(used: ReadonlySet<string>, name: string): Generator<string> {
  if (!used.has(name)) yield name;
}

/** A class cannot be named before it is made. */
function isPlain(variable: Variable): boolean {
  return (
    variable.defs.length > 0 &&
    variable.defs.every(
      (def) => def.type === 'FunctionName' || (def.parent?.type === 'VariableDeclaration' && def.parent.kind === 'var'),
    )
  );
}

/** Names with a weight, as they are declared. */
interface Hot {
  readonly text: string;
  readonly weight: number;
}

function hotVariables({ names }: Weighed, counted: Counts): Hot[] {
  return [...names]
    .map(([variable, weight]) => ({ variable, text: variable.name, weight: counted[variable.name] ?? weight }))
    .filter(({ variable, weight }) => weight >= HOT_MIN && isPlain(variable));
}

/** Short names for all variables of the bundle; the interpreter compares up to four characters at once. */
function shorten(
  tree: Tree,
  wrapper: Scope,
  hot: readonly Hot[],
  fresh: Generator<string, never>,
  edits: Edit[],
): Hot[] {
  const short = new Map<string, string>();
  const single = letters(tree);
  for (const { text } of hot) if (!text.includes('=')) short.set(text, single.next().value ?? fresh.next().value);
  for (const variable of wrapper.variables) {
    if (variable.name === 'arguments' || variable.defs.length === 0) continue;
    const text = short.get(variable.name) ?? fresh.next().value;
    const places = new Set([...variable.identifiers, ...variable.references.map((one) => one.identifier)]);
    for (const place of places as unknown as Set<AnyNode>) {
      const parent = tree.parents.get(place);
      const isShort = parent?.type === 'Property' && parent.shorthand;
      edits.push({ start: place.start, end: place.end, text: isShort ? `${variable.name}:${text}` : text });
    }
  }
  return hot.map((one) => ({ ...one, text: short.get(one.text) ?? one.text }));
}

/** Gives hot natives a name of the bundle's own; adds what has to change for it to `edits`. */
function hotNatives({ natives }: Weighed, counted: Counts, fresh: Generator<string, never>, edits: Edit[]): Hot[] {
  const all = [...natives.values()].map((one) => ({ ...one, weight: counted[one.path] ?? one.weight }));
  const hot = all.filter((native) => native.weight >= HOT_MIN);
  return hot.map(({ path, places, weight }) => {
    const alias = fresh.next().value;
    for (const { start, end } of places) edits.push({ start, end, text: alias });
    return { text: `${alias}=${path}`, weight };
  });
}

/** How often a name is met in a period, by name or path of the native. */
export type Counts = Readonly<Record<string, number>>;

/** The variables of the bundle, and the places of natives by path: what can be counted. */
export function placesByName(code: string): Map<string, AnyNode[]> {
  const tree = readTree(code);
  const found = new Map([...nativesOf(tree)].map(([path, native]): [string, AnyNode[]] => [path, native.places]));
  for (const variable of wrapperOf(tree)?.variables ?? []) {
    found.set(variable.name, variable.references.map((one) => one.identifier) as unknown as AnyNode[]);
  }
  return found;
}

/**
 * Declares the names of the tick first, the most used before all, gives natives that it uses a name among them, and makes
 * all names short.
 */
export function hotNamesFirst(code: string, counted: Counts = {}): string {
  const tree = readTree(code);
  const wrapper = wrapperOf(tree);
  if (wrapper === undefined) return code;
  const weighed = weigh(tree, wrapper);
  const edits: Edit[] = [];
  const fresh = freshNames(tree);
  const hot = [...hotVariables(weighed, counted), ...hotNatives(weighed, counted, fresh, edits)];
  if (hot.length === 0) return code;
  hot.sort((a, b) => b.weight - a.weight || (a.text < b.text ? -1 : 1));
  const named = shorten(tree, wrapper, hot, fresh, edits);
  const start = (wrapper.block as unknown as NodeOf<'ArrowFunctionExpression'>).body.start + 1;
  return applied(code, [{ start, end: start, text: `var ${named.map((one) => one.text).join()};` }, ...edits]);
}
