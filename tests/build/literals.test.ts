import { runInThisContext } from 'node:vm';
import { expect } from 'chai';
import fc from 'fast-check';
import { spell, spellNumbers, valueOnBoard } from '../../tools/bundle/literals.ts';
import { ESPRUINO, printedByInterpreter } from './interpreter.ts';

/** The value of a spelling as the interpreter computes it; a division is the one operation a spelling may hold. */
function computedOnBoard(text: string): number {
  const [first = '', second] = text.replace(/[()]/g, '').split('/');
  return second === undefined ? valueOnBoard(first) : valueOnBoard(first) / valueOnBoard(second);
}

describe('numbers as the interpreter reads them', () => {
  it('may be a bit off when their digits are added up', () => {
    // 0.1 * 3 is the double after 0.3.
    expect(valueOnBoard('.3'))
      .to.equal(0.1 * 3)
      .and.to.not.equal(0.3);
    expect(valueOnBoard('.5')).to.equal(0.5);
  });

  it('are spelled by the shortest text that is exact, or as a division', () => {
    expect(spell(0.5)).to.equal('.5');
    expect(spell(0.3)).to.equal('3e-1');
    expect(spell(0.66)).to.equal('.066e1');
    expect(spell(0.42)).to.equal('(42/1e2)');
    expect(spell(4000)).to.equal('4000');
  });

  it('keep their value in both languages', () => {
    const anyNumber = fc.oneof(
      fc.double({ min: 1e-6, max: 1e6, noNaN: true }).map((value) => Number(value.toPrecision(15))),
      fc.tuple(fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: 0, max: 7 })).map(([n, k]) => n / 10 ** k),
    );
    fc.assert(
      fc.property(anyNumber, (value) => {
        const text = spell(value) ?? '';
        expect(runInThisContext(text)).to.equal(value);
        expect(computedOnBoard(text)).to.equal(value);
      }),
      { numRuns: 2000, seed: 7 },
    );
  });

  it('are refused where no spelling is exact', () => {
    expect(spell(999999991072.6053)).to.equal(null);
    expect(() => spellNumbers('f(999999991072.6053)')).to.throw('write a product of simpler numbers');
  });

  it('are replaced in a program where they have to be, and nowhere else', () => {
    expect(spellNumbers('f(.5,-.3,1e3,{.3:7})')).to.equal('f(.5,-3e-1,1000,{.3:7})');
    expect(spellNumbers('function f(){return.7}')).to.equal('function f(){return 7e-1}');
    expect(spellNumbers('"0.3"+`0.3`')).to.equal('"0.3"+`0.3`');
  });

  it('have the same bits in the real interpreter', async function () {
    if (ESPRUINO === undefined) this.skip();
    const checks = fc
      .sample(fc.tuple(fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: 1, max: 7 })), { numRuns: 300, seed: 7 })
      .map(([n, k]) => n / 10 ** k)
      .map((value) => {
        const [low, high] = new Uint32Array(new Float64Array([value]).buffer);
        return `check(${spell(value)}, ${low}, ${high});`;
      });
    const program = `
      var wrong = 0;
      function check(value, low, high) {
        var bits = new Uint32Array(new Float64Array([value]).buffer);
        if (bits[0] !== low || bits[1] !== high) wrong++;
      }
      ${checks.join('\n')}
      print("wrong", wrong, "of", ${checks.length});`;
    expect(await printedByInterpreter(program)).to.deep.equal(['wrong 0 of 300']);
  });
});
