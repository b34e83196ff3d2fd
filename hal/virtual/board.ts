/**
 * Jolt.js as a chip with names: which pins exist, what they are called, and what is special about them.
 * Source of all of it: the Jolt.js board description of Espruino 2v29 (pin list, DRIVER and QWIIC entries).
 */

/** Number of general-purpose pins, D0 to D47. */
export const D_PINS = 48;

/** Number of high-power outputs, H0 to H7, each a second name for a D pin behind a motor driver. */
export const H_PINS = 8;

/** D pin behind each high-power output. */
export const H_TO_D: readonly number[] = [17, 15, 13, 14, 22, 32, 25, 34];

/** SAADC input number by D pin. */
export const ADC_CHANNEL: Readonly<Record<number, number>> = { 2: 0, 3: 1, 4: 2, 5: 3, 28: 4, 29: 5, 30: 6, 31: 7 };

/** D pin that measures a high-power output through its divider. */
export const H_ANALOG_PIN: Readonly<Record<number, number>> = { 0: 4, 2: 5, 4: 30, 6: 28 };

/** Factor the interpreter multiplies a reading of H0, H2, H4 or H6 with: 3.3 V x (220k + 39k) / 39k. */
export const H_ANALOG_FACTOR = 21.915;

/** Pins that the interpreter inverts, because the LEDs on them light when low. */
export const NEGATED_PINS: readonly number[] = [6, 8, 41];

/** Reference of analogRead: supply of the chip. */
export const ANALOG_REFERENCE_V = 3.3;

/** The nRF52840 converts to 14 bits; analogRead divides by this. */
export const ANALOG_STEPS = 16384;

/** Second names of single pins. */
export const PIN_ALIASES: Readonly<Record<string, number>> = {
  BTN: 0,
  BTN1: 0,
  LED: 6,
  LED1: 6,
  LED2: 8,
  LED3: 41,
};

/** The one button has a pull-down and reads 1 when pressed. */
export const BUTTON_PIN = 0;

export interface QwiicPins {
  readonly sda: number;
  readonly scl: number;
  readonly fet?: number;
  readonly vcc?: number;
  readonly gnd?: number;
}

/** Pins of the four Qwiic connectors. */
export const QWIIC: readonly QwiicPins[] = [
  { sda: 3, scl: 29, fet: 7 },
  { sda: 2, scl: 31, fet: 27 },
  { sda: 44, scl: 45, gnd: 36, vcc: 43 },
  { sda: 39, scl: 38, gnd: 37, vcc: 42 },
];

export interface DriverPins {
  readonly nSleep: number;
  readonly nFault: number;
  readonly mode: number;
  readonly torque: number;
  /** First of the four high-power outputs of this driver. */
  readonly firstOutput: number;
}

/** The two motor drivers behind H0 to H3 and H4 to H7. */
export const DRIVERS: readonly DriverPins[] = [
  { nSleep: 21, nFault: 19, mode: 16, torque: 12, firstOutput: 0 },
  { nSleep: 23, nFault: 20, mode: 24, torque: 35, firstOutput: 4 },
];

/** Variables (12,000 of 14 bytes) and buffers of this board. */
export const MEMORY = { variables: 12000, blockBytes: 14, ioBufferBytes: 2048, transmitBytes: 256 } as const;

/** At most this many pins can be watched at once. */
export const MAX_WATCHES = 8;

/** Slots of the hardware timer that ends pulses; the ring it sits in holds one less than its 16 places. */
export const HARDWARE_TIMER_SLOTS = 15;
