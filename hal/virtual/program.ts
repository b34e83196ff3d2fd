/** What a bundle needs around it to run as a function: its free names are the parameters, so they are closure locals and fast. */
import type { NativeApi } from './contract.ts';

/** Names of the language that the interpreter has; every other global of the surroundings is hidden. */
export const LANGUAGE = new Set([
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

/** Makes a function of a text: parameters by name, and its body. */
export type MakeFunction = (body: string, parameters: readonly string[]) => unknown;

/** Evaluates text among the names of an API. What it declares ends with it. */
export function evaluateText(code: string, api: NativeApi, make: MakeFunction): unknown {
  const names = Object.keys(api);
  const run = make('return eval(arguments[arguments.length-1]);', names) as (...values: unknown[]) => unknown;
  return run(...names.map((name) => api[name]), code);
}

type Program = (this: unknown, ...values: unknown[]) => void;

/**
 * Compiles a bundle against an API. Names of the surroundings that a board lacks are covered by bindings that are never
 * initialised: touching one throws a ReferenceError with its name.
 */
export function compileProgram(program: string, api: NativeApi, make: MakeFunction): (api: NativeApi) => void {
  const names = Object.keys(api);
  const hidden = Object.getOwnPropertyNames(globalThis).filter(
    (name) =>
      !LANGUAGE.has(name) && !(name in api) && name !== 'global' && name !== 'globalThis' && IDENTIFIER.test(name),
  );
  const body = `(function(){${program}\n}).call(this);return;let ${hidden.join(',')};`;
  const run = make(body, [...names, 'global', 'globalThis']) as Program;
  return (fresh) => {
    const scope = { ...fresh };
    run.apply(scope, names.map((name) => fresh[name]).concat(scope, scope));
  };
}
