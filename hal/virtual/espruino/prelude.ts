/**
 * The script that the interpreter runs first: it replaces the natives that the program uses by calls over the
 * line, evaluates the program text, and then serves callbacks for ever.
 *
 * Everything lives in one function, so that the program finds a single further global. Answers are 8 characters of
 * JavaScript that the script evaluates; the functions for longer ones are the capital letters below.
 */
import type { Bindings } from './bindings.ts';
import { isPinName } from './forms.ts';
import { forwarder, objectText } from './forwarders.ts';
import { TO_HOST, TO_INTERPRETER } from './link.ts';
import { isNativePin, pinSource, source, type PinNames } from './values.ts';

export const PROGRAM_FILE = 'program.js';
export const PRELUDE_FILE = 'prelude.js';

export interface PreludeOptions {
  /** Measure the time of every callback, less the time spent in replaced natives. */
  measure: boolean;
  /** Run the program from Storage, as the board does: its functions stay in flash. Otherwise from variables. */
  fromFlash: boolean;
}

/** Passes of the reference loop timed after every callback: short, because the PC's speed wanders. */
const REFERENCE_PASSES = 100;
const CALIBRATION_ROUNDS = 20;

/**
 * x and r are the pipes, W sends a line; N, M, P, e and k are natives kept from being replaced; F, U and I are one
 * number as such, as bytes and as halves; T, V and H the callbacks of timers, watches and listeners; X the last
 * exception; w and c the time and the number of replaced natives in a callback; q the replaced modules.
 */
const VARIABLES =
  `var x=E.openFile("${TO_HOST}","w"),r=E.openFile("${TO_INTERPRETER}","r"),W=x.write.bind(x),J=JSON.stringify,` +
  'N=getTime,M=process.memory,P=print,e=require,k=E.toUint8Array,' +
  'F=new Float64Array(1),U=new Uint8Array(F.buffer),I=new Int32Array(F.buffer),' +
  'T={},V={},H=[],X,w=0,c=0,q={},g=global;';

/**
 * Answers longer than 8 characters: n more bytes follow. L evaluates them, B and S take them as they are, K throws.
 * Q takes the bytes of one number; not a number is followed by what is meant. u and m tell the memory in use; after
 * m the real answer follows.
 */
const ANSWERS = `
function L(n){return eval(r.read(n));}
function B(n){return k(r.read(n));}
function S(n){return r.read(n);}
function K(n){throw eval(r.read(n));}
function D(s){U.set(s);return F[0];}
function Q(){U.set(r.read(8));if(F[0]===F[0])return F[0];return eval(r.read(8));}
function m(){W("#"+J(M(false))+"\\n");return eval(r.read(8));}
function u(){W("#"+J(M())+"\\n");}
`;

/** Commands of the host: interval, time-out, watch, watch for the last time, event. R reports an exception. */
const COMMANDS = `
function t(n){C(T[n]);}
function o(n){var f=T[n];delete T[n];C(f);}
function v(n,e){C(V[n],[e]);}
function z(n,e){var f=V[n];delete V[n];C(f,[e]);}
function h(n,a){C(H[n],a);}
function R(e){X=e;var a=typeof e=="object"&&e!==null;W("!"+J([a?""+e.type:"",a?""+e.message:""+e,a?""+e.stack:""])+"\\n");}
`;

const CALL = 'function C(f,a){try{if(a)f.apply(g,a);else f();}catch(e){R(e);return;}W(".\\n");}';
/** The same with its time, that of the replaced natives, their number, and the time of the reference loop. */
const CALL_MEASURED =
  'function C(f,a){w=0;c=0;var s=N();try{if(a)f.apply(g,a);else f();}catch(e){R(e);return;}s=N()-s;' +
  'var y=N();A();y=N()-y;W("."+[s*1E9|0,w*1E9|0,c,y*1E9|0]+"\\n");}';

/** Callbacks given as text and timers with further arguments become plain functions here. */
const TIMER_CALLBACK = `
function Z(f,a){
if(typeof f=="string"){var c=f;return function(){eval(c);};}
if(a.length<3)return f;
a=a.slice(2);return function(){f.apply(g,a);};
}
`;

/** Before all other names: the interpreter searches them one by one, and a board that only loops has no others. */
const REFERENCE_VARIABLE = 'var i=0;';

/**
 * A is the reference loop. Y times a replaced native that does nothing, called with a pin and a number: what of
 * that falls outside its own measurement is part of the native's cost on the board and is not counted twice.
 */
const CALIBRATION = `
var A=new Function("for(i=0;i<${REFERENCE_PASSES};i=i+1);");
function Y(){
var e=function(a,b){var s=N(),y;c=c+1;w=w+(N()-s);return y;},k,s,b=1E9,l=1E9;
for(k=0;k<${CALIBRATION_ROUNDS};k++){w=0;s=N();${'e(D1,1);'.repeat(10)}s=(N()-s-w)/10;if(s<l)l=s;s=N();A();s=N()-s;if(s<b)b=s;}
w=0;c=0;W("%"+[b*1E9|0,l*1E9|0,${REFERENCE_PASSES}]+"\\n");
}`;

/** Methods of a date (Espruino 2v29). */
const DATE_METHODS =
  'getTime valueOf getTimezoneOffset getIsDST getDay getDate getMonth getFullYear getHours getMinutes getSeconds ' +
  'getMilliseconds setTime setDate setMonth setFullYear setHours setMinutes setSeconds setMilliseconds toString ' +
  'toUTCString toISOString toLocalISOString toJSON';

/**
 * A board finds natives only after all names of the program, and its own objects behind those that stood before they were
 * first used; here both are the program's elders. Once it has booted, G puts them behind its names, so that the search for a
 * name costs what it does on a board. Pins (D0 to D31) are none of these names.
 */
const ELDERS_LAST = `
var y=Object.keys(g).filter(function(n){return n!="i"&&!(n[0]=="D"&&n[1]<="9");});
function G(){y.forEach(function(n){var o=g[n];delete g[n];g[n]=o;});}
`;

/** An exception that leaves the program text is reported and not the end: timers that it set before go on, as on the board. */
const MAIN = `
return {p:p,y:Y,G:G,u:u,R:R,d:function(){W(".\\n");},l:function(){var s;while((s=r.read(8)))eval(s);}};})();
__board.y();__board.u();try{eval(__board.p());__board.G();__board.d();}catch(e){__board.R(e);}__board.l();
`;

/** The whole script. */
export function preludeText(bindings: Bindings, pins: PinNames, options: PreludeOptions): string {
  const { measure } = options;
  const parts = [
    measure ? REFERENCE_VARIABLE : '',
    'var __board=(function(){',
    VARIABLES,
    ANSWERS,
    COMMANDS,
    measure ? CALL_MEASURED : CALL,
    TIMER_CALLBACK,
    ...[...bindings.functions].map(([name, binding]) => `g.${name}=${forwarder(binding, measure)};`),
    'g.Pin=function(n){return n;};', // The PC build has no pins beyond D31; names are as good.
    ...bindings.objects.map((object) => objectText(object, measure, (value) => source(value, pins))),
    ...[...bindings.constants].map(([name, value]) => constantText(name, value, pins)),
    'g.require=function(n){var O=q[n];return O?O:e(n);};',
    dateText(bindings, measure),
    bindings.usesPromise ? 'g.Promise=function(){throw new Error("Promise is not available in this engine");};' : '',
    measure ? CALIBRATION : 'function Y(){}',
    programText(options.fromFlash),
    measure ? ELDERS_LAST : 'function G(){}',
    MAIN,
  ];
  return parts.join('\n');
}

function constantText(name: string, value: unknown, pins: PinNames): string {
  if (isNativePin(name)) return '';
  return `g.${name}=${isPinName(name) ? pinSource(name) : source(value, pins)};`;
}

/**
 * The present comes from the host, everything else about dates from the interpreter. It finds the methods of a date
 * by the name of the class, so the class that stands in hands the native methods on.
 */
function dateText(bindings: Bindings, measure: boolean): string {
  if (bindings.now === null) return '';
  return `(function(O){var z=new O(0),n=${forwarder(bindings.now, measure)};
function D(a,b,d,e,f,h,i){if(a===undefined)return new O(n());
return b===undefined?new O(a):new O(a,b,d===undefined?1:d,e||0,f||0,h||0,i||0);}
"${DATE_METHODS}".split(" ").forEach(function(m){D.prototype[m]=z[m];});
D.now=n;D.parse=O.parse;g.Date=D;})(Date);`;
}

function programText(fromFlash: boolean): string {
  const read = `e("fs").readFileSync("${PROGRAM_FILE}")`;
  if (!fromFlash) return `function p(){return ${read};}`;
  return `var O=e("Storage");O.write(".bootcde",${read});function p(){return O.read(".bootcde");}`;
}
