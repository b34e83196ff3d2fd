import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import { inlineFunctions } from '../../tools/bundle/inline.ts';

function printed(code: string): string[] {
  const lines: string[] = [];
  runInNewContext(code, { print: (...values: unknown[]) => lines.push(values.join(' ')) });
  return lines;
}

function program(text: string): string {
  return `(() => { var n = 0; ${text} main(); main(); print(n); })();`;
}

const INLINED: readonly (readonly [string, string])[] = [
  ['one statement', 'function f() { n += 2; } function main() { f(); n++; }'],
  [
    'an argument and names of its own',
    'function f(a) { const b = a + 1; n += b; } function main() { const b = 5; f(b); n += b; }',
  ],
  ['an early return', 'function f() { if (n > 0) return; n = 7; } function main() { f(); n++; }'],
  [
    'a return after something done',
    'function f() { if (n > 3) { n -= 9; return; } n += 5; } function main() { f(); n++; }',
  ],
  ['one within another', 'function g() { n += 3; } function f() { g(); n *= 2; } function main() { f(); n++; }'],
];

const KEPT: readonly (readonly [string, string])[] = [
  ['called twice', 'function f() { n += 2; } function main() { f(); f(); }'],
  ['behind a condition', 'function f() { n += 2; } function main() { if (n > 1) f(); n++; }'],
  ['within a try', 'function f() { n += 2; } function main() { try { f(); } catch { n--; } }'],
  ['whose value counts', 'function f() { return 2; } function main() { n += f(); }'],
  ['that returns from a loop', 'function f() { for (;;) { n++; if (n > 5) return; } } function main() { f(); n++; }'],
];

describe('functions that are called in one place', () => {
  for (const [what, text] of INLINED) {
    it(`go there: ${what}`, () => {
      const code = inlineFunctions(program(text));
      expect(code).to.not.match(/function [fg]\(/);
      expect(printed(code)).to.deep.equal(printed(program(text)));
    });
  }

  for (const [what, text] of KEPT) {
    it(`stay a function ${what}`, () => {
      const code = inlineFunctions(program(text));
      expect(code).to.include('function f(');
      expect(printed(code)).to.deep.equal(printed(program(text)));
    });
  }
});
