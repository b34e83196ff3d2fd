import { expect } from 'chai';
import { Fault, Reaction } from '../../firmware/faults.ts';
import {
  EASE_MS,
  Mode,
  MODES,
  newSafety,
  safetyStep,
  type SafetyInputs,
  type SafetyState,
} from '../../firmware/safety.ts';

function quiet(): SafetyInputs {
  return {
    nowMs: 1000,
    worst: Reaction.None,
    cause: Fault.None,
    fresh: Fault.None,
    freshStopsLowering: false,
    panic: false,
    startPressed: false,
    lowerPressed: false,
    lowerHeld: false,
    arm: false,
    jog: false,
    ended: false,
    atRest: true,
    flat: false,
  };
}

/** One step of a story: the state after inputs that differ from a quiet moment as given. */
function step(s: SafetyState, change: Partial<SafetyInputs>): SafetyState {
  safetyStep(s, { ...quiet(), ...change });
  return s;
}

const PANIC = { worst: Reaction.Halt, cause: Fault.Panic, fresh: Fault.Panic, freshStopsLowering: true, panic: true };
const PANIC_LATCHED = { worst: Reaction.Halt, cause: Fault.Panic };

function inSession(): SafetyState {
  return step(newSafety(), { arm: true, flat: true });
}

function halted(): SafetyState {
  return step(inSession(), PANIC);
}

describe('safety step', () => {
  it('starts without permission', () => {
    expect(newSafety()).to.deep.equal({
      mode: Mode.Off,
      sinceMs: 0,
      cause: Fault.None,
      acknowledged: false,
      lowerReady: false,
      power: false,
      up: false,
      speedMaxDegPerS: 0,
    });
  });

  it('grants permission only when armed at flat with nothing that refuses a start', () => {
    expect(inSession()).to.include({ mode: Mode.Session, power: true, up: true });
    expect(step(newSafety(), { arm: true, flat: false }).mode).to.equal(Mode.Off);
    expect(step(newSafety(), { arm: true, flat: true, worst: Reaction.RefuseStart }).mode).to.equal(Mode.Off);
    expect(step(newSafety(), { arm: true, flat: true, worst: Reaction.Warn }).mode).to.equal(Mode.Session);
  });

  it('goes on with a session as long as nobody asks for anything', () => {
    expect(step(inSession(), { nowMs: 9000, atRest: false })).to.include({ mode: Mode.Session, power: true, up: true });
  });

  it('blames the fresh fault for a halt, and the latched one where none is fresh', () => {
    const latched = { worst: Reaction.Halt, cause: Fault.AccelAbsent };
    expect(step(inSession(), latched)).to.include({ mode: Mode.Halted, cause: Fault.AccelAbsent });
    const both = { ...latched, fresh: Fault.DriveStill };
    expect(step(inSession(), both)).to.include({ mode: Mode.Halted, cause: Fault.DriveStill });
  });

  it('stays off at flat with a halting fault that is latched, and halts there by a fresh one', () => {
    expect(step(newSafety(), { ...PANIC_LATCHED, flat: true }).mode).to.equal(Mode.Off);
    expect(step(newSafety(), { ...PANIC_LATCHED, flat: true, fresh: Fault.DriveStill }).mode).to.equal(Mode.Halted);
  });

  it('halts on panic in every mode in the same step', () => {
    for (let mode = 0; mode < MODES; mode++) {
      const s = newSafety();
      s.mode = mode;
      step(s, PANIC);
      expect(s, `mode ${mode}`).to.include({ mode: Mode.Halted, power: false, up: false });
    }
  });

  it('comes down only after release, acknowledge and LOWER held, in this order', () => {
    const s = halted();
    expect(step(s, { ...PANIC_LATCHED, panic: true, startPressed: true, lowerHeld: true }).mode).to.equal(Mode.Halted);
    expect(step(s, { ...PANIC_LATCHED, lowerHeld: true }).mode).to.equal(Mode.Halted);
    expect(step(s, { ...PANIC_LATCHED, startPressed: true }).mode).to.equal(Mode.Halted);
    expect(step(s, { lowerHeld: true })).to.include({ mode: Mode.Lowering, power: true, up: false });
  });

  it('stops coming down when LOWER is let go, and goes on when it is held again', () => {
    const s = halted();
    step(s, { startPressed: true });
    step(s, { lowerHeld: true });
    expect(step(s, { atRest: false }).mode).to.equal(Mode.Lowering);
    expect(step(s, { atRest: true }).mode).to.equal(Mode.Halted);
    expect(step(s, { lowerHeld: true }).mode).to.equal(Mode.Lowering);
    expect(step(s, { lowerHeld: true, flat: true }).mode).to.equal(Mode.Off);
  });

  it('removes power when easing to rest takes longer than it may', () => {
    const s = inSession();
    step(s, { startPressed: true, nowMs: 2000 });
    expect(step(s, { atRest: false, nowMs: 2000 + EASE_MS - 1 })).to.include({ mode: Mode.Pausing, power: true });
    expect(step(s, { atRest: false, nowMs: 2000 + EASE_MS })).to.include({ mode: Mode.Paused, power: false });
  });

  it('is lowered even while a sensor fault stays latched, but not while the drive is in doubt', () => {
    const s = halted();
    const blind = { worst: Reaction.Halt, cause: Fault.AccelAbsent };
    step(s, { ...blind, startPressed: true });
    expect(step(s, { ...blind, lowerHeld: true }).mode).to.equal(Mode.Lowering);
    const sensor = { ...blind, fresh: Fault.TravelInvalid, lowerHeld: true };
    expect(step(s, sensor).mode).to.equal(Mode.Lowering);
    const drive = { ...blind, fresh: Fault.DriveWrongWay, freshStopsLowering: true, lowerHeld: true };
    expect(step(s, drive)).to.include({ mode: Mode.Halted, acknowledged: false, cause: Fault.DriveWrongWay });
  });

  it('is not lowered by a LOWER that was down before START, until it was seen open', () => {
    const s = inSession();
    step(s, { worst: Reaction.Halt, cause: Fault.AccelAbsent, fresh: Fault.AccelAbsent, lowerHeld: true });
    const held = { worst: Reaction.Halt, cause: Fault.AccelAbsent, lowerHeld: true };
    expect(step(s, { ...held, startPressed: true })).to.include({
      mode: Mode.Halted,
      acknowledged: true,
      power: false,
    });
    expect(step(s, held).mode).to.equal(Mode.Halted);
    step(s, { ...held, lowerHeld: false });
    expect(step(s, held).mode).to.equal(Mode.Lowering);
  });

  it('returns on a fault that unloads, on LOWER and at the end; keeps upward permission only for easing', () => {
    for (const why of [
      { worst: Reaction.Return, cause: Fault.LoadCellAbsent },
      { lowerPressed: true },
      { ended: true },
    ]) {
      const s = inSession();
      step(s, { ...why, atRest: false });
      expect(s).to.include({ mode: Mode.Returning, power: true, up: true });
      step(s, { atRest: false, nowMs: 1000 + EASE_MS });
      expect(s).to.include({ mode: Mode.Returning, power: true, up: false });
      expect(step(s, { flat: true }).mode).to.equal(Mode.Off);
    }
  });

  it('pauses, holds without power, and resumes', () => {
    const s = inSession();
    expect(step(s, { startPressed: true })).to.include({ mode: Mode.Pausing, power: true, up: true });
    expect(step(s, {})).to.include({ mode: Mode.Paused, power: false });
    expect(step(s, { startPressed: true })).to.include({ mode: Mode.Session, power: true });
  });

  it('lets LOWER bring a tilted board down from Off, never while panic is pressed', () => {
    const pressed = { lowerPressed: true, lowerHeld: true };
    expect(step(newSafety(), { ...pressed, panic: true }).mode).to.equal(Mode.Off);
    expect(step(newSafety(), pressed).mode).to.equal(Mode.Lowering);
    expect(step(newSafety(), { ...pressed, flat: true }).mode).to.equal(Mode.Off);
  });

  it('does nothing from Off for a LOWER that is held, or stuck, since before the power came', () => {
    expect(step(newSafety(), { lowerHeld: true }).mode).to.equal(Mode.Off);
  });

  it('leads to flat by LOWER from every mode with at most release, acknowledge and hold', () => {
    for (let mode = 0; mode < MODES; mode++) {
      const s = newSafety();
      s.mode = mode;
      let atFlat = false;
      for (let k = 0; k < 6 && !atFlat; k++) {
        step(s, { startPressed: mode === Mode.Halted && k === 0, lowerPressed: k === 0, lowerHeld: true });
        if (s.power && !s.up) atFlat = true;
        else if (s.mode === Mode.Returning) atFlat = true;
      }
      expect(atFlat, `mode ${mode}`).to.equal(true);
    }
  });

  it('jogs for as long as START and the console go on, and 0.9 s more', () => {
    const jog = { jog: true, atRest: false, flat: true };
    const s = step(newSafety(), { ...jog, startPressed: true, nowMs: 1000 });
    expect(s).to.include({ mode: Mode.Jogging, power: true, up: true, speedMaxDegPerS: 0.8 });
    expect(step(s, { ...jog, nowMs: 1800 }).mode).to.equal(Mode.Jogging);
    expect(step(s, { ...jog, nowMs: 2600 }).mode, 'the time begins anew').to.equal(Mode.Jogging);
    expect(step(s, { ...jog, jog: false, nowMs: 2600 + EASE_MS - 1 }).mode).to.equal(Mode.Jogging);
    expect(step(s, { ...jog, jog: false, nowMs: 2600 + EASE_MS })).to.include({ mode: Mode.Off, power: false });
  });
});
