/**
 * The memory of the running program, cell by cell, so that single bits of it can be flipped: radiation, a brown-out, a bug
 * elsewhere. The bytes that run are the bundle's; one line at its end hands out its variables, and nothing calls it until a
 * fault is injected. Only the Node engine keeps the program's variables where they can be reached.
 */
import { parse } from 'acorn';
import type { VariableDeclaration } from 'acorn';

/** What the added line hangs on the interpreter's own object, which every program can reach. */
interface Variables {
  readonly names: readonly string[];
  readonly read: readonly (() => unknown)[];
  readonly write: readonly ((value: unknown) => void)[];
}

interface Cell {
  readonly path: string;
  readonly value: number | boolean;
  readonly write: (value: number | boolean) => void;
}

const KEY = '$variables';
/** Pictures and fonts: nothing in them decides anything. */
const LONG_ARRAY = 200;
/** Room for the bit in the number that names cell and bit. */
export const BITS_PER_CELL = 64;
const INTEGER_BITS = 32;

const made = new Map<string, string>();

/** Names that a program declares outside of its functions with `var` or `let`. */
function variableNames(program: string): string[] {
  return parse(program, { ecmaVersion: 2020 })
    .body.filter((one): one is VariableDeclaration => one.type === 'VariableDeclaration' && one.kind !== 'const')
    .flatMap((one) => one.declarations.map(({ id }) => (id.type === 'Identifier' ? id.name : '')))
    .filter((name) => name !== '');
}

/** The program with one line more, which hands out its variables. Refuses a program that has none: a flip would hit nothing. */
export function withVariables(program: string): string {
  const known = made.get(program);
  if (known !== undefined) return known;
  const names = variableNames(program);
  if (names.length === 0)
    throw new Error('the program has no variables outside of its functions: there is no memory to disturb');
  const line = `;E.${KEY}={names:${JSON.stringify(names)},read:[${names.map((name) => `()=>${name}`).join()}],write:[${names
    .map((name) => `(v)=>{${name}=v}`)
    .join()}]};`;
  const fresh = `${program}\n${line}`;
  made.set(program, fresh);
  return fresh;
}

function isCell(value: unknown): value is number | boolean {
  return typeof value === 'number' || typeof value === 'boolean';
}

/** Objects of the program itself: what the chip hands out has classes of its own. */
function isOurs(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  if (ArrayBuffer.isView(value)) return !(value instanceof DataView) && (value as Uint8Array).length <= LONG_ARRAY;
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}

/** Every number and truth value that can be reached, in an order that the program alone decides. */
function cellsOf({ names, read, write }: Variables): Cell[] {
  const cells: Cell[] = [];
  const seen = new Set<unknown>();
  const visit = (path: string, value: unknown, put: (value: unknown) => void): void => {
    if (isCell(value)) cells.push({ path, value, write: put });
    if (!isOurs(value) || seen.has(value)) return;
    seen.add(value);
    for (const key of Object.keys(value)) visit(`${path}.${key}`, value[key], (fresh) => void (value[key] = fresh));
  };
  names.forEach((name, index) => visit(name, read[index]?.(), (value) => write[index]?.(value)));
  return cells;
}

/** A number with one bit turned over: whole numbers as the processor holds them, others as a double. */
function flipped(value: number, bit: number): number {
  if (Number.isInteger(value) && Math.abs(value) < 2 ** 31 && bit < INTEGER_BITS) return value ^ (1 << bit);
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const byte = bit >> 3;
  view.setUint8(byte, view.getUint8(byte) ^ (1 << (bit & 7)));
  return view.getFloat64(0);
}

function cellAt(api: Readonly<Record<string, unknown>>, index: number): Cell | null {
  const variables = (api.E as Record<string, unknown>)[KEY] as Variables | undefined;
  // Still booting: there is nothing yet.
  if (variables === undefined) return null;
  const cells = cellsOf(variables);
  return cells[index % cells.length] ?? null;
}

/** Turns one bit over. `place` is cell times 64 plus bit; cells beyond the last are counted from the first again. */
export function flipBit(api: Readonly<Record<string, unknown>>, place: number): void {
  const cell = cellAt(api, Math.floor(place / BITS_PER_CELL));
  if (cell === null) return;
  cell.write(typeof cell.value === 'boolean' ? !cell.value : flipped(cell.value, place % BITS_PER_CELL));
}

/** Makes a number no number. Truth values are left alone. */
export function spoilNumber(api: Readonly<Record<string, unknown>>, place: number): void {
  const cell = cellAt(api, place);
  if (typeof cell?.value === 'number') cell.write(NaN);
}
