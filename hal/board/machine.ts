import type { Inputs, Outputs } from '../machine.ts';
import { initAccelerometer, readAccelerometer } from './accelerometer.ts';
import { driveOff, feedEnable, initDrive, writeDrive } from './drive.ts';
import { initLoadCell, readLoadCell, readLoadCellEarly, wakeLoadCell } from './loadcell.ts';
import { PINS } from './pins.ts';

/** Current sense of the bridge: 1 A per 8500 A of load into 1 kohm, 3.3 V full scale (BTS7960 class). */
const AMPS_PER_RATIO = (3.3 * 8500) / 1000;
/** Supply divider 10k/100k: 11 times 3.3 V full scale. */
const VOLTS_PER_RATIO = 3.3 * 11;
const WATCHDOG_S = 2;
/** The key puts 1.8 V on the pin (12 V through 39k/220k), else the divider pulls it to 0; 3.3 V full scale. */
const KEY_RATIO = 0.3;
const KEY_EVERY_TICKS = 10;
/** The flags of the interpreter are asked for this often. */
const FLAGS_EVERY_TICKS = 8;

const travelPin = new Pin(PINS.travel);
const currentPin = new Pin(PINS.current);
const supplyPin = new Pin(PINS.supply);
const keyPin = new Pin(PINS.keySense);
const dataPin = new Pin(PINS.loadCellData);
const panicPin = new Pin(PINS.panic);
const mirrorPin = new Pin(PINS.relayMirror);
/** Read in one call; the last pin is bit 0. */
const SWITCHES = [
  panicPin,
  mirrorPin,
  new Pin(PINS.start),
  new Pin(PINS.lower),
  new Pin(PINS.endLow),
  new Pin(PINS.endHigh),
  dataPin,
];

let panicSeen = false;
/** When panic was pressed, and how long after it the relay's mirror contact said that the drive has no power. */
let panicAtS = 0;
let opensMs = 0;
/** Contacts bounce; a press sooner than this after the last one is none. */
const BOUNCE_S = 1;
/** Switches as they were taken apart last. */
let switches = -1;
let flagsPending = false;
let flagTicks = 0;
let keyTicks = 0;
let lowMemory = false;
let eventsLost = false;

function onErrorFlags(): void {
  const flags = E.getErrorFlags();
  for (let k = 0; k < flags.length; k++) {
    const flag = flags[k];
    if (flag === 'LOW_MEMORY' || flag === 'MEMORY' || flag === 'MEMORY_BUSY') lowMemory = true;
    if (flag === 'FIFO_FULL') eventsLost = true;
  }
  flagsPending = true;
}

/** Pins, buses and sensors, with the drive off from the first statement. */
export function initMachine(): void {
  initDrive();
  for (let k = 0; k < SWITCHES.length; k++) pinMode(SWITCHES[k], 'input_pullup');
  // The watch only records: a tap shorter than a tick is not lost. The hardware has cut the drive already.
  setWatch(
    (event) => {
      panicSeen = true;
      if (event.time - panicAtS > BOUNCE_S) panicAtS = event.time;
    },
    panicPin,
    { repeat: true, edge: 'rising', debounce: 0 },
  );
  setWatch(
    (event) => {
      opensMs = (event.time - panicAtS) * 1000;
    },
    mirrorPin,
    { repeat: true, edge: 'falling', debounce: 0 },
  );
  initLoadCell();
  I2C1.setup({ sda: new Pin(PINS.i2cSda), scl: new Pin(PINS.i2cScl), bitrate: 400000 });
  initAccelerometer();
  E.on('errorFlag', onErrorFlags);
}

/** Starts the watchdog. Manual: the automatic one is fed by the idle loop and would not see a dead tick. */
export function startWatchdog(): void {
  E.enableWatchdog(WATCHDOG_S, false);
}

function decodeSwitches(i: Inputs, bits: number): void {
  switches = bits;
  i.panic = (bits & 64) !== 0;
  i.relayOpen = (bits & 32) === 0;
  i.opensMs = opensMs;
  i.start = (bits & 16) === 0;
  i.lower = (bits & 8) === 0;
  i.endLow = (bits & 4) !== 0;
  i.endHigh = (bits & 2) !== 0;
}

/** A tap of panic shorter than a tick: seen for one tick, then the line is looked at anew. */
function takePanicTap(i: Inputs): void {
  panicSeen = false;
  i.panic = true;
  switches = -1;
}

function takeErrorFlags(i: Inputs): void {
  i.lowMemory = lowMemory;
  i.eventsLost = eventsLost;
  flagsPending = lowMemory || eventsLost;
  lowMemory = false;
  eventsLost = false;
}

/**
 * Reads what the drive depends on into `i`. Most switches rest most of the time, so their bits are taken apart only when
 * one has changed.
 */
export function readMachine(i: Inputs): void {
  const bits = digitalRead(SWITCHES);
  if (bits !== switches) decodeSwitches(i, bits);
  if (panicSeen) takePanicTap(i);
  i.travelRatio = analogRead(travelPin);
  i.currentA = analogRead(currentPin) * AMPS_PER_RATIO;
  // The line was looked at with the switches. In both halves: a word is never older than one, so that no reading meets the end
  // of the next conversion, and a converter that is eight times too quick shows.
  if ((bits & 1) === 0) readLoadCellEarly(i);
}

/**
 * Reads the rest into `i`, in the other half of the period: the load cell when it has a word, the tilt when asked for, and
 * with a closer look when it is in doubt.
 */
export function readSensors(i: Inputs, withTilt: boolean, closely: boolean): void {
  wakeLoadCell();
  if (digitalRead(dataPin) === 0) readLoadCell(i);
  i.supplyV = analogRead(supplyPin) * VOLTS_PER_RATIO;
  if (withTilt || closely) readAccelerometer(i, closely);
  // Low memory is flagged without an event.
  flagTicks++;
  if (flagTicks % FLAGS_EVERY_TICKS === 0) onErrorFlags();
  if (flagsPending) takeErrorFlags(i);
}

/** A word that is ready already. Only in the service, where the rate of the converter is judged. */
export function readAgain(i: Inputs): void {
  if (digitalRead(dataPin) === 0) readLoadCell(i);
}

/** The key matters only at flat with the drive off, and is slow: it is read where time is to spare. */
export function readKey(i: Inputs): void {
  keyTicks++;
  if (keyTicks % KEY_EVERY_TICKS === 0) i.key = analogRead(keyPin) > KEY_RATIO;
}

/** Writes the drive. */
export function writeMachine(o: Outputs): void {
  writeDrive(o);
}

/** Last act of a tick in which every stage ran. */
export function feed(): void {
  feedEnable();
  E.kickWatchdog();
}

/** The answer to an exception: power off now, and no feeding. */
export function makeSafe(): void {
  driveOff();
}
