/** Second sentence: panic cuts drive power at once, doubt stops, both latch, and only a deliberate act starts anything again. */
import { TICK_MS } from '../../firmware/limits.ts';
import type { Check, Invariant } from '../invariants.ts';
import type { World } from '../world.ts';

/** Relay and contact bounce: hardware alone (design section 6). */
const PANIC_HARDWARE_MS = 20;
/** A tap shorter than the relay needs is the firmware's: one tick, and the relay. */
const PANIC_FIRMWARE_MS = TICK_MS + 20;
/** The relay after the state has changed, with the line that tells of it. */
const HALT_POWER_MS = TICK_MS + 20;
/** Easing to rest and the relay, with the line that tells of the new state. */
const STILL_POWER_MS = 2500;

/** States in which the drive may have power. */
const POWERED_STATES: readonly string[] = [
  'arming',
  'raising',
  'holding',
  'relaxing',
  'asking',
  'returning',
  'coming down',
  'jogging',
  'testing',
];
/** Parts whose fault can keep the relay closed against everybody's will. */
const RELAY_PARTS = ['relay', 'panic'];

function relayDisturbed(world: World): boolean {
  return RELAY_PARTS.some((part) => world.disturbed.has(part));
}

/** Power must be gone after a press, and stay gone while the button is down. */
function panicCheck(): Check {
  let goneForMs = -Infinity;
  return {
    step: (world) => {
      const { panic } = world.buttons;
      if (panic.pressedAtMs === -Infinity || relayDisturbed(world)) return null;
      const sinceMs = world.nowMs - panic.pressedAtMs;
      if (!world.truth.drivePower) goneForMs = panic.pressedAtMs;
      if (!world.truth.drivePower) return null;
      if (panic.down && sinceMs > PANIC_HARDWARE_MS)
        return `drive power is on ${sinceMs.toFixed(0)} ms after panic was pressed, and it is still down`;
      if (goneForMs === panic.pressedAtMs || sinceMs <= PANIC_FIRMWARE_MS) return null;
      return `drive power stayed on for ${sinceMs.toFixed(0)} ms after a tap of panic`;
    },
  };
}

function haltedCheck(): Check {
  return {
    step: (world) => {
      const { device, truth, nowMs } = world;
      const latched = device.state === 'halted' || device.state === 'lockout';
      if (!latched || !truth.drivePower || relayDisturbed(world)) return null;
      const sinceMs = nowMs - device.stateAtMs;
      return sinceMs > HALT_POWER_MS
        ? `drive power is on ${sinceMs.toFixed(0)} ms after entering ${device.state}`
        : null;
    },
  };
}

/** Instant of the last fault that halts. */
function haltFaultAtMs({ device }: World): number {
  return (
    device.faults.findLast((fault) => fault.reaction === 'halt' || fault.reaction === 'lockout')?.atMs ?? -Infinity
  );
}

/**
 * Looks at every way out of `halted`. Letting LOWER go while coming down halts as well, but there is nothing new to
 * acknowledge then: what counts is START after the last fault.
 */
function latchCheck(): Check {
  let isInside = false;
  return {
    step: (world) => {
      const { device, buttons, truth } = world;
      const hasLeft = isInside && device.state !== 'halted';
      isInside = device.state === 'halted';
      if (!hasLeft) return null;
      const acknowledged = buttons.start.pressedAtMs > haltFaultAtMs(world);
      if (device.state === 'off' || device.state === 'booting' || device.state === 'lockout') return null;
      if (buttons.panic.down) return `left halted for ${device.state} while panic is down`;
      if (!acknowledged && truth.drivePower)
        return `left halted for ${device.state} with drive power and without START`;
      if (device.state === 'coming down' && !buttons.lower.down) return 'comes down although LOWER is not held';
      return null;
    },
  };
}

function unaskedCheck(): Check {
  return {
    step: (world) => {
      const { device, truth, nowMs } = world;
      if (!truth.drivePower || POWERED_STATES.includes(device.state) || relayDisturbed(world)) return null;
      if (device.state === 'halted' || device.state === 'lockout') return null;
      const sinceMs = nowMs - device.stateAtMs;
      return sinceMs > STILL_POWER_MS
        ? `drive power is on in state ${device.state} after ${sinceMs.toFixed(0)} ms`
        : null;
    },
  };
}

function bootCheck(): Check {
  return {
    step: ({ buttons, truth, bootAtMs, nowMs }) => {
      // The contact needs some milliseconds to fall when a reset floats the pins.
      if (!truth.drivePower || nowMs - bootAtMs <= PANIC_HARDWARE_MS) return null;
      if (buttons.start.pressedAtMs >= bootAtMs || buttons.lower.pressedAtMs >= bootAtMs) return null;
      // A button that was down already is held on purpose only if it was pressed after the boot.
      return 'drive power is on although nobody pressed START or LOWER since the last boot';
    },
  };
}

export const POWER_CHECKS: readonly Invariant[] = [
  {
    name: 'panicCutsPower',
    sentence: `Panic takes drive power away within 20 ms while it is down, and within ${PANIC_FIRMWARE_MS} ms after the shortest tap.`,
    every: 'step',
    begin: panicCheck,
  },
  {
    name: 'haltRemovesPower',
    sentence: 'In the states halted and lockout the drive has no power.',
    every: 'round',
    begin: haltedCheck,
  },
  {
    name: 'haltIsLatched',
    sentence: 'A halt is left only with panic released, the cause acknowledged by START and LOWER held.',
    every: 'round',
    begin: latchCheck,
  },
  {
    name: 'powerOnlyToMove',
    sentence: 'Drive power is on only while the device arms, raises, holds, returns, comes down or jogs.',
    every: 'round',
    begin: unaskedCheck,
  },
  {
    name: 'bootKeepsPowerOff',
    sentence: 'After a boot the drive has no power until somebody presses START or LOWER.',
    every: 'round',
    begin: bootCheck,
  },
];
