import { expect } from 'chai';
import { StopRecorder } from '../../sim/stops.ts';
import type { World } from '../../sim/world.ts';
import { fakeWorld } from '../support/world.ts';

/** Moves the world on in steps of 2 ms; `move` says what the mechanics do at each. */
function pass(world: World, recorder: StopRecorder, ms: number, move: (sinceMs: number) => void): void {
  const fromMs = world.nowMs;
  for (let sinceMs = 2; sinceMs <= ms; sinceMs += 2) {
    world.nowMs = fromMs + sinceMs;
    move(sinceMs);
    recorder.step();
  }
}

/** From 1 degree per second to rest in 200 ms: 0.1 degrees. */
function coast(world: World, fromDeg: number, powerOffMs: number): (sinceMs: number) => void {
  return (sinceMs) => {
    const t = Math.min(sinceMs, 200) / 1000;
    world.truth.angleDeg = fromDeg + t - (t * t) / 0.4;
    world.truth.speedDegPerS = Math.max(0, 1 - t / 0.2);
    world.truth.drivePower = sinceMs < powerOffMs;
  };
}

describe('stops are measured in the plant', () => {
  it('panic: power off after 10 ms, at rest after 200 ms and 0.1 degrees', () => {
    const world = fakeWorld();
    Object.assign(world.truth, { angleDeg: 20, speedDegPerS: 1, drivePower: true });
    world.nowMs = 5000;
    const recorder = new StopRecorder(world);
    recorder.panicPressed();
    pass(world, recorder, 1000, coast(world, 20, 10));
    const [stop] = recorder.stops;
    expect(stop).to.include({ cause: 'panic', atMs: 5000, drivePowerOffMs: 10 });
    // Rest is slower than 0.01 degrees per second: the last 2 ms of the ramp count already.
    expect(stop?.atRestMs).to.be.within(198, 200);
    expect(stop?.overrunDeg).to.be.closeTo(0.1, 1e-6);
  });

  it('the halt that panic causes is not a second stop, a later one is', () => {
    const world = fakeWorld();
    const recorder = new StopRecorder(world);
    recorder.panicPressed();
    world.nowMs = 60;
    recorder.stateChanged('halted', 'holding');
    expect(recorder.stops).to.have.length(1);
    world.nowMs = 5000;
    recorder.step();
    recorder.stateChanged('halted', 'coming down');
    recorder.finish();
    expect(recorder.stops.map((stop) => stop.cause)).to.deep.equal(['panic', 'lower released']);
  });

  it('takes the cause of a halt from the fault that the device tells in the line after', () => {
    const world = fakeWorld();
    const recorder = new StopRecorder(world);
    recorder.stateChanged('halted', 'holding');
    world.device.receive('F,25,4\n', 50);
    pass(world, recorder, 400, () => undefined);
    expect(recorder.stops[0]).to.include({ cause: 'pullLost', drivePowerOffMs: 0, atRestMs: 0, overrunDeg: 0 });
  });

  it('tells STOP from the end of the program by the LOWER button', () => {
    const world = fakeWorld();
    const recorder = new StopRecorder(world);
    world.truth.drivePower = true;
    recorder.stateChanged('returning', 'holding');
    pass(world, recorder, 400, () => undefined);
    world.buttons.lower.pressedAtMs = world.nowMs;
    recorder.stateChanged('returning', 'holding');
    pass(world, recorder, 400, () => undefined);
    expect(recorder.stops.map((stop) => stop.cause)).to.deep.equal(['end of program', 'stop']);
    expect(recorder.stops[0]?.drivePowerOffMs, 'a return keeps its power').to.equal(null);
  });

  it('a swing through zero is not rest', () => {
    const world = fakeWorld();
    world.truth.speedDegPerS = 1;
    const recorder = new StopRecorder(world);
    recorder.panicPressed();
    // A swing of 5 Hz that dies out: slower than the limit for 1 ms at a time, until 0.6 s.
    pass(world, recorder, 1000, (sinceMs) => {
      world.truth.speedDegPerS = sinceMs < 600 ? Math.cos((sinceMs / 1000) * 10 * Math.PI) : 0;
    });
    expect(recorder.stops[0]?.atRestMs).to.equal(600);
  });

  it('what never came is null', () => {
    const world = fakeWorld();
    Object.assign(world.truth, { speedDegPerS: 1, drivePower: true });
    const recorder = new StopRecorder(world);
    recorder.panicPressed();
    pass(world, recorder, 500, () => undefined);
    recorder.finish();
    expect(recorder.stops[0]).to.include({ cause: 'panic', drivePowerOffMs: null, atRestMs: null, overrunDeg: null });
  });
});
