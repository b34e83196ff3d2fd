/** Turning what a program passes as data into bytes, and back, as the interpreter does. */

import { NotModelled } from './errors.ts';

interface DataCount {
  readonly data: unknown;
  readonly count: number;
}

function isDataCount(value: unknown): value is DataCount {
  return typeof value === 'object' && value !== null && 'data' in value && 'count' in value;
}

/** Adds all bytes of a value: numbers, strings, arrays of such, typed arrays, `{data, count}`. */
function collect(value: unknown, into: number[]): void {
  if (typeof value === 'number' || typeof value === 'boolean') into.push(Number(value) & 0xff);
  else if (typeof value === 'string') for (let i = 0; i < value.length; i++) into.push(value.charCodeAt(i) & 0xff);
  else if (value instanceof ArrayBuffer) collect(new Uint8Array(value), into);
  else if (Array.isArray(value)) for (const item of value) collect(item, into);
  else if (ArrayBuffer.isView(value)) for (const item of value as unknown as Iterable<number>) into.push(Number(item) & 0xff);
  else if (isDataCount(value)) for (let i = 0; i < value.count; i++) collect(value.data, into);
  else throw new TypeError(`Expecting Number or iterable, got ${value === undefined ? 'undefined' : typeof value}`);
}

/** Bytes of one argument. A Uint8Array comes back as it is, so do not write to the result. */
export function toBytes(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  const bytes: number[] = [];
  collect(value, bytes);
  return Uint8Array.from(bytes);
}

/** Bytes of several arguments in a row. */
export function toBytesAll(values: readonly unknown[]): Uint8Array {
  return values.length === 1 ? toBytes(values[0]) : toBytes(values);
}

const PIECE = 4096;

/** Bytes as a string of characters 0 to 255, the interpreter's strings. */
export function toText(bytes: Uint8Array): string {
  let text = '';
  for (let from = 0; from < bytes.length; from += PIECE) {
    text += String.fromCharCode(...bytes.subarray(from, from + PIECE));
  }
  return text;
}

/**
 * Bytes for memory. The interpreter takes as many bytes as a typed array has items, out of its raw memory, which for
 * items of more than one byte is never what was meant: that is refused.
 */
export function toMemory(value: unknown, call: string): Uint8Array {
  if (!ArrayBuffer.isView(value)) return toBytes(value);
  if ((value as Uint8Array).BYTES_PER_ELEMENT !== 1) {
    throw new NotModelled(`${call} of an array with items of several bytes`, 'pass new Uint8Array(array.buffer)');
  }
  return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
}
