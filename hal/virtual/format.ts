/**
 * How the interpreter prints values: `print`, `console.log` and reports of errors. Spaces, line breaks and the cutting
 * of decimals follow Espruino 2v29 (checked against it in tests/hal/conformance).
 */
import { Pin } from './pin.ts';

/** Decimals at most. */
const DECIMALS = 11;
/** Printing stops when what is left is smaller; a number this close to a whole one is printed as that. */
const CLOSE = 1e-7;
/** Added before a digit is cut, so that 0.3 does not become 0.29999999999. */
const DIGIT_SLACK = 1e-8;
/** From here up and below there, numbers are printed with an exponent. */
const LARGE = 1e21;
const SMALL = 1e-6;
/** Items of an object on one line, after which a new line begins. */
const ITEMS_ON_LINE = 4;
const INDENT = '  ';

/** Decimal digits as the interpreter makes them, one at a time, cutting and not rounding at the end. */
function plain(size: number): string {
  const whole = Math.floor(size + CLOSE) > Math.floor(size) ? Math.floor(size) + 1 : Math.floor(size);
  let text = String(whole);
  let rest = (size - whole) * 10;
  for (let i = 0; i < DECIMALS && rest > CLOSE; i++) {
    const digit = Math.min(9, Math.floor(rest + DIGIT_SLACK));
    text += i === 0 ? `.${digit}` : String(digit);
    rest = (rest - digit) * 10;
  }
  return text;
}

function number(value: number): string {
  if (!Number.isFinite(value) || value === 0) return String(value === 0 ? 0 : value);
  let size = Math.abs(value);
  let exponent = 0;
  // Steps of five first and of one then, as there: the rounding of the last digit depends on them.
  if (size >= LARGE) {
    for (; size > 1e5; exponent += 5) size /= 1e5;
    for (; size > 10; exponent++) size /= 10;
  } else if (size < SMALL) {
    for (; size < 1e-5; exponent -= 5) size *= 1e5;
    for (; size < 1; exponent--) size *= 10;
  }
  const power = exponent === 0 ? '' : `e${exponent > 0 ? '+' : ''}${exponent}`;
  return `${value < 0 ? '-' : ''}${plain(size)}${power}`;
}

/** Text in quotes, everything beyond plain ASCII escaped. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
}

/** Simple values stay on the line. */
function isSimple(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    typeof value === 'number' ||
    typeof value === 'boolean' ||
    value instanceof Pin
  );
}

function typedArray(value: ArrayBufferView | ArrayBuffer): string {
  const isBuffer = value instanceof ArrayBuffer;
  const items = Array.from((isBuffer ? new Uint8Array(value) : value) as unknown as ArrayLike<number>);
  const name = Object.prototype.toString.call(value).slice(8, -1);
  if (items.every((item) => item === 0)) return `new ${name}(${items.length})`;
  return `new ${isBuffer ? 'Uint8Array' : name}([${items.map(number).join(', ')}])${isBuffer ? '.buffer' : ''}`;
}

function list(items: readonly unknown[], depth: number): string {
  let text = '[ ';
  let breaks = false;
  items.forEach((item, i) => {
    if (i > 0) text += ', ';
    const complex = !isSimple(item);
    if (breaks || complex) text += `\n${INDENT.repeat(depth + 1)}`;
    text += inside(item, depth + 1);
    breaks = complex;
  });
  return `${text}${breaks ? `\n${INDENT.repeat(depth)}` : ''} ]`;
}

function record(entries: readonly [string, unknown][], depth: number): string {
  let text = '{ ';
  let breaks = false;
  let onLine = 0;
  entries.forEach(([key, item], i) => {
    if (i > 0) text += ', ';
    const complex = !isSimple(item);
    if (breaks || complex || ++onLine > ITEMS_ON_LINE) {
      text += `\n${INDENT.repeat(depth + 1)}`;
      onLine = 0;
    }
    text += `${quoted(key)}: ${inside(item, depth + 1)}`;
    breaks = complex;
  });
  return `${text}${breaks ? `\n${INDENT.repeat(depth)}` : ''} }`;
}

/** A value inside a structure; `depth` is how far in. */
function inside(value: unknown, depth: number): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') return number(value);
  if (typeof value === 'function') return 'function () {}';
  if (value === null || typeof value !== 'object') return String(value);
  if (value instanceof Pin) return value.toString();
  if (value instanceof ArrayBuffer || (ArrayBuffer.isView(value) && !(value instanceof DataView)))
    return typedArray(value);
  if (Array.isArray(value)) return list(value, depth);
  if (Object.prototype.toString.call(value) === '[object Error]') {
    const error = value as Error;
    return `${error.name}: ${error.name}: ${error.message}`;
  }
  const name = (value as { constructor?: { name?: string } }).constructor?.name ?? 'Object';
  return (name === 'Object' ? '' : `${name}: `) + record(Object.entries(value), depth);
}

/** One argument of `print`. */
export function format(value: unknown): string {
  return typeof value === 'string' ? value : inside(value, 0);
}

/** All arguments of `print`, with the spaces between. */
export function formatAll(values: readonly unknown[]): string {
  return values.map(format).join(' ');
}
