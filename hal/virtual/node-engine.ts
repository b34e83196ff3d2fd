/**
 * Runs a program in this Node process against a chip's API.
 *
 * A bundle is compiled once per text, as a function whose parameters are the API names, so its free variables are
 * closure locals and fast. Names of Node that a board lacks are covered by bindings that are never initialised:
 * touching one throws a ReferenceError with its name. An endless loop without a native call cannot be stopped here.
 */
import { compileFunction, createContext, Script } from 'node:vm';
import type { Context } from 'node:vm';
import type { Engine, NativeApi } from './contract.ts';

type Program = (this: unknown, ...values: unknown[]) => void;

interface Compiled {
  readonly run: Program;
  readonly names: readonly string[];
}

/** Names of the language that the interpreter has; every other global of Node is hidden. */
const LANGUAGE = new Set([
  'Object',
  'Function',
  'Array',
  'Number',
  'String',
  'Boolean',
  'Math',
  'JSON',
  'RegExp',
  'Error',
  'TypeError',
  'SyntaxError',
  'ReferenceError',
  'ArrayBuffer',
  'DataView',
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'Float32Array',
  'Float64Array',
  'parseInt',
  'parseFloat',
  'isNaN',
  'isFinite',
  'NaN',
  'Infinity',
  'undefined',
  'eval',
  'encodeURIComponent',
  'decodeURIComponent',
]);

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;
const compiled = new Map<string, Compiled>();

function compile(program: string, api: NativeApi): Compiled {
  const known = compiled.get(program);
  if (known !== undefined) return known;
  const names = Object.keys(api);
  const hidden = Object.getOwnPropertyNames(globalThis).filter(
    (name) =>
      !LANGUAGE.has(name) && !(name in api) && name !== 'global' && name !== 'globalThis' && IDENTIFIER.test(name),
  );
  const body = `(function(){${program}\n}).call(this);return;let ${hidden.join(',')};`;
  const run = compileFunction(body, [...names, 'global', 'globalThis'], { filename: 'program.js' }) as Program;
  const fresh = { run, names };
  compiled.set(program, fresh);
  return fresh;
}

/** Engine for bundles: everything the program needs is inside it, undeclared assignments are an error of the program. */
export class NodeEngine implements Engine {
  readonly name = 'node';

  boot(program: string, api: NativeApi): void {
    const { run, names } = compile(program, api);
    const scope = { ...api };
    run.apply(scope, names.map((name) => api[name]).concat(scope, scope));
  }

  dispose(): void {
    // Nothing outlives the callbacks, and those the chip has dropped.
  }
}

/** Types that the API hands to a program and takes from it: both sides must mean the same ones. */
const MEMORY_TYPES = [...LANGUAGE].filter((name) => /Array$|^ArrayBuffer$|^DataView$/.test(name) && name !== 'Array');

/** Errors of the API come from outside the program's context; here they are made kin to the classes inside. */
const KINSHIP = `var global = globalThis;
(function () {
  function kin(name, type) {
    Object.defineProperty(type, Symbol.hasInstance, { value: function (e) {
      return Object.prototype.toString.call(e) === '[object Error]' && (name === 'Error' || e.name === name);
    } });
    Object.defineProperty(type.prototype, 'type', { get: function () { return this.name; } });
  }
  kin('Error', Error); kin('TypeError', TypeError); kin('SyntaxError', SyntaxError); kin('ReferenceError', ReferenceError);
})();`;

/** How long the first run of an arbitrary program may take before it counts as endless. */
const FIRST_RUN_MS = 5000;

/**
 * Engine for arbitrary programs, which may assign to undeclared names, redefine functions of the API and give code as
 * text: they run in a context of their own whose global object holds the API.
 */
export class ContextEngine implements Engine {
  readonly name = 'node';
  private context: Context | null = null;
  private readonly limitMs: number;

  constructor(limitMs = FIRST_RUN_MS) {
    this.limitMs = limitMs;
  }

  boot(program: string, api: NativeApi): void {
    const scope: Record<string, unknown> = {};
    for (const name of Object.keys(api)) scope[name] = api[name];
    for (const name of MEMORY_TYPES) scope[name] = (globalThis as Record<string, unknown>)[name];
    this.context = createContext(scope);
    new Script(KINSHIP).runInContext(this.context);
    new Script(program, { filename: 'program.js' }).runInContext(this.context, { timeout: this.limitMs });
  }

  evaluate(code: string): unknown {
    if (this.context === null) return undefined;
    return new Script(code, { filename: 'text.js' }).runInContext(this.context, { timeout: this.limitMs });
  }

  dispose(): void {
    this.context = null;
  }
}
