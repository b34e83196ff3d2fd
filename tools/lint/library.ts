import type { AnyNode } from 'acorn';
import { anyOf, each } from './rule.ts';
import type { Finder, Rule } from './rule.ts';
import { nodesOf } from './tree.ts';
import type { NodeOf, Tree } from './tree.ts';

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(' '));
}

/** Members that the interpreter (2v29) lacks, by the object that ought to have them; asked of it with `typeof`. */
const MISSING_MEMBERS: Readonly<Record<string, ReadonlySet<string>>> = {
  Math: words('acosh asinh atanh cbrt clz32 cosh expm1 fround hypot imul log10 log1p log2 sinh tanh trunc'),
  Number: words('EPSILON MAX_SAFE_INTEGER MIN_SAFE_INTEGER isFinite isInteger isNaN isSafeInteger parseFloat parseInt'),
  Object: words('freeze getOwnPropertySymbols groupBy hasOwn is isExtensible isFrozen isSealed preventExtensions seal'),
  Array: words('from fromAsync of'),
  String: words('fromCodePoint raw'),
  Date: words('UTC'),
  Promise: words('allSettled any race withResolvers'),
};

/** Methods of arrays, typed arrays, strings, numbers, objects and promises that the interpreter lacks. */
const MISSING_METHODS = words(
  'at codePointAt copyWithin entries findLast findLastIndex flat flatMap isPrototypeOf isWellFormed keys lastIndexOf ' +
    'localeCompare matchAll normalize propertyIsEnumerable reduceRight search toExponential toLocaleLowerCase ' +
    'toLocaleString toLocaleUpperCase toReversed toSorted toSpliced trimEnd trimStart values',
);

/** Methods that exist and lose digits. */
const TRUNCATING = words('toFixed toPrecision');

/** Globals that the interpreter lacks. */
const MISSING_GLOBALS = words(
  'Atomics BigInt BigInt64Array BigUint64Array Buffer EvalError FinalizationRegistry Intl Iterator Map Proxy ' +
    'RangeError Reflect Set SharedArrayBuffer Symbol TextDecoder TextEncoder URIError WeakMap WeakRef WeakSet ' +
    'decodeURI encodeURI escape performance queueMicrotask setImmediate structuredClone unescape',
);

const TYPED_ARRAYS = words(
  'Float32Array Float64Array Int16Array Int32Array Int8Array Uint16Array Uint32Array Uint8Array',
);

/** Name of a non-computed member, or of one asked for by a text in brackets. */
function memberName(node: NodeOf<'MemberExpression'>): string | undefined {
  if (!node.computed) return node.property.type === 'Identifier' ? node.property.name : undefined;
  return node.property.type === 'Literal' && typeof node.property.value === 'string' ? node.property.value : undefined;
}

function ownerName(node: NodeOf<'MemberExpression'>): string {
  return node.object.type === 'Identifier' ? node.object.name : '';
}

function isMissingMember(node: NodeOf<'MemberExpression'>): boolean {
  const name = memberName(node);
  if (name === undefined) return false;
  const owner = ownerName(node);
  if (TYPED_ARRAYS.has(owner)) return name === 'from' || name === 'of' || name === 'BYTES_PER_ELEMENT';
  return Object.hasOwn(MISSING_MEMBERS, owner) && MISSING_MEMBERS[owner]?.has(name) === true;
}

/** Names of functions that the program itself puts on objects; calls of those are its own. */
function ownMethods(tree: Tree): Set<string> {
  const names = new Set<string>();
  for (const node of [...nodesOf(tree, 'MethodDefinition'), ...nodesOf(tree, 'Property')]) {
    if (node.key.type === 'Identifier' && !node.computed) names.add(node.key.name);
  }
  return names;
}

function missingMethods(tree: Tree): AnyNode[] {
  const own = ownMethods(tree);
  return nodesOf(tree, 'CallExpression').filter((node) => {
    if (node.callee.type !== 'MemberExpression') return false;
    const name = memberName(node.callee);
    if (name === undefined || !MISSING_METHODS.has(name) || own.has(name)) return false;
    return !['Object', 'Math'].includes(ownerName(node.callee));
  });
}

/** Calls of a method by its name, on whatever object, with a number of arguments. */
function calls(names: ReadonlySet<string>, argumentsMin = 0, owner?: string): Finder {
  return each('CallExpression', (node) => {
    if (node.callee.type !== 'MemberExpression' || node.arguments.length < argumentsMin) return false;
    if (owner !== undefined && ownerName(node.callee) !== owner) return false;
    return names.has(memberName(node.callee) ?? '');
  });
}

/** A built-in method taken from a prototype; `hasOwnProperty` is the one that works. */
function isPrototypeMember(node: NodeOf<'MemberExpression'>): boolean {
  const { object } = node;
  if (object.type !== 'MemberExpression' || memberName(object) !== 'prototype') return false;
  const isBuiltIn = /^(Array|Object|String|Number|Function|Date|Promise|\w+Array)$/.test(ownerName(object));
  return isBuiltIn && memberName(node) !== 'hasOwnProperty';
}

function isLengthTarget(node: AnyNode): boolean {
  return node.type === 'MemberExpression' && memberName(node) === 'length';
}

function missingGlobals(tree: Tree): AnyNode[] {
  return tree.unresolved
    .map((one) => one.identifier as AnyNode)
    .filter((node) => {
      return node.type === 'Identifier' && MISSING_GLOBALS.has(node.name);
    });
}

function implicitGlobals(tree: Tree): AnyNode[] {
  return tree.unresolved.filter((one) => one.isWrite()).map((one) => one.identifier as AnyNode);
}

function isBareClear(node: NodeOf<'CallExpression'>): boolean {
  if (node.callee.type !== 'Identifier' || node.arguments.length > 0) return false;
  return ['clearInterval', 'clearTimeout', 'clearWatch'].includes(node.callee.name);
}

/** What the interpreter's library lacks or gets wrong. */
export const LIBRARY_RULES: readonly Rule[] = [
  {
    name: 'missing-member',
    says: 'this member does not exist in the interpreter',
    write: 'own arithmetic: `x < 0 ? Math.ceil(x) : Math.floor(x)` for trunc, global isFinite and isNaN, a loop',
    find: each('MemberExpression', isMissingMember),
  },
  {
    name: 'missing-method',
    says: 'this method does not exist in the interpreter',
    write: 'an index, indexOf or a loop; a method of your own under another name',
    find: missingMethods,
  },
  {
    name: 'missing-global',
    says: 'this global does not exist in the interpreter',
    write: 'arrays, typed arrays and plain objects',
    find: missingGlobals,
  },
  {
    name: 'prototype-member',
    says: 'built-in prototype methods are undefined as values in the interpreter',
    write: 'the method of an instance',
    find: each('MemberExpression', isPrototypeMember),
  },
  {
    name: 'truncated-number',
    says: 'toFixed, toPrecision and JSON.stringify truncate digits: (9.99).toFixed(1) is 9.9',
    write: 'Math.round to a scaled integer and build the text from it',
    find: anyOf(calls(TRUNCATING), calls(words('stringify'), 0, 'JSON')),
  },
  {
    name: 'json-reviver',
    says: 'JSON.parse ignores its second argument',
    write: 'a loop over the parsed value',
    find: calls(words('parse'), 2, 'JSON'),
  },
  {
    name: 'sort',
    says: 'sort is not stable in the interpreter',
    write: 'an insertion sort of your own, or data kept in order',
    find: calls(words('sort')),
  },
  {
    name: 'split-limit',
    says: 'split ignores its limit',
    write: 'a loop over the parts',
    find: calls(words('split'), 2),
  },
  {
    name: 'length-assignment',
    says: 'assigning to length throws in the interpreter',
    write: '`array.splice(0, array.length)`, or a count of your own',
    find: anyOf(
      each('AssignmentExpression', (node) => isLengthTarget(node.left)),
      each('UpdateExpression', (node) => isLengthTarget(node.argument)),
    ),
  },
  {
    name: 'create-with-properties',
    says: 'Object.create ignores its second argument',
    write: 'assignments after it',
    find: calls(words('create'), 2, 'Object'),
  },
  {
    name: 'instance-of-error',
    says: '`new TypeError() instanceof Error` is false in the interpreter',
    write: 'a test of the message',
    find: each('BinaryExpression', (node) => {
      return node.operator === 'instanceof' && node.right.type === 'Identifier' && /Error$/.test(node.right.name);
    }),
  },
  {
    name: 'clear-everything',
    says: 'without an argument this clears every timer or watch of the program',
    write: 'the id that setInterval, setTimeout or setWatch returned',
    find: each('CallExpression', isBareClear),
  },
  {
    name: 'implicit-global',
    says: 'an assignment to an undeclared name makes a global, also in strict mode',
    write: 'a declaration',
    find: implicitGlobals,
  },
];
