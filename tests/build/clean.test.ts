import { expect } from 'chai';
import { sizeReport, sizeTable } from '../../tools/bundle/report.ts';
import { ESPRUINO, printedByInterpreter, printedByNode } from './interpreter.ts';
import { buildOf, complaintsAbout } from './workshop.ts';
import type { Files } from './workshop.ts';

/** A program in the style of the firmware, with every construct that the build lowers or lets through. */
const SAMPLE: Files = {
  'firmware/main.ts': `
    import { Filter } from './filter.ts';
    import { Mode, NAMES } from './mode.ts';
    declare const print: any;
    const filter = new Filter(0.5);
    let mode = Mode.Idle;
    function onIdle(x: number): Mode { return x > 2 ? Mode.Run : Mode.Idle; }
    function onRun(x: number): Mode { return x < 1 ? Mode.Idle : Mode.Run; }
    const HANDLERS = [onIdle, onRun];
    function reading(n: number): { value: number; seen: boolean } | null {
      const value = n * n;
      if (n > 3) throw 'too many';
      return n === 3 ? null : { value: value, seen: true };
    }
    function safely(n: number): number {
      try { return reading(n)?.value ?? -1; } catch { return -2; }
    }
    function copies(): string {
      const all: (() => number)[] = [];
      for (let i = 0; i < 3; i++) { const copy = i; all.push(() => copy); }
      let text = '';
      for (const one of all) text += one();
      return text;
    }
    function word(n: number): string {
      switch (n) { case 1: return 'one'; case 2: return 'two'; default: return 'many'; }
    }
    for (let n = 0; n < 5; n++) {
      filter.add(safely(n));
      mode = (HANDLERS[mode] as (x: number) => Mode)(filter.value);
      print('tick', n, NAMES[mode], word(n), \`f \${filter.value * 1024}\`);
    }
    let late: number | undefined;
    late ??= 7;
    print(copies(), late, 2 ** 5, filter.count, Math.min(3, 2));
  `,
  'firmware/filter.ts': `
    export class Filter {
      private last = 0;
      private n = 0;
      constructor(private readonly share: number) {}
      add(x: number): void { this.last += (x - this.last) * this.share; this.n++; }
      get value(): number { return this.last; }
      get count(): number { return this.n; }
    }
  `,
  'firmware/mode.ts': `
    export const enum Mode { Idle = 0, Run = 1 }
    export const NAMES = ['idle', 'run'];
  `,
};

/** Worked by hand: the filter halves its distance to 0, 1, 4, -1, -2. */
const PRINTED = [
  'tick 0 idle many f 0',
  'tick 1 idle one f 512',
  'tick 2 run two f 2304',
  'tick 3 idle many f 640',
  'tick 4 idle many f -704',
  '012 7 32 5 2',
];

describe('a clean program', () => {
  it('is built and prints what it says', async () => {
    const { code } = await buildOf(SAMPLE);
    expect(printedByNode(code)).to.deep.equal(PRINTED);
  });

  it('prints the same in the real interpreter', async function () {
    if (ESPRUINO === undefined) this.skip();
    const { code } = await buildOf(SAMPLE);
    expect(await printedByInterpreter(code)).to.deep.equal(PRINTED);
  });

  it('is the same bytes from any folder', async () => {
    const first = await buildOf(SAMPLE);
    const second = await buildOf(SAMPLE);
    expect(second.code).to.equal(first.code);
  });

  it('leaves nothing behind of a const enum', async () => {
    const { code } = await buildOf(SAMPLE);
    expect(code).to.not.include('Idle');
  });

  it('comes with a size report by module', async () => {
    const bundle = await buildOf(SAMPLE);
    const report = sizeReport(bundle);
    expect(report.bytes).to.equal(bundle.code.length);
    expect(report.sha256).to.match(/^[0-9a-f]{64}$/);
    expect(report.modules.map((one) => one.path)).to.have.members([
      'firmware/main.ts',
      'firmware/filter.ts',
      'firmware/mode.ts',
    ]);
    const sum = report.modules.reduce((bytes, one) => bytes + one.bytes, 0);
    expect(sum).to.be.within(report.bytes * 0.9, report.bytes);
    expect(sizeTable(report)).to.include('together').and.to.include(report.sha256);
  });
});

describe('modules', () => {
  it('of the interpreter are asked for as they are', async () => {
    const { code } = await buildOf({
      'firmware/main.ts': "declare const print: any, require: any;\nprint(require('Flash').getFree());\nexport {};",
    });
    expect(code).to.equal('print(require("Flash").getFree())');
  });

  it('of Node are refused', async () => {
    const complaints = await complaintsAbout({ 'firmware/main.ts': "import fs from 'node:fs';\nprint(fs);" });
    expect(complaints.map((one) => one.file)).to.deep.equal(['firmware/main.ts']);
    expect(complaints[0]?.text).to.include('node:fs');
  });

  it('may export for tests what the board does not need', async () => {
    const { code } = await buildOf({
      'firmware/main.ts':
        'declare const print: any;\nexport const a = 1;\nexport function b() { return 2; }\nprint(a);',
    });
    expect(code).to.equal('print(1)');
  });
});

describe('a program whose order is right only because the interpreter runs it late', () => {
  const accepted: Record<string, string> = {
    'two functions that call each other':
      'function a(n) { return n > 0 ? b(n - 1) : 0; } function b(n) { return n > 0 ? a(n - 1) : 1; } print(a(5), b(4));',
    'a table of functions used after all of them':
      'function a() { return b(); } const T = [a]; print(T.length); function b() { return 2; } print(T[0]());',
    'a loop variable that is one for all rounds in both languages':
      'function f(all) { for (var i = 0; i < 2; i++) all.push(() => i); return all; } print(f([])[0]());',
    'values taken into locals before a literal in a try':
      'function f(n) { return n; } function g() { try { const a = f(1); return { a: a, b: 2 }; } catch { return null; } } print(g().a);',
    'a class used after what its methods need':
      'class A { b() { return c(); } } function c() { return 3; } print(new A().b());',
  };
  for (const [story, text] of Object.entries(accepted)) {
    it(`is accepted: ${story}`, async () => {
      const { code } = await buildOf({ 'firmware/main.ts': `declare const print: any;\n${text}\nexport {};` });
      const printed = printedByNode(code);
      expect(printed.length).to.be.greaterThan(0);
      if (ESPRUINO !== undefined) expect(await printedByInterpreter(code)).to.deep.equal(printed);
    });
  }
});
