import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import { flattenSingletons } from '../../tools/bundle/flatten.ts';

function printed(code: string): string[] {
  const lines: string[] = [];
  runInNewContext(code, { print: (...values: unknown[]) => lines.push(values.join(' ')) });
  return lines;
}

/** A device with a part, handed from function to function as the firmware does. */
const PROGRAM = `(() => {
function newPart() { return { n: 1, list: [4, 5] }; }
function newDevice() { return { part: newPart(), name: 'a' }; }
var device = newDevice();
function step(p, by) { p.n += by; return p.list[1] + p.n; }
function tick(d) { const p = d.part; d.name = d.name + 'b'; return step(p, 2) + step(d.part, 3) + d.name; }
function twice(d) { return tick(d); }
print(twice(device), device.part.n);
})();`;

/** Kept objects: the same, and why. */
const KEPT: readonly (readonly [string, string])[] = [
  ['it goes to a native', 'var o = { a: 1 }; print(JSON.stringify(o)); o.a = 2; print(o.a);'],
  ['a function gets two of them', 'var o = { a: 1 }, q = { a: 2 }; function f(x) { return x.a; } print(f(o), f(q));'],
  ['a variable is given another', 'var o = { a: 1 }; var q = { b: o }; q.b = { a: 3 }; print(q.b.a, o.a);'],
  ['a field is looked up by its name', "var o = { a: 1 }; var k = 'a'; print(o[k]);"],
  ['its method is called', 'var o = { a: 1, f() { return this.a; } }; print(o.f());'],
  ['a function is called from outside', 'var o = { a: 1 }; function f(x) { return x.a; } print([o].map(f));'],
];

describe('objects that exist once', () => {
  it('become variables, and what handed them on goes', () => {
    const flat = flattenSingletons(PROGRAM);
    expect(flat).to.include('device$part$n += by').and.to.include('function tick()').and.to.include('step(2)');
    expect(flat).to.not.match(/\bp\b/);
    // 5 + 3, then 5 + 6.
    expect(printed(flat)).to.deep.equal(printed(PROGRAM)).and.to.deep.equal(['19ab 6']);
  });

  it('are found through a table of functions', () => {
    const code = `(() => { var o = { a: 1 }; function f(x) { return x.a; } function g(x, y) { return x.a + y; }
var T = [f, g]; function all(x) { return T[0](x, 5) + T[1](x, 5); } print(all(o)); })();`;
    const flat = flattenSingletons(code);
    expect(flat).to.include('T[1](5)').and.to.include('function g(y)');
    expect(printed(flat)).to.deep.equal(['7']);
  });

  for (const [why, text] of KEPT) {
    it(`stay objects when ${why}`, () => {
      const code = `(() => { ${text} })();`;
      expect(printed(flattenSingletons(code))).to.deep.equal(printed(code));
      expect(printed(code)).to.not.deep.equal([]);
    });
  }
});
