/**
 * Puts the body of a function where it is called, if that is one place alone which every run passes. Short functions
 * make the sources readable; in the interpreter every call costs half a loop's pass, and every name makes others dearer
 * to find. A body that runs now and then stays a function: what is stepped over is read all the same.
 */
import type { AnyNode } from 'acorn';
import type { Scope, Variable } from 'eslint-scope';
import { outwards, readTree, runsWith } from '../lint/tree.ts';
import type { NodeOf, Tree } from '../lint/tree.ts';
import { applied, wrapperOf, type Edit } from './edits.ts';

type Callee = NodeOf<'FunctionDeclaration'>;
type Statement = Callee['body']['body'][number];

interface Site {
  readonly callee: Callee;
  readonly call: NodeOf<'CallExpression'>;
  readonly statement: NodeOf<'ExpressionStatement'>;
  readonly host: Callee;
}

function below(root: AnyNode): AnyNode[] {
  return root.type === 'FunctionDeclaration' ? [...runsWith(root.body)] : [...runsWith(root)];
}

/** The function whose every run passes this statement; null when a condition or a loop stands before it. */
function hostOf(tree: Tree, statement: AnyNode): Callee | null {
  for (const around of outwards(tree, statement)) {
    if (around === statement || around.type === 'BlockStatement') continue;
    return around.type === 'FunctionDeclaration' ? around : null;
  }
  return null;
}

/** An exception finds its way back to a `try` of the same function less surely than to one of a caller. */
function hasTry(node: AnyNode): boolean {
  return below(node).some((one) => one.type === 'TryStatement' || one.type === 'ThisExpression');
}

/** The statements with nothing after a `return`: what followed it moves into an `else`. Null where that cannot be. */
function withoutReturns(statements: readonly Statement[], text: (node: AnyNode) => string): string | null {
  let head = '';
  for (let k = 0; k < statements.length; k++) {
    const one = statements[k]!;
    if (!hasReturn(one)) {
      head += text(one) + '\n';
      continue;
    }
    if (one.type !== 'IfStatement' || one.alternate) return null;
    const inner = one.consequent.type === 'BlockStatement' ? one.consequent.body : [one.consequent];
    const last = inner[inner.length - 1];
    if (last?.type !== 'ReturnStatement' || last.argument || inner.slice(0, -1).some(hasReturn)) return null;
    const tail = withoutReturns(statements.slice(k + 1), text);
    if (tail === null) return null;
    const test = text(one.test);
    if (inner.length === 1) return `${head}if (!(${test})) {\n${tail}}\n`;
    const then = inner
      .slice(0, -1)
      .map((each) => text(each))
      .join('\n');
    return `${head}if (${test}) {\n${then}\n} else {\n${tail}}\n`;
  }
  return head;
}

function hasReturn(node: AnyNode): boolean {
  return below(node).some((one) => one.type === 'ReturnStatement');
}

class Inliner {
  private readonly tree: Tree;
  private readonly wrapper: Scope;
  private readonly code: string;

  constructor(code: string, tree: Tree, wrapper: Scope) {
    this.code = code;
    this.tree = tree;
    this.wrapper = wrapper;
  }

  /** All that can be done at once: functions whose own calls need nothing done. */
  sites(): Site[] {
    const found = this.wrapper.variables.map((one) => this.siteOf(one)).filter((one) => one !== null);
    const hosts = new Set(found.map((one) => one.host));
    return found.filter((one) => !hosts.has(one.callee) && this.textOf(one) !== null);
  }

  edits(site: Site): Edit[] {
    const { callee, statement } = site;
    return [
      { start: callee.start, end: callee.end, text: '' },
      { start: statement.start, end: statement.end, text: this.textOf(site) ?? '' },
    ];
  }

  private siteOf(variable: Variable): Site | null {
    const callee = variable.defs[0]?.node as AnyNode | undefined;
    const [reference] = variable.references;
    if (callee?.type !== 'FunctionDeclaration' || variable.references.length !== 1 || !reference) return null;
    const call = this.tree.parents.get(reference.identifier as unknown as AnyNode);
    const statement = call && this.tree.parents.get(call);
    if (call?.type !== 'CallExpression' || statement?.type !== 'ExpressionStatement') return null;
    const host = hostOf(this.tree, statement);
    if (host === null || host === callee || hasTry(callee) || hasTry(host)) return null;
    if (call.arguments.length !== callee.params.length) return null;
    return { callee, call, statement, host };
  }

  private textOf({ callee, call }: Site): string | null {
    const renamed = this.renamed(callee);
    const text = (node: AnyNode): string => this.slice(node, renamed);
    const body = withoutReturns(callee.body.body, text);
    if (body === null || callee.params.some((one) => one.type !== 'Identifier')) return null;
    const given = callee.params.map(
      (one, place) =>
        `let ${text(one)} = ${this.code.slice(call.arguments[place]!.start, call.arguments[place]!.end)};\n`,
    );
    return `{\n${given.join('')}${body}}`;
  }

  /** Names of the function's own get one that stands nowhere else. */
  private renamed(callee: Callee): Edit[] {
    const inside = this.tree.scopes.filter((one) => outwardsHas(this.tree, one.block as unknown as AnyNode, callee));
    const edits = new Map<number, Edit>();
    for (const variable of inside.flatMap((one) => one.variables)) {
      if (variable.name === 'arguments') continue;
      const text = `${variable.name}$$${callee.id!.name}`;
      const places = [...variable.identifiers, ...variable.references.map((one) => one.identifier)];
      for (const place of places as unknown as AnyNode[])
        edits.set(place.start, {
          start: place.start,
          end: place.end,
          text: this.isShort(place) ? `${variable.name}: ${text}` : text,
        });
    }
    return [...edits.values()];
  }

  private isShort(place: AnyNode): boolean {
    const parent = this.tree.parents.get(place);
    return parent?.type === 'Property' && parent.shorthand;
  }

  private slice(node: AnyNode, edits: readonly Edit[]): string {
    const own = edits.filter((one) => one.start >= node.start && one.end <= node.end);
    const moved = own.map((one) => ({ ...one, start: one.start - node.start, end: one.end - node.start }));
    return applied(this.code.slice(node.start, node.end), moved);
  }
}

function outwardsHas(tree: Tree, node: AnyNode, wanted: AnyNode): boolean {
  for (const around of outwards(tree, node)) if (around === wanted) return true;
  return false;
}

/** The same program with fewer functions. */
export function inlineFunctions(code: string): string {
  for (let text = code; ;) {
    const tree = readTree(text);
    const wrapper = wrapperOf(tree);
    if (wrapper === undefined) return text;
    const inliner = new Inliner(text, tree, wrapper);
    const sites = inliner.sites();
    if (sites.length === 0) return text;
    text = applied(
      text,
      sites.flatMap((one) => inliner.edits(one)),
    );
  }
}
