/** How the interpreter prints values: `print`, `console.log` and reports of errors. */
import { Pin } from './pin.ts';

/** Decimals at most; the interpreter cuts, it does not round. */
const DECIMALS = 11;

function number(value: number): string {
  if (!Number.isFinite(value) || Number.isInteger(value)) return Object.is(value, -0) ? '-0' : String(value);
  const exact = Math.abs(value).toFixed(20);
  const point = exact.indexOf('.');
  const cut = exact.slice(0, point + 1 + DECIMALS).replace(/0+$/, '').replace(/\.$/, '');
  return value < 0 ? `-${cut}` : cut;
}

function quoted(text: string): string {
  return JSON.stringify(text);
}

/** A value inside a structure. */
function inside(value: unknown, depth: number): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') return number(value);
  if (typeof value === 'function') return 'function () { ... }';
  if (value === null || typeof value !== 'object') return String(value);
  if (value instanceof Pin) return value.toString();
  if (depth > 8) return '...';
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    const name = Object.prototype.toString.call(value).slice(8, -1);
    return `new ${name}([${Array.from(value as unknown as ArrayLike<number>, number).join(', ')}])`;
  }
  if (Array.isArray(value)) {
    return value.length === 0 ? '[  ]' : `[ ${value.map((item) => inside(item, depth + 1)).join(', ')} ]`;
  }
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  const entries = Object.entries(value).map(([key, item]) => `"${key}": ${inside(item, depth + 1)}`);
  return entries.length === 0 ? '{  }' : `{ ${entries.join(', ')} }`;
}

/** One argument of `print`. */
export function format(value: unknown): string {
  return typeof value === 'string' ? value : inside(value, 0);
}

/** All arguments of `print`, with the spaces between. */
export function formatAll(values: readonly unknown[]): string {
  return values.map(format).join(' ');
}
