import { anyOf, each } from './rule.ts';
import type { Rule } from './rule.ts';
import { isFunction, nodesOf, outwards } from './tree.ts';
import type { Tree } from './tree.ts';
import type { AnyNode } from 'acorn';

/** The interpreter cuts names at 64 characters, so that two long ones collide; the margin is ours. */
const NAME_LENGTH_MAX = 60;

/** Beyond this code a string literal is several bytes on the board. */
const ASCII_MAX = 0x7f;

function hasNonAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > ASCII_MAX) return true;
  return false;
}

function functions(bad: (node: { async: boolean; generator: boolean }) => boolean) {
  return anyOf(each('FunctionDeclaration', bad), each('FunctionExpression', bad), each('ArrowFunctionExpression', bad));
}

/** `arguments` whose nearest function is an arrow. */
function argumentsInArrow(tree: Tree): AnyNode[] {
  return nodesOf(tree, 'Identifier').filter((node) => {
    if (node.name !== 'arguments') return false;
    for (const around of outwards(tree, node)) if (isFunction(around)) return around.type === 'ArrowFunctionExpression';
    return false;
  });
}

/** Syntax that does not exist in the interpreter, or that means something else there. */
export const SYNTAX_RULES: readonly Rule[] = [
  {
    name: 'default-value',
    says: 'default parameters and default values are a syntax error in the interpreter',
    write: 'pass every argument, or test for undefined in the body',
    find: each('AssignmentPattern'),
  },
  {
    name: 'rest-or-spread',
    says: 'rest parameters and spread are a syntax error in the interpreter',
    write: 'an array parameter, an index loop, or concat; a subclass with fields needs its own constructor',
    find: anyOf(each('RestElement'), each('SpreadElement')),
  },
  {
    name: 'destructuring',
    says: 'destructuring is a syntax error in the interpreter',
    write: 'one plain declaration for each value',
    find: anyOf(each('ObjectPattern'), each('ArrayPattern')),
  },
  {
    name: 'async-or-generator',
    says: 'async functions and generators do not exist in the interpreter',
    write: 'a state that the tick advances',
    find: functions((node) => node.async || node.generator),
  },
  {
    name: 'optional-chain',
    says: '`?.` is a syntax error in the interpreter',
    write: 'a test for undefined',
    find: each('ChainExpression'),
    lowered: true,
  },
  {
    name: 'power-operator',
    says: '`**` is a syntax error in the interpreter',
    write: 'a multiplication or Math.pow',
    find: anyOf(
      each('BinaryExpression', (node) => node.operator === '**'),
      each('AssignmentExpression', (node) => node.operator === '**='),
    ),
    lowered: true,
  },
  {
    name: 'logical-assignment',
    says: '`??=`, `||=` and `&&=` are syntax errors in the interpreter',
    write: 'an if and a plain assignment',
    find: each('AssignmentExpression', (node) => ['??=', '||=', '&&='].includes(node.operator)),
    lowered: true,
  },
  {
    name: 'label',
    says: 'labelled break and continue throw a ReferenceError in the interpreter',
    write: 'a function with an early return',
    find: each('LabeledStatement'),
  },
  {
    name: 'tagged-template',
    says: 'tagged templates do not exist in the interpreter',
    write: 'a plain function call',
    find: each('TaggedTemplateExpression'),
  },
  {
    name: 'regular-expression',
    says: 'regular expressions with `?`, groups, counts or `\\b` give wrong answers in the interpreter',
    write: 'indexOf, charCodeAt or a loop over characters',
    find: each('Literal', (node) => node.regex !== undefined && node.regex !== null),
  },
  {
    name: 'big-integer',
    says: 'BigInt does not exist in the interpreter',
    write: 'a number',
    find: each('Literal', (node) => node.bigint !== undefined && node.bigint !== null),
  },
  {
    name: 'computed-key',
    says: 'computed keys are a syntax error in the interpreter',
    write: 'an empty literal and then `object[key] = value`',
    find: anyOf(
      each('Property', (node) => node.computed),
      each('MethodDefinition', (node) => node.computed),
      each('PropertyDefinition', (node) => node.computed),
    ),
  },
  {
    name: 'meta-property',
    says: 'new.target and import.meta do not exist in the interpreter',
    write: 'an explicit parameter',
    find: each('MetaProperty'),
  },
  {
    name: 'dynamic-import',
    says: 'the interpreter has no modules',
    write: 'a static import, which the build bundles',
    find: each('ImportExpression'),
  },
  {
    name: 'arguments-in-arrow',
    says: '`arguments` inside an arrow is the arrow’s own in the interpreter',
    write: 'named parameters',
    find: argumentsInArrow,
  },
  {
    name: 'long-name',
    says: 'the interpreter cuts names at 64 characters, so that long ones collide',
    write: `a name of at most ${NAME_LENGTH_MAX} characters`,
    find: each('Identifier', (node) => node.name.length > NAME_LENGTH_MAX),
  },
  {
    name: 'non-ascii-text',
    says: 'strings are bytes in the interpreter: a non-ASCII character becomes several',
    write: 'ASCII, for example `deg` for the degree sign',
    find: anyOf(
      each('Literal', (node) => typeof node.value === 'string' && hasNonAscii(node.value)),
      each('TemplateElement', (node) => hasNonAscii(node.value.cooked ?? '')),
    ),
  },
];
