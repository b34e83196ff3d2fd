/** Turning what a program passes as data into bytes, and back, as the interpreter does. */

import { NotModelled } from './errors.ts';

interface DataCount {
  readonly data: unknown;
  readonly count: number;
}

function isDataCount(value: unknown): value is DataCount {
  return typeof value === 'object' && value !== null && 'data' in value && 'count' in value;
}

/** A typed array of whatever items; each becomes a byte by its lowest eight bits. */
function isItems(value: unknown): value is Uint8Array {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

function refuse(value: unknown): never {
  throw new TypeError(`Expecting Number or iterable, got ${value === undefined ? 'undefined' : typeof value}`);
}

/** Number of bytes in a value: numbers, strings, arrays of such, typed arrays, `{data, count}`. */
function sizeOf(value: unknown): number {
  if (typeof value === 'number' || typeof value === 'boolean') return 1;
  if (typeof value === 'string') return value.length;
  if (value instanceof ArrayBuffer) return value.byteLength;
  if (Array.isArray(value)) {
    let size = 0;
    for (let i = 0; i < value.length; i++) size += sizeOf(value[i]);
    return size;
  }
  if (isItems(value)) return value.length;
  if (isDataCount(value)) return Math.max(0, Math.ceil(Number(value.count)) || 0) * sizeOf(value.data);
  return refuse(value);
}

/** Writes the bytes of a value from a place on; returns the place behind them. */
function put(value: unknown, into: Uint8Array, at: number): number {
  if (typeof value === 'number' || typeof value === 'boolean') {
    into[at] = Number(value);
    return at + 1;
  }
  if (typeof value === 'string') {
    for (let i = 0; i < value.length; i++) into[at + i] = value.charCodeAt(i);
    return at + value.length;
  }
  if (value instanceof ArrayBuffer) return put(new Uint8Array(value), into, at);
  if (isItems(value)) {
    into.set(value, at);
    return at + value.length;
  }
  if (Array.isArray(value)) {
    let end = at;
    for (let i = 0; i < value.length; i++) end = put(value[i], into, end);
    return end;
  }
  if (!isDataCount(value)) return refuse(value);
  let end = at;
  for (let i = 0; i < value.count; i++) end = put(value.data, into, end);
  return end;
}

/** Bytes of one argument. A Uint8Array comes back as it is, so do not write to the result. */
export function toBytes(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  const bytes = new Uint8Array(sizeOf(value));
  put(value, bytes, 0);
  return bytes;
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
