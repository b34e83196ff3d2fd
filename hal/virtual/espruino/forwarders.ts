/**
 * Source text of the functions that stand in for natives in the interpreter.
 *
 * Names are short because the interpreter looks them up by walking a list. W sends a line, J is JSON.stringify, r the
 * pipe from the host, F and I one number as such and as its two halves; prelude.ts declares them.
 */
import type { Binding, BoundObject } from './bindings.ts';
import type { Form } from './forms.ts';

/** Missing arguments count in `arguments` when they have a name, so only what is needed has one. */
const PARAMETERS: Readonly<Record<Form, readonly string[]>> = {
  plain: [],
  print: [],
  twin: [],
  refused: [],
  timer: ['a', 'b'],
  watch: ['a', 'b', 'd'],
  listener: ['a', 'b'],
  exactNumber: ['a', 'b', 'd'],
  bytes: ['a', 'b'],
};

/** Follows the code of a call when one of its arguments is a number as two halves. */
export const EXACT_MARK = '+';

/** Reads and evaluates the host's answer. */
const ANSWER = 'eval(r.read(8))';
/** The answer is the 8 bytes of a number. */
const NUMBER_ANSWER = 'Q()';

/** A function that sends a call to the host; with `measure` it counts itself (c) and the time it takes (w). */
function wrapped(parameters: readonly string[], body: string, result: string, measure: boolean): string {
  const head = `function(${parameters.join()}){`;
  if (measure) return `${head}var s=N(),y;c=c+1;${body}w=w+(N()-s);return ${result};}`;
  return `${head}var y;${body}return ${result};}`;
}

/** The function that stands in for a native; `front` is sent as its first argument. */
export function forwarder(binding: Binding, measure: boolean, front = ''): string {
  if (binding.form === 'twin') return twin(binding, measure, binding.path, 'E', '');
  const parameters = PARAMETERS[binding.form];
  const answer = binding.answersNumber ? NUMBER_ANSWER : ANSWER;
  return wrapped(parameters, `${sendText(binding, front)}y=${answer};${afterText(binding)}`, 'y', measure);
}

/** A native that computes: its own result counts, the host runs its function for the time that takes. */
function twin(binding: Binding, measure: boolean, original: string, self: string, front: string): string {
  const send = `y=o.apply(${self},arguments);${line(binding, front)}${ANSWER};`;
  return `(function(o){return ${wrapped([], send, 'y', measure)};})(${original})`;
}

function line(binding: Binding, front: string): string {
  return `W("${binding.code}"+J(${front === '' ? 'arguments' : `[${front}].concat(arguments)`})+"\\n");`;
}

function sendText(binding: Binding, front: string): string {
  const { place, form } = binding;
  const send = (args: string, mark = ''): string => `W("${binding.code}${mark}"+J([${args}])+"\\n");`;
  switch (form) {
    case 'plain':
    case 'twin':
      return line(binding, front);
    case 'refused':
      return `throw new Error("${binding.path} is not available in this engine");`;
    case 'print':
      return `P.apply(null,arguments);${send('')}`;
    case 'timer':
      return `F[0]=b;${send('0,I')}`;
    case 'watch':
      return send('0,b,d');
    case 'listener':
      return send('a,H.push(b)-1');
    case 'exactNumber': {
      const names = PARAMETERS[form];
      const exact = names.map((name, i) => (i === place ? 'I' : name));
      return `if(typeof ${names[place]}=="number"){F[0]=${names[place]};${send(exact.join(), EXACT_MARK)}}else ${line(binding, '')}`;
    }
    case 'bytes':
      if (place === 0) return `var i=k(a);${send('i.length,b')}W(i);`;
      return `var i=k(arguments.length>2?arguments.slice(1):b);${send('a,i.length')}W(i);`;
  }
}

/** What remains to be done with the answer `y`: the tables of callbacks follow the timers and watches of the chip. */
function afterText(binding: Binding): string {
  if (binding.form === 'timer') return 'T[y]=Z(a,arguments);';
  if (binding.form === 'watch') return 'V[y]=Z(a,[]);';
  if (binding.path === 'clearInterval' || binding.path === 'clearTimeout')
    return 'if(arguments.length)delete T[arguments[0]];else T={};';
  if (binding.path === 'clearWatch') return 'if(arguments.length)delete V[arguments[0]];else V={};';
  return '';
}

/** Statements that replace the members of an object. Buses are replaced whole: the PC build has none that work. */
export function objectText(object: BoundObject, measure: boolean, dataSource: (value: unknown) => string): string {
  const { name } = object;
  const data = [...object.data].map(([member, value]) => `${name}.${member}=${dataSource(value)};`);
  switch (object.kind) {
    case 'module':
      return `q.${name}={};\n${members(object, `q.${name}`, measure)}`;
    case 'class': {
      const make = `g.${name}=function(){W("${object.create!.code}"+J(arguments)+"\\n");this.n=${ANSWER};};`;
      return `${make}\n${members(object, `${name}.prototype`, measure, 'this.n')}`;
    }
    case 'pin':
      // Pins that the PC build lacks are their names here, so text gets the methods too.
      return `${members(object, 'Pin.prototype', measure, 'this')}\n${members(object, 'String.prototype', measure, '""+this')}`;
    case 'twin':
      return twinMaker(object, measure);
    case 'object': {
      const isMissing = /^(I2C|SPI|Serial)\d$/.test(name) ? 'true' : `typeof ${name}=="undefined"`;
      return [`if(${isMissing})g.${name}={};`, ...data, members(object, name, measure)].join('\n');
    }
  }
}

function members(object: BoundObject, target: string, measure: boolean, front = ''): string {
  return [...object.members]
    .map(([member, binding]) => `${target}.${member}=${forwarder(binding, measure, front)};`)
    .join('\n');
}

/**
 * What the maker makes gets methods that draw in the interpreter and then tell the host. The maker must not touch
 * `arguments`: the interpreter keeps that as a variable, and functions made inside would find it instead of theirs.
 */
function twinMaker(object: BoundObject, measure: boolean): string {
  const methods = [...object.members].map(
    ([member, binding]) => `if(y.${member})y.${member}=${twin(binding, measure, `y.${member}`, 'this', 'n')};`,
  );
  const send = `W("${object.create!.code}"+J([a,b,d,f])+"\\n");n=${ANSWER};`;
  const make = `y=o.call(Graphics,a,b,d,f);var n;${send}\n${methods.join('\n')}\n`;
  return `(function(o){Graphics.createArrayBuffer=${wrapped(['a', 'b', 'd', 'f'], make, 'y', measure)};})(Graphics.createArrayBuffer);`;
}
