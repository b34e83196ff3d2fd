import { expect } from 'chai';
import { raise } from '../../firmware/book.ts';
import type { Device } from '../../firmware/device.ts';
import { Fault, FAULTS } from '../../firmware/faults.ts';
import { newPanel, panelSignals, panelView, type Panel } from '../../firmware/panel.ts';
import { LAYOUTS, Screen, SCREENS } from '../../firmware/screens.ts';
import { State } from '../../firmware/states.ts';
import { clockText, COMPOSERS, wholeText } from '../../firmware/texts.ts';
import { Validity, type Cell } from '../../hal/machine.ts';
import { readyDevice } from '../support/deviceInHand.ts';
import { SCENES } from '../support/panelScenes.ts';

const TICK_MS = 100;

function charactersOf(cell: Cell): number {
  return Math.floor((cell.right + 1 - cell.x) / (6 * cell.scale));
}

/** Ticks with a display that draws at once. Returns what was drawn. */
function run(p: Panel, d: Device, ticks: number): string[] {
  const drawn: string[] = [];
  for (let k = 0; k < ticks; k += 1) {
    d.inputs.nowMs += TICK_MS;
    panelSignals(p, d);
    panelView(p, d);
    const v = p.view;
    if (!v.draw) continue;
    expect(v.text.length, v.text).to.be.at.most(charactersOf(v.cell));
    drawn.push(v.text);
    v.draw = false;
  }
  return drawn;
}

function shown(set: (d: Device) => void): Panel {
  const d = readyDevice();
  const p = newPanel();
  set(d);
  run(p, d, 30);
  return p;
}

function halted(d: Device, cause: Fault): void {
  d.session.state = State.Halted;
  d.sensed.angleOk = true;
  d.sensed.angleDeg = 25;
  d.safety.cause = cause;
}

describe('numbers on the panel', () => {
  it('are rounded, not cut: 9.5 is 10 and 99.96 is 100', () => {
    expect(wholeText(9.49)).to.equal('  9');
    expect(wholeText(9.5)).to.equal(' 10');
    expect(wholeText(99.96)).to.equal('100');
  });

  it('keep to three places: -4 is 0, 1234 is 999', () => {
    expect(wholeText(-4)).to.equal('  0');
    expect(wholeText(-0.2)).to.equal('  0');
    expect(wholeText(1234)).to.equal('999');
  });

  it('show seconds as a clock: a second that has begun counts', () => {
    expect(clockText(0)).to.equal(' 0:00');
    expect(clockText(-3)).to.equal(' 0:00');
    expect(clockText(8.2)).to.equal(' 0:09');
    expect(clockText(61)).to.equal(' 1:01');
    expect(clockText(1800)).to.equal('30:00');
    expect(clockText(59.5)).to.equal(' 1:00');
    expect(clockText(6001)).to.equal('99:59');
  });
});

describe('the screens', () => {
  it('cover the whole display, every dot once', () => {
    for (const cells of LAYOUTS) {
      const dots = new Uint8Array(128 * 64);
      for (const { x, y, right, bottom } of cells) {
        for (let row = y; row <= bottom; row += 1) for (let at = x; at <= right; at += 1) dots[row * 128 + at]! += 1;
      }
      expect(dots.every((times) => times === 1)).to.equal(true);
    }
  });

  it('have one text for every cell', () => {
    SCREENS.forEach((items, screen) => {
      expect(items, `screen ${screen}`).to.have.length(LAYOUTS[screen >= Screen.Raising ? 1 : 0]!.length);
    });
  });

  it('fit: fixed texts and both lines of every fault', () => {
    SCREENS.forEach((items, screen) => {
      const cells = LAYOUTS[screen >= Screen.Raising ? 1 : 0]!;
      items.forEach((item, slot) => {
        if (typeof item === 'string') expect(item.length, item).to.be.at.most(charactersOf(cells[slot]!));
      });
    });
    for (const row of FAULTS) {
      for (const line of [row.says, row.does]) {
        expect(line.length, line).to.be.within(1, 21);
        expect(line).to.equal(line.toUpperCase());
      }
    }
  });

  it('fit with every text composed from values beyond all bounds, unknown ones and no number', () => {
    for (const value of [0, 9.5, 499.9, 5000, -5000, Number.NaN]) {
      for (const valid of [Validity.Fresh, Validity.Absent]) {
        const d = readyDevice();
        Object.assign(d.sensed, {
          angleOk: valid === Validity.Fresh,
          angleDeg: Math.min(value, 90),
          pullN: value,
          pull: valid,
        });
        d.session.heldMs = value * 1000;
        d.tally.holdSumN = value;
        d.tally.holdWords = 1;
        SCREENS.forEach((items, screen) => {
          const cells = LAYOUTS[screen >= Screen.Raising ? 1 : 0]!;
          items.forEach((item, slot) => {
            if (typeof item === 'string') return;
            const text = COMPOSERS[item]!(d, value);
            expect(text.length, text).to.be.at.most(charactersOf(cells[slot]!));
          });
        });
      }
    }
  });

  it('are all reached, each by its situation', () => {
    const reached = SCENES.map((scene) => shown(scene.set).screen);
    expect(reached).to.deep.equal(SCREENS.map((_, screen) => screen));
  });
});

describe('the way out of a halt, step by step', () => {
  it('panic: twist it, press START, hold LOWER', () => {
    const d = readyDevice();
    const p = newPanel();
    halted(d, Fault.Panic);
    d.ask.panic = true;
    run(p, d, 30);
    expect(p.texts.slice(1)).to.deep.equal([
      'PANIC PRESSED',
      'TWIST IT TO RELEASE',
      'TWIST',
      'PANIC',
      'THEN PRESS START',
    ]);
    d.ask.panic = false;
    run(p, d, 30);
    expect(p.texts.slice(1)).to.deep.equal([
      'PANIC PRESSED',
      'NOW IT IS RELEASED',
      'PRESS',
      'START',
      'THEN HOLD LOWER',
    ]);
    d.safety.acknowledged = true;
    run(p, d, 30);
    expect(p.texts.slice(3)).to.deep.equal(['HOLD', 'LOWER', 'COMES DOWN SLOWLY']);
  });

  it('a drive that does not follow names the crank, acknowledged or not', () => {
    for (const cause of [
      Fault.DriveStill,
      Fault.DriveWrongWay,
      Fault.DriveUncommanded,
      Fault.DriveSlow,
      Fault.RelayDisagrees,
    ]) {
      for (const acknowledged of [false, true]) {
        const p = shown((d) => {
          halted(d, cause);
          d.safety.acknowledged = acknowledged;
        });
        expect(p.texts.slice(3, 5), `fault ${cause}`).to.deep.equal(['USE THE', 'CRANK']);
      }
    }
  });

  it('a blocked drive can still go back: clear the board, then LOWER', () => {
    const p = shown((d) => halted(d, Fault.DriveStalled));
    expect(p.texts.slice(2, 5)).to.deep.equal(['CLEAR IT OR USE CRANK', 'PRESS', 'START']);
  });

  it('every halting fault says what is wrong and what to do', () => {
    for (const row of FAULTS) {
      const p = shown((d) => halted(d, row.code));
      expect(p.texts[1]).to.equal(row.says);
      expect(p.texts[2]).to.equal(row.code === Fault.Panic ? 'NOW IT IS RELEASED' : row.does);
    }
  });

  it('shows dashes, no number, for an angle that is in doubt', () => {
    const p = shown((d) => {
      halted(d, Fault.AnglesDisagree);
      raise(d.book, Fault.AnglesDisagree, 0);
    });
    expect(p.texts[0]).to.equal('STOPPED     --N   --^');
  });
});

describe('one step of the panel', () => {
  it('waits with the next text until the last one is drawn', () => {
    const d = readyDevice();
    const p = newPanel();
    while (!p.view.draw) panelView(p, d);
    const { text, cell } = p.view;
    for (let k = 0; k < 5; k += 1) panelView(p, d);
    expect(p.view).to.include({ draw: true, text, cell });
  });

  it('draws a text again only when it changes', () => {
    const d = readyDevice();
    const p = newPanel();
    SCENES[Screen.Holding]!.set(d);
    expect(run(p, d, 12)).to.have.length(8);
    const timeAlone = run(p, d, 12);
    expect(timeAlone).to.have.length.at.most(1);
    d.sensed.pullN = 180;
    expect(run(p, d, 12)).to.include.members(['180N', ' 23%']);
  });

  it('begins a new screen with the first tick of a new state', () => {
    const d = readyDevice();
    const p = newPanel();
    SCENES[Screen.Holding]!.set(d);
    run(p, d, 17);
    halted(d, Fault.PullLost);
    expect(run(p, d, 10)).to.deep.equal([
      'STOPPED    196N   25^',
      'PULL LOST SUDDENLY',
      'STAY IN THE STRAPS',
      'PRESS',
      'START',
      'THEN HOLD LOWER',
    ]);
  });
});
