import { expect } from 'chai';
import { ESLint } from 'eslint';
import { ROOT } from '../support/sources.ts';

/** Faults that an editor shows before anything is built, with the rule that names them. */
const FAULTS: readonly (readonly [rule: string, line: string])[] = [
  ['no-restricted-syntax', 'export function a1(n = 1) { return n; }'],
  ['no-restricted-syntax', 'export function a2(...all: number[]) { return all; }'],
  ['no-restricted-syntax', 'export const a3 = (o: { b: number }) => { const { b } = o; return b; };'],
  ['no-restricted-syntax', 'export const a4 = (k: string) => ({ [k]: 1 });'],
  ['no-restricted-syntax', 'export const a5 = (t: string) => /a?b/.test(t);'],
  ['no-restricted-syntax', 'export function a6(l: number[]) { l.length = 0; }'],
  ['no-restricted-syntax', 'export const a7 = (n: number) => n.toFixed(1);'],
  ['no-restricted-syntax', 'export const a8 = (l: number[]) => l.sort();'],
  ['no-restricted-syntax', 'export function a9(n: number) { switch (n) { default: return 0; case 1: return 1; } }'],
  ['no-restricted-syntax', 'export function b1() { a: for (;;) for (;;) break a; }'],
  ['no-restricted-syntax', 'export enum B2 { One }'],
  ['no-restricted-globals', 'export const b3 = () => new Map();'],
  ['es-x/no-math-trunc', 'export const b4 = (n: number) => Math.trunc(n);'],
  ['es-x/no-number-isfinite', 'export const b5 = (n: number) => Number.isFinite(n);'],
  ['es-x/no-async-functions', 'export async function b6() { await null; }'],
  ['local/loop-closure', 'export function b7(l: (() => number)[]) { for (let i = 0; i < 3; i++) l.push(() => i); }'],
  ['local/loop-closure', 'export function b8(l: number[]) { for (const n of l) l.find((m) => m === n); }'],
  ['@typescript-eslint/no-use-before-define', 'export const b9 = C1 + 1; const C1 = 1;'],
  ['no-invalid-this', 'export function c2() { return this; }'],
];

const CLEAN =
  'export function d1(l: (() => number)[]) { for (let i = 0; i < 3; i++) { const j = i; l.push(() => j); } }';

describe('the linter, on a file of the board', () => {
  it('refuses what the interpreter lacks or gets wrong, and lets the way out pass', async function () {
    this.timeout(60_000);
    const text = [...FAULTS.map(([, line]) => line), CLEAN, ''].join('\n');
    const [result] = await new ESLint({ cwd: ROOT }).lintText(text, { filePath: 'firmware/gate.ts' });
    const rulesAt = (line: number): (string | null)[] =>
      (result?.messages ?? []).filter((one) => one.line === line).map((one) => one.ruleId);
    FAULTS.forEach(([rule, line], index) => expect(rulesAt(index + 1), line).to.include(rule));
    expect(rulesAt(FAULTS.length + 1)).to.deep.equal([]);
  });
});
