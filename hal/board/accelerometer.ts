import type { Inputs } from '../machine.ts';

/** LIS2DH12 on I2C1, SA0 high. Registers: ST LIS2DH12 datasheet, section 8. */
const ADDRESS = 0x19;
const WHO_AM_I = 0x0f;
const IDENTITY = 0x33;
/** CTRL_REG1: 100 Hz, all axes. CTRL_REG4: block data update, +-2 g, high resolution (1 mg per count, left-justified in 16 bits). */
const CTRL_REG1 = 0x20;
const RUN_100_HZ = 0x57;
const CTRL_REG4 = 0x23;
const HIGH_RESOLUTION = 0x88;
/** STATUS_REG: all three axes have a new sample. Reading the axes clears it. */
const STATUS = 0x27;
const NEW_SAMPLE = 0x08;
/** OUT_X_L with the auto-increment bit. */
const OUT_X = 0xa8;
/** After so many misses in a row the sensor is set up anew: it may have lost its supply. */
const RETRY_MISSES = 2;

function configure(): void {
  if (I2C1.readReg(ADDRESS, WHO_AM_I, 1)[0] !== IDENTITY) return;
  I2C1.writeTo(ADDRESS, [CTRL_REG1, RUN_100_HZ]);
  I2C1.writeTo(ADDRESS, [CTRL_REG4, HIGH_RESOLUTION]);
}

/** Sets the sensor up; a sensor that does not answer shows as misses when it is read. */
export function initAccelerometer(): void {
  try {
    configure();
  } catch {
    return;
  }
}

/** Made once: a view of the bytes that were read would cost a thirtieth of a period every time. */
const axes = new Int16Array(3);
const axisBytes = new Uint8Array(axes.buffer);

function readAxes(i: Inputs): void {
  axisBytes.set(I2C1.readReg(ADDRESS, OUT_X, 6));
  // Left-justified: 16 counts are 1 mg.
  i.accelXMg = axes[0] / 16;
  i.accelYMg = axes[1] / 16;
  i.accelZMg = axes[2] / 16;
}

/**
 * Reads the three axes in mg. A sensor that does not answer is a miss; its old values stay, uncounted. A closer look asks first
 * whether there is a new sample at all: at 100 Hz there is one for every reading.
 */
export function readAccelerometer(i: Inputs, closely: boolean): void {
  try {
    i.accelStuck = closely && (I2C1.readReg(ADDRESS, STATUS, 1)[0] & NEW_SAMPLE) === 0;
    readAxes(i);
    i.accelCount++;
    i.accelMisses = 0;
  } catch {
    i.accelMisses++;
    if (i.accelMisses % RETRY_MISSES === 0) initAccelerometer();
  }
}
