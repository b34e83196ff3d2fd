import { expect } from 'chai';
import { Chip } from '../../hal/virtual/chip.ts';
import { NodeEngine } from '../../hal/virtual/node-engine.ts';
import { ownBundle } from '../../sim/bundle.ts';
import { flipBit, spoilNumber, withVariables } from '../../sim/memory.ts';

/** Says its three variables once a second. */
const PROGRAM = `var a=5,o={b:true,list:[7,8.5]},text='x';
setInterval(()=>{USB.write(a+','+o.b+','+o.list+'\\n')},1000);`;

function said(spoil: (api: Record<string, unknown>) => void): string {
  const chip = new Chip();
  let text = '';
  chip.usbOutput((piece) => (text = piece));
  chip.powerUp(withVariables(PROGRAM), new NodeEngine());
  chip.runUntil(1_000_000);
  spoil(chip.api);
  chip.runUntil(3_000_000);
  return text.trim();
}

describe('memory of the running program', () => {
  it('is left alone by the line that hands it out', () => {
    expect(said(() => undefined)).to.equal('5,true,7,8.5');
  });

  it('flips one bit of a whole number, of a truth value, of a double', () => {
    // Cells in order: a, o.b, o.list.0, o.list.1; 5 is 101 in binary, its bit 1 makes it 7.
    expect(said((api) => flipBit(api, 0 * 64 + 1))).to.equal('7,true,7,8.5');
    expect(said((api) => flipBit(api, 1 * 64))).to.equal('5,false,7,8.5');
    expect(said((api) => flipBit(api, 2 * 64 + 3))).to.equal('5,true,15,8.5');
    // Byte 0 of a double is its sign and the top of its exponent: bit 7 is the sign.
    expect(said((api) => flipBit(api, 3 * 64 + 7))).to.equal('5,true,7,-8.5');
  });

  it('counts cells beyond the last from the first again', () => {
    expect(said((api) => flipBit(api, 4 * 64 + 1))).to.equal('7,true,7,8.5');
  });

  it('makes a number no number', () => {
    expect(said((api) => spoilNumber(api, 0))).to.equal('NaN,true,7,8.5');
    expect(said((api) => spoilNumber(api, 1))).to.equal('5,true,7,8.5');
  });

  it('refuses a program without variables: a flip would hit nothing', () => {
    expect(() => withVariables('USB.write("x")')).to.throw('no variables');
  });

  it('reaches the state of the flashed bytes', () => {
    const names =
      /names:(\[[^\]]*\])/.exec(
        withVariables(ownBundle(() => undefined).program)
          .split('\n')
          .at(-1)!,
      )?.[1] ?? '[]';
    expect((JSON.parse(names) as string[]).length).to.be.above(300);
  });
});
