/**
 * Finds the objects of which there is one alone: made once at the top of the program, never handed to anything that
 * could keep them. Parameters and variables that always mean such an object are found with them.
 *
 * The sources pass their state from function to function, so that a test can have a device of its own. On the board
 * there is one device, and every parameter costs the interpreter as much as a loop's pass.
 */
import type { AnyNode } from 'acorn';
import type { Reference, Scope, Variable } from 'eslint-scope';
import { nodesOf } from '../lint/tree.ts';
import type { NodeOf, Tree } from '../lint/tree.ts';
import { fieldsOf, isNeverChanged, madeBy } from './made.ts';

type Call = NodeOf<'CallExpression'>;
type Callee = NodeOf<'FunctionDeclaration'>;

/** An object that exists once. */
export interface Singleton {
  /** Names from the top variable on, joined by a sign that no source uses in a name. */
  readonly path: string;
  readonly parent: Singleton | null;
  /** Values of its fields as they are written where it is made. */
  readonly fields: Map<string, AnyNode>;
  /** Fields that hold one further singleton for ever. */
  readonly children: Map<string, Singleton>;
}

/** Functions whose parameters stand for the same things, because one table calls them. */
interface Group {
  readonly members: readonly Callee[];
  /** The table; null for a function that is called by its name alone. */
  readonly table: AnyNode | null;
  readonly calls: Call[];
  /** Not every call is known. */
  isOpen: boolean;
  /** By place: null before the first call was seen, 'many' when it is not always one singleton. */
  readonly meaning: (Singleton | null | 'many')[];
}

export interface Findings {
  readonly roots: ReadonlyMap<Variable, Singleton>;
  /** The singleton that an expression always yields. */
  of(node: AnyNode): Singleton | null;
  /** Places of parameters that every call fills with one singleton, by function and by call. */
  dropped(node: Callee | Call): number[];
}

const SEPARATOR = '$';

export class Search {
  private readonly tree: Tree;
  private readonly wrapper: Scope;
  private readonly references = new Map<AnyNode, Reference>();
  private readonly roots = new Map<Variable, Singleton>();
  private readonly groups = new Map<Callee, Group>();
  private readonly groupOfCall = new Map<Call, Group>();
  private readonly refused = new Set<string>();

  constructor(tree: Tree, wrapper: Scope) {
    this.tree = tree;
    this.wrapper = wrapper;
    for (const scope of tree.scopes) {
      for (const one of scope.references) this.references.set(one.identifier as unknown as AnyNode, one);
    }
  }

  /** Looks again without every object that turned out to be kept or changed somewhere, until all that is left holds. */
  run(): Findings {
    for (let found = -1; found !== this.refused.size;) {
      found = this.refused.size;
      this.findRoots();
      this.findGroups();
      this.settle();
      this.refuseKept();
    }
    return {
      roots: this.roots,
      of: (node) => this.of(node),
      dropped: (node) => {
        const group = node.type === 'CallExpression' ? this.groupOfCall.get(node) : this.groups.get(node);
        const has = node.type === 'CallExpression' ? node.arguments.length : node.params.length;
        return (group?.meaning ?? []).flatMap((one, place) => (isOne(one) && place < has ? [place] : []));
      },
    };
  }

  private findRoots(): void {
    this.roots.clear();
    for (const variable of this.wrapper.variables) {
      const node = variable.defs[0]?.node as AnyNode | undefined;
      if (node?.type !== 'VariableDeclarator' || !node.init || !isNeverChanged(variable)) continue;
      const root = this.singleton(variable.name, madeBy(this.wrapper, node.init), null);
      if (root !== null) this.roots.set(variable, root);
    }
  }

  private singleton(path: string, node: AnyNode, parent: Singleton | null): Singleton | null {
    if (this.refused.has(path) || node.type !== 'ObjectExpression') return null;
    const fields = fieldsOf(node);
    if (fields === null) return null;
    const made: Singleton = { path, parent, fields, children: new Map() };
    for (const [name, value] of fields) {
      const child = this.singleton(path + SEPARATOR + name, madeBy(this.wrapper, value), made);
      if (child !== null) made.children.set(name, child);
    }
    return made;
  }

  private findGroups(): void {
    this.groups.clear();
    this.groupOfCall.clear();
    for (const variable of this.wrapper.variables) {
      const node = variable.defs[0]?.node as AnyNode | undefined;
      if (node?.type === 'FunctionDeclaration') this.groups.set(node, this.newGroup([node], null));
    }
    for (const variable of this.wrapper.variables) this.joinTable(variable);
    for (const [callee, group] of this.groups) {
      const variable = this.wrapper.set.get(callee.id!.name);
      for (const reference of variable?.references ?? []) this.useOf(reference.identifier as unknown as AnyNode, group);
    }
  }

  private newGroup(members: Callee[], table: AnyNode | null): Group {
    const places = Math.max(...members.map((one) => one.params.length));
    return { members, table, calls: [], isOpen: false, meaning: Array.from({ length: places }, () => null) };
  }

  /** A table of functions of which nothing is done but calling one of them. */
  private joinTable(variable: Variable): void {
    const table = this.tableOf(variable);
    if (table === null) return;
    const group = this.newGroup(table.members, table.node);
    for (const reference of variable.references.filter((one) => one.isRead())) {
      const call = this.callThrough(reference.identifier as unknown as AnyNode);
      if (call === null) return;
      group.calls.push(call);
    }
    for (const member of table.members) this.groups.set(member, group);
    for (const call of group.calls) this.groupOfCall.set(call, group);
  }

  private tableOf(variable: Variable): { node: AnyNode; members: Callee[] } | null {
    const node = variable.defs[0]?.node as AnyNode | undefined;
    if (node?.type !== 'VariableDeclarator' || node.init?.type !== 'ArrayExpression' || !isNeverChanged(variable))
      return null;
    const members = node.init.elements.map((one) => {
      const named = one?.type === 'Identifier' ? this.wrapper.set.get(one.name) : undefined;
      const made = named?.defs[0]?.node as AnyNode | undefined;
      return made?.type === 'FunctionDeclaration' ? made : null;
    });
    const callees = members.filter((one) => one !== null);
    return callees.length > 0 && callees.length === members.length ? { node: node.init, members: callees } : null;
  }

  private callThrough(place: AnyNode): Call | null {
    const member = this.tree.parents.get(place);
    if (member?.type !== 'MemberExpression' || member.object !== place || !member.computed) return null;
    const call = this.tree.parents.get(member);
    return call?.type === 'CallExpression' && call.callee === member ? call : null;
  }

  private useOf(place: AnyNode, group: Group): void {
    const parent = this.tree.parents.get(place);
    if (parent?.type === 'CallExpression' && parent.callee === place) {
      group.calls.push(parent);
      this.groupOfCall.set(parent, group);
    } else if (parent !== group.table) group.isOpen = true;
  }

  /** What the parameters stand for: the meaning of each only ever goes from unknown to one to many. */
  private settle(): void {
    for (let changed = true; changed;) {
      changed = false;
      for (const group of new Set(this.groups.values())) {
        for (let place = 0; place < group.meaning.length; place++) {
          const before = group.meaning[place]!;
          const now = this.meet(group, place);
          if (now === before) continue;
          group.meaning[place] = now;
          changed = true;
        }
      }
    }
  }

  private meet(group: Group, place: number): Singleton | null | 'many' {
    if (group.isOpen || group.members.some((one) => !this.isPlain(one, place))) return 'many';
    let meaning: Singleton | null = null;
    for (const call of group.calls) {
      const given = call.arguments[place];
      if (given === undefined) return 'many';
      const one = this.meaningOf(given);
      if (one === null) continue;
      if (one === 'many' || (meaning !== null && meaning !== one)) return 'many';
      meaning = one;
    }
    return meaning;
  }

  private isPlain(callee: Callee, place: number): boolean {
    const node = callee.params[place];
    if (node === undefined) return true;
    const scope = this.tree.scopes.find((one) => one.block === (callee as unknown) && one.type === 'function');
    const variable = node.type === 'Identifier' ? scope?.set.get(node.name) : undefined;
    return variable !== undefined && variable.references.every((one) => one.isReadOnly());
  }

  private of(node: AnyNode): Singleton | null {
    const meaning = this.meaningOf(node);
    return isOne(meaning) ? meaning : null;
  }

  private meaningOf(node: AnyNode): Singleton | null | 'many' {
    if (node.type === 'MemberExpression') {
      if (node.computed || node.property.type !== 'Identifier') return 'many';
      const object = this.meaningOf(node.object);
      return isOne(object) ? (object.children.get(node.property.name) ?? 'many') : object;
    }
    const variable = node.type === 'Identifier' ? this.references.get(node)?.resolved : undefined;
    if (!variable) return 'many';
    const [def] = variable.defs;
    if (def?.type === 'Parameter') return this.meaningOfParameter(def.node as unknown as AnyNode, variable);
    if (def?.type !== 'Variable' || !isNeverChanged(variable)) return 'many';
    const root = this.roots.get(variable);
    if (root !== undefined) return root;
    const { init } = def.node as unknown as NodeOf<'VariableDeclarator'>;
    return variable.scope !== this.wrapper && init ? this.meaningOf(init) : 'many';
  }

  private meaningOfParameter(callee: AnyNode, variable: Variable): Singleton | null | 'many' {
    if (callee.type !== 'FunctionDeclaration') return 'many';
    const place = callee.params.findIndex((one) => one.type === 'Identifier' && one.name === variable.name);
    return this.groups.get(callee)?.meaning[place] ?? (this.groups.has(callee) ? null : 'many');
  }

  private refuseKept(): void {
    for (const node of [...nodesOf(this.tree, 'Identifier'), ...nodesOf(this.tree, 'MemberExpression')]) {
      const one = this.of(node);
      if (one !== null && !this.isHarmless(node, one)) this.refused.add(one.path);
    }
  }

  private isHarmless(node: AnyNode, one: Singleton): boolean {
    const parent = this.tree.parents.get(node);
    if (parent === undefined) return false;
    if (parent.type === 'MemberExpression' && parent.object === node) return this.isFieldUse(parent, one);
    if (parent.type === 'VariableDeclarator')
      return parent.id === node || (parent.id.type === 'Identifier' && this.ofDeclared(parent) === one);
    if (parent.type === 'FunctionDeclaration') return true;
    if (parent.type !== 'CallExpression') return false;
    const place = parent.arguments.indexOf(node as Call['arguments'][number]);
    return place >= 0 && this.groupOfCall.get(parent)?.meaning[place] === one;
  }

  /** The variable that takes a singleton must stand for it from then on. */
  private ofDeclared(declarator: NodeOf<'VariableDeclarator'>): Singleton | null {
    const scope = this.tree.scopes.find((one) =>
      one.variables.some((v) => v.defs[0]?.node === (declarator as unknown)),
    );
    const variable = scope?.variables.find((v) => v.defs[0]?.node === (declarator as unknown));
    const isAlias = variable !== undefined && scope !== this.wrapper && isNeverChanged(variable) && declarator.init;
    return isAlias ? this.of(declarator.init!) : null;
  }

  private isFieldUse(member: NodeOf<'MemberExpression'>, one: Singleton): boolean {
    if (member.computed || member.property.type !== 'Identifier' || !one.fields.has(member.property.name)) return false;
    const around = this.tree.parents.get(member);
    if (around?.type === 'CallExpression' && around.callee === member) return false;
    if (around?.type === 'UnaryExpression' && around.operator === 'delete') return false;
    const isWritten =
      (around?.type === 'AssignmentExpression' && around.left === member) || around?.type === 'UpdateExpression';
    // A field that is given another object later is an ordinary one; its first object is no singleton.
    const child = one.children.get(member.property.name);
    if (isWritten && child !== undefined) this.refused.add(child.path);
    return true;
  }
}

function isOne(meaning: Singleton | null | 'many' | undefined): meaning is Singleton {
  return meaning !== null && meaning !== undefined && meaning !== 'many';
}
