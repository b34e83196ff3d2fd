/** Faults of the controller itself that a scenario can inject: what the `runtime` part of the catalogue offers. */
import type { PartSpec } from '../contract.ts';

export const RUNTIME_PART = 'runtime';

export const RUNTIME_FAULTS = [
  'throw',
  'stall',
  'powerCut',
  'reset',
  'lowMemory',
  'outOfMemory',
  'eventOverflow',
  'loseTimer',
  'clockRate',
  'flashErrors',
  'cutAfterWords',
  'bitRot',
  'wornByte',
  'clockJump',
  'memoryFlip',
  'memoryNaN',
  'usbInput',
  'usbFlood',
] as const;

/** Faults that need the program's variables at hand. */
export const MEMORY_FAULTS: readonly string[] = ['memoryFlip', 'memoryNaN'];

export type RuntimeFault = (typeof RUNTIME_FAULTS)[number];

/** As `incline list parts` shows it; each property is a fault that `as` names. */
export const RUNTIME_SPEC: PartSpec = {
  name: RUNTIME_PART,
  help: 'The controller itself. Each property is a way of injection of its own: { "part": "runtime", "as": "stall", "value": 200 }.',
  pins: {},
  properties: [
    {
      name: 'throw',
      unit: '1',
      min: 1,
      max: 1000,
      help: 'The next native call named by `at` throws, as often as the value says; `read`, `write` and `feed` name stages of the control period; with `any` it is the call whose number from now on the value says.',
    },
    {
      name: 'stall',
      unit: 'ms',
      min: 1,
      max: 3_600_000,
      help: 'The next callback takes so much longer; 200 without a value.',
    },
    {
      name: 'powerCut',
      unit: 'ms',
      min: 1,
      max: 3_600_000,
      help: 'Supply of the whole device gone, for so long; 1000 without a value.',
    },
    { name: 'reset', unit: '1', min: 0, max: 1, help: 'The chip resets and boots again.' },
    { name: 'lowMemory', unit: '1', min: 0, max: 1, help: 'The interpreter flags that memory runs low.' },
    {
      name: 'outOfMemory',
      unit: '1',
      min: 0,
      max: 1,
      help: 'The next callback runs out of memory and its timer is removed.',
    },
    { name: 'eventOverflow', unit: '1', min: 0, max: 1, help: 'The input queue overflows and drops events.' },
    { name: 'loseTimer', unit: '1', min: 0, max: 1, help: 'The first interval, the control timer, vanishes.' },
    { name: 'clockRate', unit: '1', min: 0.95, max: 1.05, help: "Rate of the chip's clock against true time." },
    {
      name: 'flashErrors',
      unit: '1',
      min: 1,
      max: 1000,
      help: 'So many of the next flash writes fail and write nothing.',
    },
    {
      name: 'cutAfterWords',
      unit: '1',
      min: 0,
      max: 100_000,
      help: 'Power fails for a second after so many further words of flash were written.',
    },
    {
      name: 'bitRot',
      unit: '1',
      min: 0,
      max: 8_388_607,
      help: 'One bit of the flash turns over: its address times 8 plus the number of the bit.',
    },
    {
      name: 'wornByte',
      unit: '1',
      min: 0,
      max: 1_048_575,
      help: 'The byte of flash at this address is worn: every erase from now on leaves it at 0.',
    },
    {
      name: 'clockJump',
      unit: 'ms',
      min: -1e9,
      max: 1e9,
      help: 'The time that the program reads jumps by so much; timers go on.',
    },
    {
      name: 'memoryFlip',
      unit: '1',
      min: 0,
      max: 1e9,
      help: "One bit of the program's variables turns over: number of the variable times 64 plus the bit; engine node only.",
    },
    {
      name: 'memoryNaN',
      unit: '1',
      min: 0,
      max: 1e9,
      help: "One of the program's variables, by its number, becomes no number; engine node only.",
    },
    { name: 'usbInput', unit: '1', min: 0, max: 1, help: 'The text in `at` arrives over USB.' },
    {
      name: 'usbFlood',
      unit: '1',
      min: 1,
      max: 1_000_000,
      help: 'So many meaningless bytes arrive over USB, ten in a millisecond.',
    },
  ],
};
