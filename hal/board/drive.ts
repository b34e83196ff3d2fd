import type { Outputs } from '../machine.ts';
import { PINS } from './pins.ts';

/** 20 kHz: above hearing, and 800 steps of the nRF52's 16 MHz PWM clock. */
const PWM = { freq: 20000 };
/** Duty steps. Coarser than the hardware, so that a last bit of rounding never shows on the pin. */
const STEPS = 500;
/** Width of the pulse that keeps the relay enable alive for 150 ms. */
const PULSE_MS = 1;

const pwmPin = new Pin(PINS.drivePwm);
const upPin = new Pin(PINS.driveUp);
const coilPin = new Pin(PINS.relayCoil);
const enablePin = new Pin(PINS.enablePulse);

/** What the pins show now: a pin is written only on change, a write costs 0.3 ms. */
let steps = 0;
let up = 0;
let power = 0;

function writeSteps(value: number): void {
  if (value === steps) return;
  steps = value;
  analogWrite(pwmPin, value / STEPS, PWM);
}

/** Everything off: first act at boot, and the answer to any exception. */
export function driveOff(): void {
  digitalWrite(coilPin, 0);
  power = 0;
  digitalWrite(pwmPin, 0);
  steps = 0;
}

export function initDrive(): void {
  driveOff();
  digitalWrite(enablePin, 0);
  digitalWrite(upPin, 0);
  up = 0;
}

/** Writes power, direction and duty. Power first when it goes, last when it comes. */
export function writeDrive(o: Outputs): void {
  if (!o.power) {
    if (power !== 0 || steps !== 0) driveOff();
    return;
  }
  const wanted = Math.round(o.duty * STEPS);
  const wantedUp = wanted > 0 ? 1 : 0;
  if (wanted !== 0 && wantedUp !== up) {
    writeSteps(0);
    up = wantedUp;
    digitalWrite(upPin, up);
  }
  writeSteps(wanted < 0 ? -wanted : wanted);
  if (power === 0) {
    power = 1;
    digitalWrite(coilPin, 1);
  }
}

/** Keeps the relay enable alive. Called last in a tick, only if every stage ran and power is wanted. */
export function feedEnable(): void {
  if (power !== 0) digitalPulse(enablePin, 1, PULSE_MS);
}
