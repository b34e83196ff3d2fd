/**
 * Puts the variables of the tick into a few objects. The interpreter searches the names of the bundle one by one, every time
 * one is met: behind 90 others, a name costs more than that of an object near the front and a field behind ten others
 * together. The most used variables stay names of their own, before all objects.
 */
import type { AnyNode } from 'acorn';
import type { Variable } from 'eslint-scope';
import { nodesOf, readTree } from '../lint/tree.ts';
import type { NodeOf, Tree } from '../lint/tree.ts';
import { applied, wrapperOf, type Edit } from './edits.ts';
import { weightsOf, type Counts } from './hot-names.ts';

/** Fields of one object: with 12 to 25 the program is as fast, with fewer objects it is shorter. */
const FIELDS = 20;
/** So many variables stay names of their own: of 0 to 20 tried, the best. */
const FIRST = 5;
/** Met less than once in so many periods, a variable may stand where it stands: its object would cost bytes. */
const RARE = 0.05;

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

type Declaration = NodeOf<'VariableDeclaration'>;
type Declarator = NodeOf<'VariableDeclarator'>;

/** A number, text, truth or null: can be had as well before everything else. */
function isConstant(node: AnyNode | null | undefined): boolean {
  if (node?.type === 'UnaryExpression') return node.operator !== 'delete' && isConstant(node.argument);
  return node?.type === 'Literal' && !('regex' in node);
}

/** The one declaration of a variable of the bundle that begins as a constant; null if it is anything else. */
function declaratorOf(tree: Tree, variable: Variable): Declarator | null {
  const [def, ...more] = variable.defs;
  if (def === undefined || more.length > 0 || def.type !== 'Variable') return null;
  const declaration = def.parent as unknown as Declaration;
  const node = def.node as unknown as Declarator;
  const place = tree.parents.get(declaration)?.type;
  return declaration.kind === 'var' && place === 'BlockStatement' && isConstant(node.init) ? node : null;
}

/** Takes declarators out of their declaration, and the declaration if it is left with none. */
function undeclare(declaration: Declaration, gone: ReadonlySet<AnyNode>, edits: Edit[]): void {
  const all = declaration.declarations;
  if (all.every((one) => gone.has(one))) {
    edits.push({ start: declaration.start, end: declaration.end, text: '' });
    return;
  }
  const lastKept = all.findLastIndex((one) => !gone.has(one));
  all.forEach((one, place) => {
    if (!gone.has(one)) return;
    const start = place > lastKept ? (all[place - 1] as AnyNode).end : one.start;
    const end = place > lastKept ? one.end : (all[place + 1] as AnyNode).start;
    edits.push({ start, end, text: '' });
  });
}

function rename(tree: Tree, variable: Variable, text: string, edits: Edit[]): void {
  for (const { identifier, init } of variable.references) {
    if (init === true) continue;
    const place = identifier as unknown as AnyNode;
    const parent = tree.parents.get(place);
    const isShort = parent?.type === 'Property' && parent.shorthand;
    edits.push({ start: place.start, end: place.end, text: isShort ? `${variable.name}:${text}` : text });
  }
}

/** What the groups are made of, the most used first. */
function groupable(tree: Tree, weights: ReadonlyMap<Variable, number>): { variable: Variable; node: Declarator }[] {
  return [...weights]
    .filter(([, weight]) => weight >= RARE)
    .sort(([a, x], [b, y]) => y - x || (a.name < b.name ? -1 : 1))
    .map(([variable]) => ({ variable, node: declaratorOf(tree, variable) }))
    .filter((one): one is { variable: Variable; node: Declarator } => one.node !== null)
    .slice(FIRST);
}

/** The program with its groups, and the counts with theirs. */
export function groupNames(code: string, counted: Counts = {}): { code: string; counts: Counts } {
  const tree = readTree(code);
  const wrapper = wrapperOf(tree);
  if (wrapper === undefined) return { code, counts: counted };
  const weights = weightsOf(tree, wrapper, counted);
  const all = groupable(tree, weights);
  const edits: Edit[] = [];
  const counts: Record<string, number> = { ...counted };
  const groups: string[] = [];
  for (let from = 0; from < all.length; from += FIELDS) {
    const name = `group$${groups.length}`;
    const fields = all.slice(from, from + FIELDS).map(({ variable, node }, place) => {
      const field = LETTERS[place] ?? '';
      rename(tree, variable, `${name}.${field}`, edits);
      counts[name] = (counts[name] ?? 0) + (weights.get(variable) ?? 0);
      return `${field}:${code.slice(node.init?.start, node.init?.end)}`;
    });
    groups.push(`${name}={${fields.join()}}`);
  }
  if (groups.length === 0) return { code, counts };
  const gone = new Set<AnyNode>(all.map((one) => one.node));
  for (const declaration of nodesOf(tree, 'VariableDeclaration')) {
    if (declaration.declarations.some((one) => gone.has(one))) undeclare(declaration, gone, edits);
  }
  const start = (wrapper.block as unknown as NodeOf<'ArrowFunctionExpression'>).body.start + 1;
  return { code: applied(code, [{ start, end: start, text: `var ${groups.join()};` }, ...edits]), counts };
}
