/** What is known beforehand about single names of the API: which stay in the interpreter, and how the others travel. */

/**
 * How the arguments of a call travel: as JSON text; or with one number exact to the last bit; or with bytes as they
 * are. A `twin` only computes: the interpreter's own result counts, the host's function runs too, for the time it
 * takes. A `refused` call has arguments that cannot travel.
 */
export type Form = 'plain' | 'exactNumber' | 'bytes' | 'timer' | 'watch' | 'listener' | 'print' | 'twin' | 'refused';

/** Natives that compute and take no time on the simulated chip: the interpreter's own are used, that is the point of the engine. */
const OWN = new Set(
  (
    'Math JSON Object Array String Number Boolean Function Error TypeError SyntaxError ReferenceError InternalError ' +
    'Date Promise RegExp ArrayBuffer DataView Uint8Array Uint8ClampedArray Int8Array Uint16Array Int16Array Uint24Array ' +
    'Uint32Array Int32Array Float32Array Float64Array ArrayBufferView Graphics Modules Pin parseInt parseFloat isNaN ' +
    'isFinite NaN Infinity undefined eval btoa atob encodeURIComponent decodeURIComponent arguments global globalThis HIGH LOW'
  ).split(' '),
);
/** The same, members of E. Their arguments have no form for the line. */
const OWN_OF_E = new Set(['mapInPlace', 'getSizeOf', 'toJS', 'FFT', 'interpolate', 'interpolate2d']);
const TWINS = new Set(
  'CRC32 clip toString toUint8Array toArrayBuffer sum variance convolve reverseByte'
    .split(' ')
    .map((name) => `E.${name}`),
);

const TIMERS = new Set(['setInterval', 'setTimeout']);
/** Functions whose answer is a number with a fraction. */
export const NUMBER_ANSWERS: ReadonlySet<string> = new Set([
  'getTime',
  'analogRead',
  'E.getTemperature',
  'E.getAnalogVRef',
]);
/** Place of the number that must arrive exactly. */
const EXACT: Readonly<Record<string, number>> = {
  setInterval: 1,
  setTimeout: 1,
  changeInterval: 1,
  analogWrite: 1,
  digitalPulse: 2,
  setTime: 0,
};
/** Place of the argument that is bytes in any of the forms the interpreter takes; the other is a small integer. */
const BYTES: Readonly<Record<string, number>> = { 'I2C1.writeTo': 1, 'I2C2.writeTo': 1, 'Flash.write': 0 };
const LISTENERS = new Set(['on', 'addListener', 'prependListener']);
const PIN_NAME = /^(D\d+|H\d|LED\d?|BTN\d?)$/;

export function isPinName(name: string): boolean {
  return PIN_NAME.test(name);
}

export function isOwn(name: string): boolean {
  return OWN.has(name);
}

export function isOwnMember(owner: string, member: string): boolean {
  return owner === 'E' && OWN_OF_E.has(member);
}

export function placeOf(path: string): number {
  return BYTES[path] ?? EXACT[path] ?? 0;
}

export function formOf(path: string): Form {
  const member = path.slice(path.lastIndexOf('.') + 1);
  if (TIMERS.has(path)) return 'timer';
  if (path === 'setWatch') return 'watch';
  if (path === 'print' || path.startsWith('console.')) return 'print';
  if (member === 'removeListener') return 'refused';
  if (LISTENERS.has(member)) return 'listener';
  if (TWINS.has(path)) return 'twin';
  if (EXACT[path] !== undefined) return 'exactNumber';
  return BYTES[path] === undefined ? 'plain' : 'bytes';
}
