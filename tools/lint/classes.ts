import type { AnyNode } from 'acorn';
import { anyOf, each } from './rule.ts';
import type { Rule } from './rule.ts';
import { isClass, isFunction, nodesOf, outwards } from './tree.ts';
import type { Tree } from './tree.ts';

/** Words that the interpreter's lexer does not take as a method name. */
const KEYWORDS = new Set(
  (
    'break case catch class const continue debugger default delete do else extends false finally for function if in ' +
    'instanceof let new null of return static super switch this throw true try typeof undefined var void while'
  ).split(' '),
);

/** Built-in constructors: `super(...)` into one of them throws. */
const BUILT_IN = new Set(
  (
    'Array ArrayBuffer Boolean DataView Date Error Float32Array Float64Array Function Int16Array Int32Array Int8Array ' +
    'Number Object Promise RegExp String SyntaxError TypeError Uint16Array Uint32Array Uint8Array'
  ).split(' '),
);

/** `super` whose nearest function is no method of a class: an arrow, a callback, a method of an object literal. */
function superOutsideMethod(tree: Tree): AnyNode[] {
  return nodesOf(tree, 'Super').filter((node) => {
    for (const around of outwards(tree, node)) {
      if (isFunction(around)) return tree.parents.get(around)?.type !== 'MethodDefinition';
    }
    return true;
  });
}

/** A class declared inside a branch or a loop, rather than at the top of a function. */
function classInBlock(tree: Tree): AnyNode[] {
  return nodesOf(tree, 'ClassDeclaration').filter((node) => {
    const block = tree.parents.get(node);
    if (block === undefined || block.type === 'Program') return false;
    const around = tree.parents.get(block);
    return around === undefined || !isFunction(around);
  });
}

/** Static methods are not found through a subclass: `B.make` where only its parent A declares `make`. */
function inheritedStatic(tree: Tree): AnyNode[] {
  const parents = new Map<string, string>();
  const own = new Map<string, Set<string>>();
  for (const node of [...nodesOf(tree, 'ClassDeclaration'), ...nodesOf(tree, 'ClassExpression')]) {
    const name = className(tree, node);
    if (name === undefined) continue;
    if (node.superClass?.type === 'Identifier') parents.set(name, node.superClass.name);
    own.set(name, staticNames(node));
  }
  return nodesOf(tree, 'MemberExpression').filter((node) => {
    if (node.object.type !== 'Identifier' || node.property.type !== 'Identifier' || node.computed) return false;
    const { name } = node.object;
    const member = node.property.name;
    if (own.get(name)?.has(member) !== false) return false;
    for (let up = parents.get(name); up !== undefined; up = parents.get(up)) if (own.get(up)?.has(member)) return true;
    return false;
  });
}

function className(tree: Tree, node: AnyNode): string | undefined {
  if (!isClass(node)) return undefined;
  const parent = tree.parents.get(node);
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return parent.id.name;
  return node.id?.name;
}

function staticNames(node: AnyNode): Set<string> {
  const names = new Set<string>();
  if (!isClass(node)) return names;
  for (const member of node.body.body) {
    if (member.type === 'MethodDefinition' && member.static && member.key.type === 'Identifier')
      names.add(member.key.name);
  }
  return names;
}

/** What classes cannot do in the interpreter. */
export const CLASS_RULES: readonly Rule[] = [
  {
    name: 'class-field',
    says: 'a class field is evaluated once and shared by all instances in the interpreter',
    write: 'an assignment in the constructor',
    find: each('PropertyDefinition'),
    lowered: true,
  },
  {
    name: 'private-name',
    says: '`#names` are a syntax error in the interpreter, and their emulation needs WeakMap',
    write: 'TypeScript’s `private`',
    find: each('PrivateIdentifier'),
  },
  {
    name: 'static-block',
    says: 'static blocks are a syntax error in the interpreter',
    write: 'statements after the class',
    find: each('StaticBlock'),
  },
  {
    name: 'super-member',
    says: '`super.method()` calls itself for ever in hierarchies deeper than two',
    write: '`Parent.prototype.method.call(this)`, or no inheritance',
    find: each('MemberExpression', (node) => node.object.type === 'Super'),
  },
  {
    name: 'super-outside-method',
    says: '`super` works only directly in a method of a class',
    write: 'the call in the constructor itself',
    find: superOutsideMethod,
  },
  {
    name: 'extends-expression',
    says: '`extends` takes only a plain name in the interpreter',
    write: 'a name declared before',
    find: anyOf(
      each('ClassDeclaration', (node) => !!node.superClass && node.superClass.type !== 'Identifier'),
      each('ClassExpression', (node) => !!node.superClass && node.superClass.type !== 'Identifier'),
    ),
  },
  {
    name: 'extends-built-in',
    says: '`super(...)` into a built-in class throws in the interpreter',
    write: 'a plain class that holds the value',
    find: anyOf(
      each('ClassDeclaration', (node) => node.superClass?.type === 'Identifier' && BUILT_IN.has(node.superClass.name)),
      each('ClassExpression', (node) => node.superClass?.type === 'Identifier' && BUILT_IN.has(node.superClass.name)),
    ),
  },
  {
    name: 'keyword-method',
    says: 'a method named by a keyword is a syntax error in the interpreter',
    write: 'another name',
    find: each('MethodDefinition', (node) => node.key.type === 'Identifier' && KEYWORDS.has(node.key.name)),
  },
  {
    name: 'class-in-block',
    says: 'a class declared in a block leaks out of it',
    write: 'the class at the top of its module',
    find: classInBlock,
  },
  {
    name: 'inherited-static',
    says: 'static methods are not inherited in the interpreter',
    write: 'the name of the class that declares it',
    find: inheritedStatic,
  },
];
