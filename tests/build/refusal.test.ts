import { expect } from 'chai';
import { RULES, lintProgram } from '../../tools/lint/lint.ts';
import { complaintsAbout, planted } from './workshop.ts';

/** One planted line for each rule; the bundle must not be made. */
const FAULTS: readonly (readonly [rule: string, line: string])[] = [
  ['default-value', 'export function f(a = 1) { return a; }'],
  ['rest-or-spread', 'export function f(...all: number[]) { return all; }'],
  ['rest-or-spread', 'export const f = () => [...other, 1];'],
  ['rest-or-spread', 'export const f = () => ({ ...other, a: 1 });'],
  ['destructuring', 'export function f(a: any) { const { b } = a; return b; }'],
  ['destructuring', 'export function f(a: any) { for (const [b] of a) use(b); }'],
  ['async-or-generator', 'export async function f() { use(1); }'],
  ['async-or-generator', 'export function* f() { use(1); }'],
  ['label', 'export function f() { a: for (;;) for (;;) break a; }'],
  ['tagged-template', 'export const f = () => other`text`;'],
  ['regular-expression', 'export const f = (a: string) => /a?b/.test(a);'],
  ['big-integer', 'export const f = () => 1n;'],
  ['computed-key', 'export const f = (a: string) => ({ [a]: 1 });'],
  ['meta-property', 'export function f() { return new.target; }'],
  ['dynamic-import', 'export const f = () => import(other);'],
  ['arguments-in-arrow', 'export function f() { return () => arguments.length; }'],
  ['long-name', `export const f = (${'a'.repeat(61)}: number) => ${'a'.repeat(61)};`],
  ['non-ascii-text', "export const f = () => '45\u00b0';"],
  ['private-name', 'export class A { #b = 1; c() { return this.#b; } }'],
  ['static-block', 'export class A { static { use(1); } }'],
  ['super-member', 'class A { b() { return 1; } } export class C extends A { override b() { return super.b(); } }'],
  ['super-outside-method', 'class A {} export class C extends A { constructor() { const d = () => super(); d(); } }'],
  ['extends-expression', 'export class A extends other.B {}'],
  ['extends-built-in', 'export class A extends Error {}'],
  ['keyword-method', 'export class A { delete() { return 1; } }'],
  ['class-in-block', 'export function f(a: boolean) { if (a) { class B {} use(new B()); } }'],
  ['inherited-static', 'class A { static b() { return 1; } } class C extends A {} export const f = () => C.b();'],
  ['default-not-last', 'export function f(a: number) { switch (a) { default: use(0); break; case 1: use(1); } }'],
  ['call-in-case', 'export function f(a: number) { switch (a) { case use(1): return 1; default: return 0; } }'],
  ['literal-in-try', 'export function f() { try { return { a: use(1), b: 2 }; } catch { return null; } }'],
  ['jump-in-finally', 'export function f() { try { use(1); } finally { return 1; } }'],
  ['bare-member', 'export function f(a: any) { a.b; }'],
  ['this-at-top', 'use(this);'],
  ['missing-member', 'export const f = (a: number) => Math.trunc(a);'],
  ['missing-member', 'export const f = (a: number) => Number.isFinite(a);'],
  ['missing-method', 'export const f = (a: any) => a.flat();'],
  ['missing-method', 'export const f = (a: string) => a.at(0);'],
  ['missing-global', 'export const f = () => new Map();'],
  ['missing-global', 'export const f = () => Symbol();'],
  ['prototype-member', 'export const f = (a: any) => Array.prototype.slice.call(a);'],
  ['truncated-number', 'export const f = (a: number) => a.toFixed(1);'],
  ['truncated-number', 'export const f = (a: any) => JSON.stringify(a);'],
  ['json-reviver', 'export const f = (a: string) => JSON.parse(a, other);'],
  ['sort', 'export const f = (a: number[]) => a.sort();'],
  ['split-limit', "export const f = (a: string) => a.split(',', 2);"],
  ['length-assignment', 'export function f(a: number[]) { a.length = 0; }'],
  ['create-with-properties', 'export const f = (a: object) => Object.create(a, other);'],
  ['instance-of-error', 'export const f = (a: unknown) => a instanceof TypeError;'],
  ['clear-everything', 'export const f = () => clearInterval();'],
  ['implicit-global', 'export function f() { (undeclared as any) = 1; }'],
  ['loop-closure', 'export function f(a: any[]) { for (let i = 0; i < 3; i++) a.push(() => i); }'],
  ['loop-closure', 'export function f(a: any[]) { for (const b of a) a.push(() => b); }'],
  ['late-declaration', 'use(f()); function f() { return 1; }'],
  ['late-declaration', 'function f() { return g(); } use(f()); function g() { return 1; }'],
  ['late-declaration', 'const f = [() => g()]; use(f); function g() { return 1; }'],
  ['late-declaration', 'class A { b() { return g(); } } use(new A()); function g() { return 1; }'],
  ['late-declaration', 'export function f() { return g(); function g() { return 1; } }'],
  ['late-declaration', 'var f = 1; export function h() { f = 2; var f; return f; }'],
  ['var-in-branch', 'export function f(a: boolean) { if (a) { var b = 1; } return b; }'],
];

/** Syntax that the build lowers in the source; in the bytes that are flashed it is a fault. */
const LEFT_OVERS: readonly (readonly [rule: string, line: string])[] = [
  ['optional-chain', 'a?.b();'],
  ['power-operator', 'use(a ** 2);'],
  ['logical-assignment', 'var a; a ??= 1;'],
  ['class-field', 'class A { b = 1; }'],
];

describe('a fault planted in the firmware', () => {
  for (const [rule, line] of FAULTS) {
    it(`is refused with its place and a way out: ${rule}: ${line}`, async () => {
      const complaints = await complaintsAbout(planted(line));
      const complaint = complaints.find((one) => one.rule === rule);
      expect(complaint, JSON.stringify(complaints)).to.not.equal(undefined);
      expect(complaint?.file).to.equal('firmware/part.ts');
      expect(complaint?.line).to.equal(3);
      expect(complaint?.text).to.match(/; write \S/);
    });
  }

  for (const [rule, line] of LEFT_OVERS) {
    it(`is refused in the final bundle though the source may have it: ${rule}`, () => {
      const names = (stage: 'source' | 'final') => lintProgram(line, stage).map((one) => one.rule.name);
      expect(names('final')).to.include(rule);
      expect(names('source')).to.not.include(rule);
    });
  }

  it('is refused where only the lowered code has it', async () => {
    const subclass = 'class A { b = 1; } export class C extends A { d = 2; } use(new C());';
    const lookedUp = 'enum Mode { Idle, Run } use(Mode[use(1)]);';
    for (const [rule, line] of [
      ['rest-or-spread', subclass],
      ['late-declaration', lookedUp],
    ] as const) {
      const complaints = await complaintsAbout(planted(line));
      expect(complaints.map((one) => `${one.rule} ${one.file}:${one.line}`)).to.include(`${rule} firmware/part.ts:3`);
    }
  });

  it('is tried for every rule there is', () => {
    const tried = new Set([...FAULTS, ...LEFT_OVERS].map(([rule]) => rule));
    expect(RULES.map((rule) => rule.name).filter((name) => !tried.has(name))).to.deep.equal([]);
  });
});
