/** Values on their way to and from the interpreter; numbers stay exact to the last bit. */
import type { NativeApi } from '../contract.ts';
import { isPinName } from './forms.ts';

const doubles = new Float64Array(1);
const doubleBytes = new Uint8Array(doubles.buffer);
const doubleHalves = new Int32Array(doubles.buffer);

/** Names of the pins by the value that stands for them in the API. */
export type PinNames = ReadonlyMap<unknown, string>;

/** An exception that left a callback or the program; its own value stays in the interpreter, known there as X. */
export class ProgramError extends Error {
  /** The name of the exception's class in the interpreter. */
  readonly type: string;

  constructor(type: string, message: string, stack: string) {
    super(message);
    this.type = type;
    this.name = type === '' ? 'Error' : type;
    this.stack = `${this.name}: ${message}\n${stack}`;
  }
}

/** Reads the number whose two halves the interpreter sent as integers. */
export function numberFromHalves(halves: readonly number[]): number {
  doubleHalves[0] = halves[0]!;
  doubleHalves[1] = halves[1]!;
  return doubles[0]!;
}

/** The 8 bytes of a number, in the order in which the interpreter keeps them. Valid until the next call. */
export function bytesOfNumber(value: number): Uint8Array {
  doubles[0] = value;
  return doubleBytes;
}

/** Pin names within arguments become the values that stand for pins in the API. */
export function withPins(value: unknown, api: NativeApi): unknown {
  if (typeof value === 'string') return isPinName(value) && value in api ? api[value] : value;
  if (Array.isArray(value)) return value.map((item) => withPins(item, api));
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withPins(item, api)]));
}

/** Source text of a value. Pins are named, numbers with a fraction are given as bytes, functions are refused. */
export function source(value: unknown, pins: PinNames): string {
  const pin = pins.get(value);
  if (pin !== undefined) return pinSource(pin);
  switch (typeof value) {
    case 'undefined':
      return 'undefined';
    case 'boolean':
      return String(value);
    case 'number':
      return numberSource(value);
    case 'string':
      return quoted(latin1(value));
    case 'object':
      return value === null ? 'null' : objectSource(value, pins);
    default:
      throw new Error(`a ${typeof value} cannot be handed to the interpreter`);
  }
}

/** The text as bytes, one character each: as they are up to 255, otherwise as UTF-8, which is how the board keeps text. */
export function latin1(text: string): string {
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) > 255) return Buffer.from(text, 'utf8').toString('latin1');
  }
  return text;
}

/** The PC build knows the pins D0 to D31 itself; the others travel as their names. */
export function pinSource(name: string): string {
  return isNativePin(name) ? name : `"${name}"`;
}

export function isNativePin(name: string): boolean {
  return /^D([0-9]|[12]\d|3[01])$/.test(name);
}

/** What an exception of the host looks like in the interpreter. */
export function errorSource(error: unknown): string {
  if (!(error instanceof Error)) return source(error, new Map());
  const known = ['Error', 'TypeError', 'ReferenceError', 'SyntaxError', 'InternalError'].includes(error.name);
  return `new ${known ? error.name : 'Error'}(${quoted(latin1(error.message))})`;
}

function numberSource(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 2 ** 31 && !Object.is(value, -0)) return String(value);
  return `D(${quoted(String.fromCharCode(...bytesOfNumber(value)))})`;
}

function objectSource(value: object, pins: PinNames): string {
  if (value instanceof ProgramError) return 'X';
  if (value instanceof Error) return errorSource(value);
  if (value instanceof Uint8Array) return `new Uint8Array([${value.join()}])`;
  if (Array.isArray(value)) return `[${value.map((item) => source(item, pins)).join()}]`;
  const fields = Object.entries(value).map(([key, item]) => `${quoted(latin1(key))}:${source(item, pins)}`);
  return `{${fields.join()}}`;
}

function quoted(text: string): string {
  return `"${text.replace(/[^ !#-[\]-~]/g, (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`)}"`;
}
