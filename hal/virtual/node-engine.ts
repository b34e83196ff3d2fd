/**
 * Runs a program in this Node process against a chip's API.
 *
 * A bundle is compiled once per text (program.ts). An endless loop without a native call cannot be stopped here.
 */
import { compileFunction, createContext, Script } from 'node:vm';
import type { Context } from 'node:vm';
import type { Engine, NativeApi } from './contract.ts';
import { compileProgram, evaluateText, LANGUAGE } from './program.ts';

const compiled = new Map<string, (api: NativeApi) => void>();

function makeFunction(body: string, parameters: readonly string[]): unknown {
  return compileFunction(body, parameters, { filename: 'program.js' });
}

/** Engine for bundles: everything the program needs is inside it, undeclared assignments are an error of the program. */
export class NodeEngine implements Engine {
  readonly name = 'node';

  private api: NativeApi = {};

  boot(program: string, api: NativeApi): void {
    this.api = api;
    const run = compiled.get(program) ?? compileProgram(program, api, makeFunction);
    compiled.set(program, run);
    run(api);
  }

  evaluate(code: string): unknown {
    return evaluateText(code, this.api, makeFunction);
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
