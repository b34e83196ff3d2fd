import { expect } from 'chai';
import { raise } from '../../firmware/book.ts';
import { Fault } from '../../firmware/faults.ts';
import { chooseSignals, newSignals, play } from '../../firmware/signals.ts';
import { State } from '../../firmware/states.ts';
import { newPanel } from '../../firmware/panel.ts';
import { readyDevice } from '../support/deviceInHand.ts';

const TICK_MS = 100;
const YELLOW = 3;

/** Lamp and buzzer of a device that is put into situations by hand. */
class Signalling {
  readonly d = readyDevice();
  private readonly signals = newSignals();
  private readonly view = newPanel().view;

  constructor() {
    this.d.flat = true;
    this.enter(State.Idle);
    this.run(1000);
  }

  enter(state: State): void {
    this.d.session.state = state;
    this.d.session.sinceMs = this.d.inputs.nowMs;
  }

  /** Tone and lamp of every tick. */
  run(forMs: number): { tones: number[]; lamps: number[] } {
    const tones: number[] = [];
    const lamps: number[] = [];
    for (let ms = 0; ms < forMs; ms += TICK_MS) {
      this.d.inputs.nowMs += TICK_MS;
      chooseSignals(this.signals, this.d, this.view);
      play(this.signals, this.d.inputs.nowMs, this.view);
      tones.push(this.view.toneHz);
      lamps.push(this.view.lamp);
    }
    return { tones, lamps };
  }
}

/** Starts of tones, in ticks. */
function onsets(tones: readonly number[]): number[] {
  return tones.flatMap((tone, at) => (tone > 0 && (at === 0 || tones[at - 1] === 0) ? [at] : []));
}

function lampIn(state: State): number[] {
  const s = new Signalling();
  s.enter(state);
  return [...new Set(s.run(3000).lamps)];
}

describe('the lamp', () => {
  it('has one colour a state: steady where all is well, blinking where somebody is asked', () => {
    expect(lampIn(State.Booting)).to.deep.equal([7]);
    expect(lampIn(State.Idle)).to.deep.equal([2]);
    expect(lampIn(State.Arming)).to.deep.equal([YELLOW, 0]);
    expect(lampIn(State.Raising)).to.deep.equal([4]);
    expect(lampIn(State.Holding)).to.deep.equal([2]);
    expect(lampIn(State.Returning)).to.deep.equal([4]);
    expect(lampIn(State.Paused)).to.deep.equal([YELLOW, 0]);
    expect(lampIn(State.Halted)).to.deep.equal([1, 0]);
    expect(lampIn(State.ComingDown)).to.deep.equal([YELLOW, 0]);
    expect(lampIn(State.Finished)).to.deep.equal([2, 0]);
    expect(lampIn(State.Calibrating)).to.deep.equal([5]);
    expect(lampIn(State.Lockout)).to.deep.equal([1]);
  });

  it('blinks red twice a second in a halt', () => {
    const s = new Signalling();
    s.enter(State.Halted);
    const { lamps } = s.run(10_000);
    expect(lamps.filter((lamp, at) => lamp === 1 && lamps[at - 1] !== 1)).to.have.length(20);
  });

  it('is yellow for a warning in a session, blinks slowly for a return, and stays red in a halt', () => {
    const warned = new Signalling();
    warned.enter(State.Holding);
    raise(warned.d.book, Fault.PullNotReached, 0);
    expect([...new Set(warned.run(3000).lamps)]).to.deep.equal([YELLOW]);
    const returning = new Signalling();
    returning.enter(State.Returning);
    raise(returning.d.book, Fault.LoadCellAbsent, 0);
    expect(returning.run(4000).lamps.filter((lamp) => lamp === 0)).to.have.length(20);
    const halted = new Signalling();
    halted.enter(State.Halted);
    raise(halted.d.book, Fault.Panic, 0);
    expect([...new Set(halted.run(3000).lamps)]).to.deep.equal([1, 0]);
  });

  it('is yellow while the board is tilted and idle', () => {
    const s = new Signalling();
    s.d.flat = false;
    expect(s.run(500).lamps.at(-1)).to.equal(YELLOW);
  });
});

describe('the buzzer', () => {
  it('counts down with three beeps, one a second, then rises as the board begins to', () => {
    const s = new Signalling();
    s.enter(State.Arming);
    expect(onsets(s.run(3000).tones)).to.deep.equal([0, 10, 20]);
    s.enter(State.Raising);
    const { tones } = s.run(1000);
    expect(tones.slice(0, 5)).to.deep.equal([1000, 1500, 1500, 1500, 0]);
    expect(onsets(tones)).to.deep.equal([0]);
  });

  it('has a tune of its own for the target, the way down and flat', () => {
    const tunes = [State.Holding, State.Returning, State.Resting].map((state) => {
      const s = new Signalling();
      s.enter(state);
      return s.run(5000).tones.slice(0, 5).join();
    });
    expect(tunes).to.deep.equal(['1000,1000,1500,1500,0', '1500,1500,1000,1000,0', '1000,0,1000,0,0']);
  });

  it('sounds a halt with bursts of ten pulses in two groups of five, every 5.7 s, until START acknowledges', () => {
    const s = new Signalling();
    s.enter(State.Halted);
    const { tones } = s.run(11_400);
    const starts = onsets(tones);
    expect(starts.slice(0, 10)).to.deep.equal([0, 2, 4, 7, 9, 16, 18, 20, 23, 25]);
    expect(starts.slice(10).map((at) => at - 57)).to.deep.equal(starts.slice(0, 10));
    s.d.safety.acknowledged = true;
    expect(Math.max(...s.run(20_000).tones)).to.equal(0);
  });

  it('sounds a return after a fault with three pulses every 4 s, as long as it lasts', () => {
    const s = new Signalling();
    s.d.safety.cause = Fault.LoadCellAbsent;
    s.enter(State.Returning);
    expect(onsets(s.run(8000).tones)).to.deep.equal([0, 3, 6, 40, 43, 46]);
    s.enter(State.Resting);
    expect(onsets(s.run(8000).tones)).to.deep.equal([0, 2]);
  });

  it('reminds of a pause every 10 s and of the end every 30 s', () => {
    const s = new Signalling();
    s.enter(State.Paused);
    expect(onsets(s.run(30_000).tones)).to.deep.equal([0, 100, 200]);
    s.enter(State.Finished);
    expect(onsets(s.run(60_000).tones)).to.deep.equal([0, 3, 300, 303]);
    s.enter(State.Idle);
    expect(Math.max(...s.run(40_000).tones)).to.equal(0);
  });

  it('lets the higher rank speak: a warning cuts into the tune of the target, never into an alarm', () => {
    const s = new Signalling();
    s.enter(State.Holding);
    s.run(200);
    raise(s.d.book, Fault.PullNotReached, 0);
    expect(s.run(700).tones).to.deep.equal([500, 500, 0, 500, 500, 0, 0]);
    const halted = new Signalling();
    halted.enter(State.Halted);
    halted.run(200);
    raise(halted.d.book, Fault.PullNotReached, 0);
    expect(halted.run(300).tones).to.deep.equal([800, 0, 800]);
  });

  it('a reminder that had to wait for a warning comes after it', () => {
    const s = new Signalling();
    s.enter(State.Holding);
    raise(s.d.book, Fault.PullNotReached, 0);
    s.run(200);
    s.enter(State.Paused);
    expect(s.run(600).tones).to.deep.equal([0, 500, 500, 0, 700, 0]);
  });
});
