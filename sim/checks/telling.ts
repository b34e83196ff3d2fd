/** What the device says must be so: finite numbers, readings that fit the truth, no alarm without a cause. */
import type { Check, Invariant } from '../invariants.ts';
import type { World } from '../world.ts';

/** The accelerometer's noise and zero, and the way between two lines. */
const ANGLE_TOLERANCE_DEG = 1.5;
/** What the load cell reads is sampled and filtered: it may be anything that the pull has been of late. */
const PULL_MEMORY_MS = 500;
const PULL_TOLERANCE_N = 10;
const PULL_TOLERANCE_RATIO = 0.05;
/** A line is compared with the truth only while it is fresh. */
const FRESH_MS = 60;
/** Beyond these the surroundings are disturbed without an injection. */
const SUPPLY_RANGE_V = [19.2, 28.8] as const;
const NOISE_MAX = 3;

/** Stops that follow from what the person or the prescription asks for; no alarm is false there. */
const EXPECTED_FAULTS: readonly string[] = [
  'panic',
  'sessionTooLong',
  'pauseTooLong',
  'noAnswer',
  'powerReturnedTilted',
];
/** Faults of the controller itself: nothing but an injected runtime fault may cause them. */
const RUNTIME_FAULTS: readonly string[] = ['tickLate', 'exception', 'memory', 'eventsLost', 'notANumber'];

function isUndisturbed({ disturbed, scenario }: World): boolean {
  const { supplyV, noise } = scenario.device;
  return disturbed.size === 0 && supplyV >= SUPPLY_RANGE_V[0] && supplyV <= SUPPLY_RANGE_V[1] && noise <= NOISE_MAX;
}

function finiteCheck(): Check {
  return {
    step: ({ device }) =>
      device.malformed === null ? null : `telemetry holds something that is no number: ${device.malformed.line}`,
  };
}

/** Highest and lowest pull of late: follows outward at once, inward slowly. */
class Envelope {
  private lowN = 0;
  private highN = 0;
  private atMs = 0;

  follow(forceN: number, nowMs: number): void {
    const inward = 1 - Math.exp((this.atMs - nowMs) / PULL_MEMORY_MS);
    this.atMs = nowMs;
    this.highN = Math.max(forceN, this.highN + inward * (forceN - this.highN));
    this.lowN = Math.min(forceN, this.lowN + inward * (forceN - this.lowN));
  }

  holds(readingN: number): boolean {
    const toleranceN = PULL_TOLERANCE_N + PULL_TOLERANCE_RATIO * this.highN;
    return readingN >= this.lowN - toleranceN && readingN <= this.highN + toleranceN;
  }
}

function trueReadingCheck(): Check {
  const envelope = new Envelope();
  return {
    step: (world) => {
      const { device, truth, nowMs } = world;
      envelope.follow(truth.forceN, nowMs);
      const { reading } = device;
      if (reading === null || nowMs - reading.atMs > FRESH_MS || !isUndisturbed(world)) return null;
      if (Math.abs(reading.angleDeg - truth.angleDeg) > ANGLE_TOLERANCE_DEG) {
        return `the device says ${reading.angleDeg.toFixed(2)} degrees, the board stands at ${truth.angleDeg.toFixed(2)}`;
      }
      if (reading.forceN === null || envelope.holds(reading.forceN)) return null;
      return `the device says ${reading.forceN.toFixed(1)} N, the strap pulls ${truth.forceN.toFixed(1)}`;
    },
  };
}

/** Exceptions and resets, as they come. */
function troubleCheck(): Check {
  let seen = 0;
  return {
    step: ({ troubles, disturbed }) => {
      const trouble = troubles[seen];
      if (trouble === undefined) return null;
      seen += 1;
      return disturbed.has('runtime') ? null : trouble.text;
    },
  };
}

/** Walks through the faults as they come. */
function faultCheck(isFalse: (world: World, name: string, reaction: string) => boolean): Check {
  let seen = 0;
  return {
    step: (world) => {
      const { faults } = world.device;
      while (seen < faults.length) {
        const fault = faults[seen++];
        if (fault !== undefined && isFalse(world, fault.name, fault.reaction))
          return `fault ${fault.code} ${fault.name} with reaction ${fault.reaction}`;
      }
      return null;
    },
  };
}

function isFalseAlarm(world: World, name: string, reaction: string): boolean {
  const stops = reaction === 'return' || reaction === 'halt' || reaction === 'lockout';
  return stops && isUndisturbed(world) && !EXPECTED_FAULTS.includes(name);
}

/** States in which every session that was armed has come to its end and into the log. */
const LOGGED_STATES: readonly string[] = ['idle', 'finished'];
/** Writing the record waits for a tick with the drive off. */
const LOGGED_AFTER_MS = 2000;

/** Counts the sessions that were armed. A session that a reset or power cut has ended is not in the log. */
function logCheck(): Check {
  let armed = 0;
  let armedAtMs = -Infinity;
  return {
    step: ({ device }) => {
      if (device.state !== 'arming' || device.stateAtMs === armedAtMs) return null;
      armedAtMs = device.stateAtMs;
      armed += 1;
      return null;
    },
    end: ({ device, nowMs, disturbed, troubles }, sessionsLogged) => {
      const isSettled = LOGGED_STATES.includes(device.state) && nowMs - device.stateAtMs > LOGGED_AFTER_MS;
      if (!isSettled || disturbed.has('runtime') || troubles.length > 0 || sessionsLogged === armed) return null;
      return `${armed} sessions were armed, ${sessionsLogged} logged`;
    },
  };
}

export const TELLING_CHECKS: readonly Invariant[] = [
  {
    name: 'numbersAreFinite',
    sentence: 'Every number that the device sends is finite.',
    every: 'round',
    begin: finiteCheck,
  },
  {
    name: 'readingsAreTrue',
    sentence:
      'With nothing injected, the angle that the device tells is within 1.5 degrees, and the pull within 10 N and 5 % of the truth of the last moments.',
    every: 'round',
    begin: trueReadingCheck,
  },
  {
    name: 'noFalseAlarm',
    sentence: 'With nothing injected, no fault stops a session.',
    every: 'round',
    begin: () => faultCheck(isFalseAlarm),
  },
  {
    name: 'controllerIsSound',
    sentence:
      'Without an injected runtime fault the controller reports no late tick, exception, lack of memory or lost event.',
    every: 'round',
    begin: () => faultCheck((world, name) => !world.disturbed.has('runtime') && RUNTIME_FAULTS.includes(name)),
  },
  {
    name: 'controllerStaysUp',
    sentence: 'Without an injected runtime fault no exception is left uncaught and nothing resets the controller.',
    every: 'round',
    begin: troubleCheck,
  },
  {
    name: 'sessionsAreLogged',
    sentence: 'Every session that was armed and has come to its end is in the log of the device, once.',
    every: 'round',
    begin: logCheck,
  },
];
