import { expect } from 'chai';
import { FONT, FONT_FIRST_CHAR } from '../../../firmware/font.ts';
import { Screen } from '../../../firmware/screens.ts';
import { State } from '../../../firmware/states.ts';
import { ESPRUINO, printedByInterpreter } from '../../build/interpreter.ts';
import { PanelBench, TICK_MS } from '../../support/panelBench.ts';
import { SCENES } from '../../support/panelScenes.ts';

const HOLDING = ['HOLDING  TARGET 196 N', '196N  25%', ' OF BODY', ' 1:22  ANGLE', '25°', 'START=PAUSE LOWER=END'];

function shown(screen: Screen): PanelBench {
  const bench = new PanelBench();
  SCENES[screen]!.set(bench.device);
  bench.run(30);
  return bench;
}

function holding(): PanelBench {
  return shown(Screen.Holding);
}

/** An electric shock: dark, inverted, other addresses, dots anywhere. The display acknowledges as before. */
function shock(bench: PanelBench): void {
  bench.rig.display.write(new Uint8Array([0x00, 0xae, 0xa7, 0x20, 0x00, 0xa0]), bench.chip.nowUs);
  bench.rig.display.write(new Uint8Array([0x40, 1, 2, 3, 4, 5]), bench.chip.nowUs);
}

/** Pixels of the same texts, in the real interpreter: pages from top to bottom as one hex text. */
const PROGRAM = `
var g = Graphics.createArrayBuffer(128, 64, 1, { vertical_byte: true, msb: false });
var f = ${JSON.stringify(FONT)}, c = ${FONT_FIRST_CHAR.charCodeAt(0)};
g.setFontCustom(f, c, 6, 8 + (1 << 8)).drawString("HOLDING  TARGET 196 N", 0, 0).drawString(" OF BODY", 80, 24);
g.drawString(" ANGLE", 92, 32).drawString("START=PAUSE LOWER=END", 0, 56);
g.setFontCustom(f, c, 6, 8 + (3 << 8)).drawString("196N", 0, 8).drawString(" 1:22", 0, 32);
g.setFontCustom(f, c, 6, 8 + (2 << 8)).drawString(" 25%", 80, 8).drawString("25^", 92, 40);
var b = new Uint8Array(g.buffer);
for (var p = 0; p < 8; p++) { var s = ""; for (var x = 0; x < 128; x++) s += (b[p * 128 + x] + 256).toString(16).substr(1); print(s); }
`;

function pages(rows: readonly string[]): string[] {
  return Array.from({ length: 8 }, (_, page) => {
    let hex = '';
    for (let x = 0; x < 128; x += 1) {
      let byte = 0;
      for (let bit = 0; bit < 8; bit += 1) if (rows[8 * page + bit]?.[x] === '#') byte |= 1 << bit;
      hex += (byte + 256).toString(16).slice(1);
    }
    return hex;
  });
}

describe('the display driver on the simulated chip', () => {
  it('shows what the panel composes', () => {
    expect(holding().lines()).to.deep.equal(HOLDING);
  });

  it('draws the dots that the real interpreter draws', async function () {
    if (ESPRUINO === undefined) this.skip();
    expect(await printedByInterpreter(PROGRAM)).to.deep.equal(pages(holding().rig.display.rows()));
  });

  it('shows a whole new screen within 1.5 s, either arrangement after the other', () => {
    const bench = holding();
    SCENES[Screen.HaltPanic]!.set(bench.device);
    bench.run(1500 / TICK_MS);
    expect(bench.lines().slice(1)).to.deep.equal([
      'PANIC PRESSED',
      'TWIST IT TO RELEASE',
      'TWIST',
      'PANIC',
      'THEN PRESS START',
    ]);
    SCENES[Screen.Holding]!.set(bench.device);
    bench.run(1500 / TICK_MS);
    expect(bench.lines()).to.deep.equal(HOLDING);
  });

  it('sends nothing but one page, or the set-up, a second while nothing changes, and nothing that the display does not know', () => {
    const bench = shown(Screen.Raising);
    const { display } = bench.rig;
    const write = display.write.bind(display);
    let bytes = 0;
    display.write = (data, atUs) => {
      bytes += data.length;
      return write(data, atUs);
    };
    bench.run(90);
    expect(bytes).to.be.within(7 * 133, 9 * 133);
    expect(bench.rig.display.unknownCommands).to.deep.equal([]);
  });

  it('goes on without a display, tries it every 5 s, and shows everything when it is back', () => {
    const bench = holding();
    bench.rig.inject('display', 'ack', { as: 'stuck', value: 0 });
    bench.device.session.state = State.Raising;
    bench.run(300);
    expect(bench.misses()).to.be.within(6, 7);
    bench.rig.clear('display', 'ack');
    bench.run(70);
    expect(bench.lines()[0]).to.equal('RAISING  TARGET 196 N');
  });

  it('heals a display that has lost its supply and its picture within 10 s', () => {
    const bench = holding();
    bench.rig.display.power(false);
    bench.run(5);
    bench.rig.display.power(true);
    expect(bench.lines()).to.deep.equal([]);
    bench.run(160);
    expect(bench.lines()).to.deep.equal(HOLDING);
  });

  it('sends set-up and picture at once to a display that it had missed', () => {
    const bench = holding();
    bench.rig.display.power(false);
    bench.run(30);
    expect(bench.misses()).to.equal(1);
    bench.rig.display.power(true);
    bench.run(60);
    expect(bench.lines().length).to.equal(HOLDING.length);
  });

  it('heals one that was shocked into nonsense without losing its acknowledge', () => {
    const bench = shown(Screen.Raising);
    const lines = bench.lines();
    shock(bench);
    expect(bench.lines()).not.to.deep.equal(lines);
    bench.run(100);
    expect(bench.lines()).to.deep.equal(lines);
  });

  it('heals it while the numbers change all the time, too', () => {
    const bench = shown(Screen.Raising);
    const lines = bench.lines();
    shock(bench);
    for (let second = 0; second < 14; second += 1) {
      bench.device.sensed.pullN += 1;
      bench.run(10);
    }
    bench.run(20);
    expect([bench.lines()[0], bench.lines().at(-1)]).to.deep.equal([lines[0], lines.at(-1)]);
    expect(bench.lines()[1]).to.include('134N');
  });
});

describe('lamp and buzzer on the simulated chip', () => {
  it('are dark and silent at first, then follow', () => {
    const bench = new PanelBench();
    expect([bench.rig.lamp.colourName(), bench.rig.buzzer.isSounding()]).to.deep.equal(['off', false]);
    SCENES[Screen.Holding]!.set(bench.device);
    bench.run(3);
    expect([bench.rig.lamp.colourName(), bench.rig.buzzer.isSounding()]).to.deep.equal(['green', true]);
    bench.run(10);
    expect([bench.rig.lamp.colourName(), bench.rig.buzzer.isSounding()]).to.deep.equal(['green', false]);
  });

  it('sound the alarm within 200 ms of a halt, 10 pulses at first', () => {
    const bench = holding();
    SCENES[Screen.HaltPanic]!.set(bench.device);
    const before = bench.rig.buzzer.tones;
    bench.run(2);
    expect([bench.rig.lamp.colourName(), bench.rig.buzzer.isSounding()]).to.deep.equal(['red', true]);
    bench.run(50);
    expect(bench.rig.buzzer.tones - before).to.equal(10);
  });

  it('play the frequency that was asked for', () => {
    const bench = holding();
    SCENES[Screen.HaltPanic]!.set(bench.device);
    bench.run(2);
    expect(bench.panel.view.toneHz).to.equal(800);
  });
});
