import { expect } from 'chai';
import { InvariantChecker, INVARIANTS } from '../../sim/invariants.ts';
import type { World } from '../../sim/world.ts';
import { fakeWorld } from '../support/world.ts';

/** Runs the checks every 2 ms and tells the invariants that were broken. */
function broken(world: World, ms: number, move: (world: World, sinceMs: number) => void): string[] {
  const checker = new InvariantChecker(world);
  for (let sinceMs = 2; sinceMs <= ms; sinceMs += 2) {
    world.nowMs += 2;
    move(world, sinceMs);
    checker.step();
  }
  return [...new Set(checker.violations.map((violation) => violation.invariant))];
}

function inState(world: World, state: number): void {
  world.device.receive(`S,${state}\n`, world.nowMs);
}

function press(world: World, button: 'start' | 'lower' | 'panic'): void {
  Object.assign(world.buttons[button], { down: true, pressedAtMs: world.nowMs });
}

function release(world: World, button: 'start' | 'lower' | 'panic'): void {
  Object.assign(world.buttons[button], { down: false, releasedAtMs: world.nowMs });
}

/** Raising, halfway, somebody pressed START a while ago. */
function raising(): World {
  const world = fakeWorld({ prescription: { target: { forceN: 200 } } });
  press(world, 'start');
  release(world, 'start');
  inState(world, 3);
  Object.assign(world.truth, { angleDeg: 20, speedDegPerS: 1, drivePower: true });
  return world;
}

function halted(): World {
  const world = raising();
  inState(world, 8);
  world.disturbed.add('loadCell');
  world.device.receive('F,25,4\n', world.nowMs);
  Object.assign(world.truth, { speedDegPerS: 0, drivePower: false });
  return world;
}

type Case = [
  about: string,
  breaks: string | null,
  world: World,
  ms: number,
  move: (world: World, sinceMs: number) => void,
];
const at = (instantMs: number, act: (world: World) => void) => (world: World, sinceMs: number) => {
  if (sinceMs === instantMs) act(world);
};

const CASES: Case[] = [
  ['the board raises as it should', null, raising(), 3000, () => undefined],
  ['46.1 degrees', 'angleLimit', raising(), 2, (world) => Object.assign(world.truth, { angleDeg: 46.1 })],
  ['46.0 degrees', null, raising(), 2, (world) => Object.assign(world.truth, { angleDeg: 46 })],
  [
    '2 degrees per second for 400 ms',
    'speedLimit',
    raising(),
    400,
    (world) => Object.assign(world.truth, { speedDegPerS: -2 }),
  ],
  [
    '2 degrees per second for 300 ms',
    null,
    raising(),
    300,
    (world) => Object.assign(world.truth, { speedDegPerS: -2 }),
  ],
  // The cap is 220 N, the limit 1.15 times that and 15 N for breath: 268 N.
  ['275 N under power for 2 s', 'pullLimit', raising(), 2000, (world) => Object.assign(world.truth, { forceN: 275 })],
  ['a cough of 275 N', null, raising(), 1000, (world) => Object.assign(world.truth, { forceN: 275 })],
  ['265 N', null, raising(), 2000, (world) => Object.assign(world.truth, { forceN: 265 })],
  ['power 40 ms after panic went down', 'panicCutsPower', raising(), 40, at(2, (world) => press(world, 'panic'))],
  [
    'a tap of panic without effect',
    'panicCutsPower',
    raising(),
    200,
    (world, sinceMs) => {
      if (sinceMs === 2) press(world, 'panic');
      if (sinceMs === 8) release(world, 'panic');
    },
  ],
  [
    'a tap of panic that takes power after 60 ms',
    null,
    raising(),
    300,
    (world, sinceMs) => {
      if (sinceMs === 2) press(world, 'panic');
      if (sinceMs === 8) release(world, 'panic');
      if (sinceMs === 62) Object.assign(world.truth, { drivePower: false, speedDegPerS: 0 });
    },
  ],
  [
    'power while halted',
    'haltRemovesPower',
    halted(),
    200,
    (world) => Object.assign(world.truth, { drivePower: true }),
  ],
  [
    'leaves a halt without START',
    'haltIsLatched',
    halted(),
    100,
    (world, sinceMs) => {
      if (sinceMs !== 40) return;
      press(world, 'lower');
      inState(world, 9);
      world.truth.drivePower = true;
    },
  ],
  [
    'leaves a halt with panic still down',
    'haltIsLatched',
    halted(),
    100,
    (world, sinceMs) => {
      if (sinceMs === 2) press(world, 'panic');
      if (sinceMs === 20) press(world, 'start');
      if (sinceMs === 40) press(world, 'lower');
      if (sinceMs === 60) inState(world, 9);
    },
  ],
  [
    'leaves a halt as it should',
    null,
    halted(),
    100,
    (world, sinceMs) => {
      if (sinceMs === 20) press(world, 'start');
      if (sinceMs === 40) press(world, 'lower');
      if (sinceMs === 60) inState(world, 9);
    },
  ],
  ['power while idle', 'powerOnlyToMove', raising(), 3000, at(2, (world) => inState(world, 1))],
  [
    'power after a boot',
    'bootKeepsPowerOff',
    raising(),
    60,
    at(2, (world) => Object.assign(world, { bootAtMs: world.nowMs })),
  ],
  ['LOWER without effect', 'loweringReachable', raising(), 10_000, at(2, (world) => press(world, 'lower'))],
  [
    'LOWER brings the board down',
    null,
    raising(),
    10_000,
    (world, sinceMs) => {
      if (sinceMs === 2) press(world, 'lower');
      world.truth.speedDegPerS = -0.8;
    },
  ],
  [
    'a number that is none',
    'numbersAreFinite',
    raising(),
    100,
    at(20, (world) => world.device.receive('T,NaN,0,0,0\n', world.nowMs)),
  ],
  [
    'an angle that is 2 degrees off',
    'readingsAreTrue',
    raising(),
    100,
    at(20, (world) => world.device.receive('T,2200,0,0,0\n', world.nowMs)),
  ],
  [
    'a pull that is 30 N off',
    'readingsAreTrue',
    raising(),
    100,
    at(20, (world) => world.device.receive('T,2000,300,0,0\n', world.nowMs)),
  ],
  [
    'a reading that is true',
    null,
    raising(),
    100,
    at(20, (world) => world.device.receive('T,2010,20,0,0\n', world.nowMs)),
  ],
  [
    'a halt for nothing',
    'noFalseAlarm',
    raising(),
    100,
    at(20, (world) => world.device.receive('F,25,4\n', world.nowMs)),
  ],
  ['a warning', null, raising(), 100, at(20, (world) => world.device.receive('F,90,1\n', world.nowMs))],
  [
    'a late tick',
    'controllerIsSound',
    raising(),
    100,
    at(20, (world) => world.device.receive('F,63,1\n', world.nowMs)),
  ],
  [
    'an exception',
    'controllerStaysUp',
    raising(),
    100,
    at(20, (world) => world.troubles.push({ atMs: world.nowMs, text: 'uncaught Error: x' })),
  ],
];

describe('invariants', () => {
  for (const [about, breaks, world, ms, move] of CASES) {
    it(`${about}: ${breaks ?? 'nothing broken'}`, () => {
      expect(broken(world, ms, move)).to.deep.equal(breaks === null ? [] : [breaks]);
    });
  }

  it('a session that is missing in the log at the end: sessionsAreLogged', () => {
    const world = fakeWorld();
    const checker = new InvariantChecker(world);
    for (const state of [2, 3, 5, 1]) {
      inState(world, state);
      world.nowMs += 100;
      checker.step();
    }
    world.nowMs += 5000;
    checker.end(1);
    expect(checker.violations).to.deep.equal([]);
    checker.end(0);
    expect(checker.violations.map(({ detail }) => detail)).to.deep.equal(['1 sessions were armed, 0 logged']);
  });

  it('each has a case that breaks it', () => {
    const shown = new Set<string | null>(['sessionsAreLogged', ...CASES.map(([, breaks]) => breaks ?? '')]);
    expect(INVARIANTS.map((invariant) => invariant.name).filter((name) => !shown.has(name))).to.deep.equal([]);
  });

  it('a lasting violation is told once, and again after it had gone', () => {
    const world = raising();
    const checker = new InvariantChecker(world);
    for (const angleDeg of [47, 47, 20, 47]) {
      world.truth.angleDeg = angleDeg;
      checker.step();
    }
    expect(checker.violations).to.have.length(2);
  });
});
