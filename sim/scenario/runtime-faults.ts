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
] as const;

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
      help: 'The next native call named by `at` throws, as often as the value says; `read`, `write` and `feed` name stages of the control period.',
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
      help: 'Power fails after so many further words of flash were written.',
    },
  ],
};
