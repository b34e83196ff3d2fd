/**
 * Spells numbers so that the interpreter reads exactly the value that the language means. It adds up decimal digits in
 * double precision, so that .3 is one bit off there; 3e-1, a single division, is not. The board and Node then compute
 * with the same constants, bit for bit.
 */
import type { AnyNode } from 'acorn';
import { nodesOf, readTree } from '../lint/tree.ts';
import type { NodeOf } from '../lint/tree.ts';
import { BuildRefused } from './complaint.ts';

/** The interpreter's integers have 32 bits; a number spelled without point and exponent stays one. */
const INTEGER_MAX = 2 ** 31 - 1;

/** Zeros added on either side while searching; beyond it a division is shorter. */
const ZEROS_MAX = 4;

/** Powers of ten up to here are exact doubles, and so one division by them rounds once. */
const EXACT_POWER_MAX = 22;

/** The value that the interpreter (2v29) makes of a decimal literal: its order of roundings, measured on 1,500 numbers. */
export function valueOnBoard(text: string): number {
  const [, whole = '', fraction = '', exponentText = '0'] = /^(\d*)\.?(\d*)(?:e(-?\d+))?$/.exec(text) ?? [];
  let value = 0;
  for (const digit of whole) value = value * 10 + Number(digit);
  let weight = 0.1;
  for (const digit of fraction) {
    value += weight * Number(digit);
    weight /= 10;
  }
  const exponent = Number(exponentText);
  for (let i = 0; i < exponent; i++) value *= 10;
  for (let i = 0; i > exponent; i--) value /= 10;
  return value;
}

/** Shortest digits of a positive number: value = digits / 10^places. */
function digitsOf(value: number): { digits: string; places: number } {
  const [mantissa = '', exponent = '0'] = value.toExponential().split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  return { digits: whole + fraction, places: fraction.length - Number(exponent) };
}

/** The digits with a point after `whole` of them, and the exponent that makes up for it. */
function withPoint(digits: string, whole: number, places: number): string {
  const exponent = digits.length - whole - places;
  const head = digits.slice(0, Math.max(0, whole));
  const tail = '0'.repeat(Math.max(0, -whole)) + digits.slice(Math.max(0, whole));
  return head + (tail === '' ? '' : `.${tail}`) + (exponent === 0 ? '' : `e${exponent}`);
}

function decimals(value: number): string[] {
  const { digits, places } = digitsOf(value);
  const texts: string[] = [];
  for (let zeros = 0; zeros <= ZEROS_MAX; zeros++) {
    const padded = digits + '0'.repeat(zeros);
    for (let whole = -ZEROS_MAX; whole <= padded.length; whole++) texts.push(withPoint(padded, whole, places + zeros));
  }
  return texts.sort((a, b) => a.length - b.length);
}

/** The shortest spelling of a positive number that the interpreter reads right; null when none was found. */
export function spell(value: number): string | null {
  if (Number.isInteger(value) && value <= INTEGER_MAX) return String(value);
  const decimal = decimals(value).find((text) => valueOnBoard(text) === value && Number(text) === value);
  if (decimal !== undefined) return decimal;
  const { digits, places } = digitsOf(value);
  const isExact = places > 0 && places <= EXACT_POWER_MAX && Number(digits) / 10 ** places === value;
  return isExact ? `(${digits}/1e${places})` : null;
}

function spellOrRefuse(value: number): string {
  const text = spell(value);
  if (text !== null) return text;
  const says = `\`${value}\`: the interpreter cannot read this number exactly; write a product of simpler numbers`;
  throw new BuildRefused([{ rule: 'unreadable-number', file: 'dist/firmware.js', line: 1, column: 1, text: says }]);
}

function isNumber(node: NodeOf<'Literal'>): boolean {
  return typeof node.value === 'number' && Number.isFinite(node.value) && node.value > 0;
}

function isKey(parent: AnyNode | undefined, node: AnyNode): boolean {
  return parent !== undefined && 'key' in parent && parent.key === node;
}

/** Spells anew every number of a program that the interpreter would read wrongly, or as a float for want of digits. */
export function spellNumbers(code: string): string {
  const tree = readTree(code);
  const literals = nodesOf(tree, 'Literal')
    .filter((node) => isNumber(node) && !isKey(tree.parents.get(node), node))
    .sort((a, b) => a.start - b.start);
  let spelled = '';
  let done = 0;
  for (const node of literals) {
    const value = node.value as number;
    const text = code.slice(node.start, node.end);
    const isRight = /^[\d.e-]+$/.test(text) && valueOnBoard(text) === value && !isFloatInteger(text, value);
    if (isRight) continue;
    const before = spelled + code.slice(done, node.start);
    const fresh = spellOrRefuse(value);
    spelled = before + (/[\w$]$/.test(before) && /^\d/.test(fresh) ? ' ' : '') + fresh;
    done = node.end;
  }
  return spelled + code.slice(done);
}

function isFloatInteger(text: string, value: number): boolean {
  return Number.isInteger(value) && value <= INTEGER_MAX && /[.e]/.test(text);
}
