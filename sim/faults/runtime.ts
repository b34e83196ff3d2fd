/** Faults of the controller: late, dead, out of memory, wrong bits. */
import { CALL_NAMES } from '../../hal/virtual/costs.ts';
import { BITS_PER_CELL } from '../memory.ts';
import { broken, count, only, runtime, variant, type FaultRow } from './row.ts';

/** The pulse-fed enable falls so long after its last pulse, and the relay opens. */
const ENABLE_MS = 160;
/** Calls that a tick makes; others are made at boot alone. */
const TICK_CALLS = CALL_NAMES.filter((name) =>
  [
    'digitalWrite',
    'digitalRead',
    'digitalPulse',
    'analogRead',
    'analogWrite',
    'getTime',
    'i2cReadReg',
    'i2cWrite',
    'spiSend',
    'usbWrite',
    'kickWatchdog',
    'graphics',
  ].includes(name),
);
/** More variables than the program has; numbers beyond the last are counted from the first again. */
const CELLS = 1021;
/** Steps through cells and bits that meet all of them, because they have no common divisor with their number. */
const CELL_STEP = 389;
const BIT_STEP = 29;
const FLIPS = 600;

export const RUNTIME: readonly FaultRow[] = [
  {
    id: 'F062',
    name: 'Main loop blocked for 100 ms',
    reaction: 'safe',
    boundMs: 0,
    atRest: 'safe',
    detectors: [],
    variants: only(runtime('stall', 100)),
  },
  {
    id: 'F062b',
    name: 'Main loop blocked for three ticks',
    reaction: 'halt',
    boundMs: ENABLE_MS,
    atRest: 'safe',
    detectors: ['tickLate'],
    variants: [300, 700].map((ms) => variant(`${ms} ms`, runtime('stall', ms))),
    moments: ['raising', 'holding', 'returning', 'coming down'],
    stopsLowering: true,
  },
  {
    id: 'F063',
    name: 'Main loop blocked for ever',
    reaction: 'halt',
    boundMs: ENABLE_MS,
    atRest: 'safe',
    detectors: [],
    variants: only(runtime('stall', 60_000)),
    moments: ['raising', 'holding', 'returning', 'coming down', 'arming'],
    stopsLowering: true,
  },
  {
    id: 'F064',
    name: 'Exception in any stage',
    reaction: 'halt',
    boundMs: 100,
    atRest: 'safe',
    detectors: ['exception', 'accelAbsent'],
    variants: ['analogRead', 'digitalRead', 'kickWatchdog'].map((call) => variant(call, runtime('throw', 1, call))),
    moments: ['arming', 'raising', 'holding', 'returning', 'coming down'],
    stopsLowering: true,
  },
  {
    id: 'F064b',
    name: 'Any native call throws, once or often',
    reaction: 'safe',
    boundMs: 0,
    atRest: 'safe',
    detectors: [],
    variants: [
      ...TICK_CALLS.map((call) => variant(`${call} once`, runtime('throw', 1, call))),
      ...TICK_CALLS.map((call) => variant(`${call} for ever`, runtime('throw', 1000, call))),
      ...count(1, 40).map((number) => variant(`call ${number}`, runtime('throw', number, 'any'))),
    ],
    lowering: 'either',
  },
  {
    id: 'F065',
    name: 'Control interval removed',
    reaction: 'halt',
    boundMs: ENABLE_MS,
    atRest: 'safe',
    detectors: [],
    variants: only(runtime('loseTimer')),
    stopsLowering: true,
  },
  {
    id: 'F068',
    name: 'Clock runs 5 % wrong',
    reaction: 'safe',
    boundMs: 10_000,
    atRest: 'refuse',
    detectors: ['clockWrong', 'loadCellRate'],
    variants: [1.05, 0.95].map((rate) => variant(`${rate}`, runtime('clockRate', rate))),
    moments: ['booting', 'idle', 'raising', 'holding'],
  },
  {
    id: 'F068b',
    name: 'Clock jumps',
    reaction: 'safe',
    boundMs: 0,
    atRest: 'safe',
    detectors: [],
    variants: [150, 5000, 4_000_000, -40, -5000, -4_000_000].map((ms) => variant(`${ms} ms`, runtime('clockJump', ms))),
    stopsLowering: true,
  },
  {
    id: 'F071',
    name: 'Memory runs low',
    reaction: 'return',
    boundMs: 100,
    atRest: 'refuse',
    detectors: ['memory'],
    variants: only(runtime('lowMemory')),
    moments: ['idle', 'arming', 'raising', 'holding', 'returning', 'paused'],
  },
  {
    id: 'F071b',
    name: 'Out of memory: the callback dies and its timer is removed',
    reaction: 'halt',
    boundMs: 100 + ENABLE_MS,
    atRest: 'safe',
    detectors: [],
    variants: only(runtime('outOfMemory')),
    stopsLowering: true,
  },
  {
    id: 'F072',
    name: 'Garbage collection of 50 ms',
    reaction: 'none',
    boundMs: 0,
    atRest: 'none',
    detectors: [],
    variants: [
      variant('once', runtime('stall', 50)),
      variant('often', ...count(0, 9).map((n) => ({ ...runtime('stall', 50), afterMs: n * 310 }))),
    ],
  },
  {
    id: 'F073',
    name: 'Bit flip in the memory of the program',
    reaction: 'safe',
    boundMs: 100,
    atRest: 'safe',
    detectors: [],
    variants: count(1, FLIPS).map((n) => {
      const place = ((n * CELL_STEP) % CELLS) * BITS_PER_CELL + ((n * BIT_STEP) % 32);
      return variant(`place ${place}`, runtime('memoryFlip', place));
    }),
    lowering: 'either',
  },
  {
    id: 'F075',
    name: 'A variable becomes no number',
    reaction: 'safe',
    boundMs: 100,
    atRest: 'safe',
    detectors: ['notANumber', 'exception'],
    reachedWithin: 250,
    variants: count(1, FLIPS).map((n) =>
      variant(`variable ${(n * CELL_STEP) % CELLS}`, runtime('memoryNaN', (n * CELL_STEP) % CELLS)),
    ),
    excuses: [{ invariant: 'numbersAreFinite', why: 'what became no number may be told once, before the halt' }],
    lowering: 'either',
  },
  {
    id: 'X071',
    name: 'Input queue overflows',
    reaction: 'warn',
    boundMs: 200,
    atRest: 'none',
    detectors: ['eventsLost'],
    variants: only(runtime('eventOverflow')),
    moments: ['raising', 'holding', 'returning'],
  },
  {
    id: 'X072',
    name: 'Several resets in one session',
    reaction: 'halt',
    boundMs: 0,
    atRest: 'safe',
    detectors: [],
    variants: only(runtime('reset'), { ...runtime('reset'), afterMs: 700 }, broken('supply', 'voltage', 'scale', 0.9)),
    moments: ['raising', 'holding', 'returning', 'coming down'],
    stopsLowering: true,
  },
];
