import { expect } from 'chai';
import { Chip } from '../../hal/virtual/chip.ts';
import { NodeEngine } from '../../hal/virtual/node-engine.ts';
import { checkInjections } from '../../sim/injections.ts';
import { injectRuntime } from '../../sim/runtime-injection.ts';
import { checkScenario } from '../../sim/scenario/read.ts';

const PAGE_BYTES = 4096;

/** A chip that runs a program, with the handle that scenarios break it by. */
function running(program: string) {
  const chip = new Chip();
  const lines: string[] = [];
  chip.usbOutput((text) => lines.push(...text.trim().split('\n')));
  chip.powerUp(program, new NodeEngine());
  chip.runUntil(1_000_000);
  const target = {
    chip,
    get nowMs(): number {
      return chip.nowUs / 1000;
    },
    cutPower: () => chip.powerCut(),
    at: (atMs: number, act: () => void) => void chip.at(atMs * 1000, act),
  };
  const inject = (as: string, value?: number, at?: string): void =>
    injectRuntime(target, {
      part: 'runtime',
      as: as as 'throw',
      ...(value === undefined ? {} : { value }),
      ...(at === undefined ? {} : { at }),
    });
  return { chip, lines, inject };
}

function complaint(inject: object): string {
  try {
    const scenario = checkScenario({ steps: [{ atMs: 1, inject: { part: 'runtime', ...inject } }], endMs: 2 }, 'story');
    checkInjections(scenario, 'story');
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

describe('faults of the controller', () => {
  it('throws at the n-th native call from now on, once, whichever call it is', () => {
    const { chip, lines, inject } = running(
      "var n=0;setInterval(function(){try{getTime();getTime();n++}catch(e){USB.write('threw after '+n+'\\n')}},100)",
    );
    inject('throw', 4, 'any');
    chip.runUntil(2_000_000);
    // Two calls a round: the fourth is the second of the second round.
    expect(lines.filter((line) => line.startsWith('threw'))).to.have.length(1);
  });

  it('lets the time that the program reads jump, and its timers go on', () => {
    const { chip, lines, inject } = running(
      "var t=getTime();setInterval(function(){USB.write(Math.round(getTime()-t)+'\\n');t=getTime()},1000)",
    );
    inject('clockJump', 60_000);
    chip.runUntil(3_900_000);
    expect(lines.filter((line) => line === '61')).to.have.length(1);
    expect(lines.filter((line) => line === '1')).to.have.length.at.least(1);
  });

  it('turns one bit of flash over, and wears a byte so that no erase lifts it', () => {
    const { chip, inject } = running('');
    inject('bitRot', 10 * PAGE_BYTES * 8 + 3);
    expect(chip.flash.bytes[10 * PAGE_BYTES]).to.equal(0xff ^ 8);
    inject('wornByte', 10 * PAGE_BYTES + 5);
    chip.flash.erase(10 * PAGE_BYTES);
    expect([...chip.flash.bytes.subarray(10 * PAGE_BYTES, 10 * PAGE_BYTES + 6)]).to.deep.equal([
      255, 255, 255, 255, 255, 0,
    ]);
  });

  it('sends text and meaningless bytes over USB', () => {
    const { chip, lines, inject } = running(
      "var n=0;E.setConsole(null,{force:true});USB.on('data',function(d){n+=d.length});setInterval(function(){USB.write(n+'\\n')},500)",
    );
    inject('usbInput', undefined, 'hello');
    chip.runUntil(2_000_000);
    expect(lines.at(-1)).to.equal('5');
    inject('usbFlood', 100);
    chip.runUntil(3_000_000);
    expect(lines.at(-1)).to.equal('105');
  });

  it('are refused beyond what the catalogue says', () => {
    expect(complaint({ as: 'clockRate', value: 2 })).to.include('from 0.95 to 1.05');
    expect(complaint({ as: 'bitRot', value: 9e8 })).to.include('from 0 to 8388607');
    expect(complaint({ as: 'clockRate', value: 1.02 })).to.equal('');
    expect(complaint({ as: 'stall' })).to.equal('');
  });
});
