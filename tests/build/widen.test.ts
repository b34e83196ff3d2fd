import { expect } from 'chai';
import { widenVariables } from '../../tools/bundle/widen.ts';
import { printedByNode } from './interpreter.ts';

describe('variables of blocks', () => {
  it('become variables of their function, in the same place of the text', () => {
    const code = 'function f(a) { if (a) { const b = a + 1; return b; } for (let i = 0; i < 2; i++) use(i); }';
    expect(widenVariables(code)).to.equal(
      'function f(a) { if (a) { var   b = a + 1; return b; } for (var i = 0; i < 2; i++) use(i); }',
    );
  });

  it('may share a name with the block beside', () => {
    const code = 'function f() { for (let i = 0; i < 2; i++) use(i); for (let i = 0; i < 2; i++) use(i); }';
    expect(widenVariables(code)).to.equal(code.replaceAll('let', 'var'));
  });

  const KEPT: readonly (readonly [string, string])[] = [
    ['a function inside holds it', 'function f() { for (let i = 0; i < 3; i++) { const j = i; keep(() => j); } }'],
    ['it hides an outer one', 'var n = 1; function f(a) { if (a) { const n = 2; use(n); } return n; }'],
    ['it hides a parameter', 'function f(n) { if (n) { const n = 2; use(n); } return n; }'],
    ['a block inside hides it', 'function f() { { let n = 1; { let n = 2; use(n); } use(n); } }'],
    [
      'a function inside asks for an outer one of that name',
      'var n = 1; function f() { { const n = 2; use(n); } keep(() => n); }',
    ],
    [
      'it starts without a value',
      'function f() { for (var i = 0; i < 2; i++) { let n; if (i === 0) n = 1; use(n); } }',
    ],
    ['it belongs to no function', '{ let n = 1; use(n); }'],
  ];
  for (const [why, code] of KEPT) {
    it(`stay where ${why}`, () => {
      const names = [...code.matchAll(/\b(?:let|const) [nj]\b/g)].map((match) => match[0]);
      expect(names).to.not.deep.equal([]);
      for (const name of names) expect(widenVariables(code)).to.include(name);
    });
  }

  it('keep the meaning of the program', () => {
    const code = `
      var n = 5, kept = [];
      function f(a) {
        let sum = 0;
        for (const n of a) { const twice = 2 * n; sum += twice; }
        for (let i = 0; i < 3; i++) { const j = i; kept.push(() => j); }
        return sum + n;
      }
      print(f([1, 2, 3]), kept.map((one) => one()), n);`;
    expect(printedByNode(widenVariables(code)))
      .to.deep.equal(printedByNode(code))
      .and.to.deep.equal(['17 0,1,2 5']);
  });
});
