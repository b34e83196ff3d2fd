/** Syntax that the build neither lowers nor lets pass, with what to write instead. */
const SYNTAX = [
  ['AssignmentPattern', 'No default values on the board: pass every argument, or test for undefined in the body.'],
  ['RestElement', 'No rest parameters on the board: take an array.'],
  ['SpreadElement', 'No spread on the board: use a loop or concat.'],
  ['ObjectPattern', 'No destructuring on the board: write one declaration for each value.'],
  ['ArrayPattern', 'No destructuring on the board: write one declaration for each value.'],
  ['LabeledStatement', 'No labels on the board: use a function with an early return.'],
  ['TaggedTemplateExpression', 'No tagged templates on the board: call a function.'],
  ['Literal[regex]', 'Regular expressions give wrong answers on the board: use indexOf or a loop.'],
  ['Literal[bigint]', 'No BigInt on the board: use a number.'],
  ['Property[computed=true]', 'No computed keys on the board: assign `object[key] = value`.'],
  ['MethodDefinition[computed=true]', 'No computed keys on the board.'],
  ['MetaProperty', 'No new.target and import.meta on the board.'],
  ['ImportExpression', 'No modules on the board: import statically, the build bundles.'],
  ['PrivateIdentifier', 'No #names on the board: use `private`.'],
  ['StaticBlock', 'No static blocks on the board: write statements after the class.'],
  [
    'MemberExpression > Super',
    'super.method() may call itself for ever on the board: Parent.prototype.method.call(this).',
  ],
  ['SwitchCase[test=null]:not(:last-child)', 'On the board `default` must be the last branch.'],
  ['SwitchCase > CallExpression.test', 'On the board an exception in a case is swallowed: use a constant.'],
  ['ExpressionStatement > MemberExpression', 'On the board a member as a statement is not evaluated.'],
  [
    'AssignmentExpression > MemberExpression.left[property.name="length"]',
    'Assigning length throws on the board: splice.',
  ],
  [
    'CallExpression[callee.property.name=/^to(Fixed|Precision)$/]',
    'Digits are truncated on the board: scale and Math.round.',
  ],
  ['CallExpression[callee.property.name="sort"]', 'sort is not stable on the board: keep the data in order.'],
  [
    'CallExpression[callee.object.name="JSON"][callee.property.name="stringify"]',
    'JSON truncates digits on the board.',
  ],
  ['TSEnumDeclaration[const=false]', 'A plain enum is an object on the board: write const enum.'],
  ['ExportAllDeclaration', 'Name what is exported: the bundler would emulate the rest.'],
];

const RESTRICTED_GLOBALS = [
  'BigInt',
  'Intl',
  'Map',
  'Promise',
  'Proxy',
  'Reflect',
  'Set',
  'Symbol',
  'WeakMap',
  'WeakSet',
  'globalThis',
];

/** Library members by the version of the language that brought them; the interpreter has none of these. */
const MEMBERS = [
  ...'acosh asinh atanh cbrt clz32 cosh expm1 fround hypot imul log10 log1p log2 sinh tanh trunc'
    .split(' ')
    .map((name) => `math-${name}`),
  ...'epsilon isfinite isinteger isnan issafeinteger maxsafeinteger minsafeinteger parsefloat parseint'
    .split(' ')
    .map((name) => `number-${name}`),
  'array-from',
  'array-of',
  'array-prototype-copywithin',
  'array-prototype-entries',
  'array-prototype-flat',
  'array-prototype-keys',
  'array-prototype-values',
  'object-is',
  'string-fromcodepoint',
  'string-prototype-at',
  'string-prototype-codepointat',
  'string-prototype-normalize',
  'string-raw',
];

/**
 * Rules for code that runs on the board; the build checks the same on the bundle.
 *
 * @type {Partial<import('eslint').Linter.RulesRecord>}
 */
export const boardRules = {
  'no-restricted-syntax': ['error', ...SYNTAX.map(([selector, message]) => ({ selector, message }))],
  'no-restricted-globals': [
    'error',
    ...RESTRICTED_GLOBALS.map((name) => ({ name, message: 'It is not on the board.' })),
  ],
  ...Object.fromEntries(MEMBERS.map((name) => [`es-x/no-${name}`, 'error'])),
  'es-x/no-async-functions': 'error',
  'es-x/no-generators': 'error',
  'block-scoped-var': 'error',
  'no-invalid-this': 'error',
  'no-implicit-globals': 'error',
  'no-undef-init': 'error',
  'no-unsafe-finally': 'error',
  // The interpreter's own modules are asked for as it wants.
  '@typescript-eslint/no-require-imports': 'off',
  'local/loop-closure': 'error',
  '@typescript-eslint/no-use-before-define': ['error', { functions: false, classes: true, variables: true }],
};
