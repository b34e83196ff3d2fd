/** Registers of the LIS2DH12 accelerometer that the model knows (datasheet of STMicroelectronics, DS10990, section 8). */

export const REGISTER = {
  statusAux: 0x07,
  temperatureLow: 0x0c,
  whoAmI: 0x0f,
  control0: 0x1e,
  temperatureConfig: 0x1f,
  control1: 0x20,
  control2: 0x21,
  control3: 0x22,
  control4: 0x23,
  control5: 0x24,
  control6: 0x25,
  reference: 0x26,
  status: 0x27,
  outX: 0x28,
  outEnd: 0x2d,
  fifoControl: 0x2e,
  fifoSource: 0x2f,
  interrupt1Config: 0x30,
} as const;

export const WHO_AM_I = 0x33;
export const REGISTER_COUNT = 0x40;

/** Output data rate by the upper four bits of control 1, in hertz; 0 is power-down. Low-power mode has two of its own. */
const RATES_HZ: readonly number[] = [0, 1, 10, 25, 50, 100, 200, 400, 1620, 1344];
const LOW_POWER_RATE_9_HZ = 5376;
/** Sensitivity of one digit by full scale, for 12, 10 and 8 bits, in milli-g. */
const SENSITIVITY_MG: readonly (readonly number[])[] = [
  [1, 4, 16],
  [2, 8, 32],
  [4, 16, 64],
  [12, 48, 192],
];
const BITS: readonly number[] = [12, 10, 8];
/** Noise density at 2 g, 100 Hz, high resolution. */
const NOISE_G_PER_ROOT_HZ = 220e-6;

/** What the control registers make of the chip. */
export interface Mode {
  rateHz: number;
  bits: number;
  /** One digit of `bits` bits, in g. */
  digitG: number;
  noiseG: number;
  /** Samples until the first one is good. */
  turnOnSamples: number;
  blockUpdate: boolean;
  bigEndian: boolean;
  axes: number;
}

/** 0: high resolution, 1: normal, 2: low power. */
function powerMode(control1: number, control4: number): 0 | 1 | 2 {
  if ((control1 & 0x08) !== 0) return 2;
  return (control4 & 0x08) !== 0 ? 0 : 1;
}

export function modeOf(control1: number, control4: number): Mode {
  const mode = powerMode(control1, control4);
  const code = control1 >> 4;
  const rateHz = code === 9 && mode === 2 ? LOW_POWER_RATE_9_HZ : (RATES_HZ[code] ?? 0);
  // High resolution filters to a ninth of the rate, the other modes to half of it (datasheet, table 10).
  const bandwidthHz = mode === 0 ? rateHz / 9 : rateHz / 2;
  return {
    rateHz,
    bits: BITS[mode]!,
    digitG: SENSITIVITY_MG[(control4 >> 4) & 3]![mode]! / 1000,
    noiseG: NOISE_G_PER_ROOT_HZ * Math.sqrt(bandwidthHz),
    turnOnSamples: mode === 0 ? 7 : 1,
    blockUpdate: (control4 & 0x80) !== 0,
    bigEndian: (control4 & 0x40) !== 0,
    axes: control1 & 0x07,
  };
}
