/** What arrives over the line to a console. There is no console yet: nothing that arrives may have any effect. */
import { runtime, variant, type FaultRow } from './row.ts';

const ALWAYS = ['idle', 'arming', 'raising', 'holding', 'returning', 'paused', 'halted', 'coming down'] as const;

export const CONSOLE: readonly FaultRow[] = [
  {
    id: 'F103',
    name: 'Meaningless bytes and damaged frames',
    reaction: 'none',
    boundMs: 0,
    atRest: 'none',
    detectors: [],
    variants: [
      variant('100 bytes', runtime('usbFlood', 100)),
      variant('frame', runtime('usbInput', 1, '{"cmd":"set","angleCapDeg":90}')),
    ],
    moments: ALWAYS,
  },
  {
    id: 'F104',
    name: 'Flood of 10 kB a second',
    reaction: 'none',
    boundMs: 0,
    atRest: 'none',
    detectors: [],
    variants: [variant('2 s', runtime('usbFlood', 20_000))],
    moments: ALWAYS,
  },
  {
    id: 'F108',
    name: 'Code and control characters',
    reaction: 'none',
    boundMs: 0,
    atRest: 'none',
    detectors: [],
    variants: ['\u0003', '\u0003\u0003E.reboot()\n', 'clearInterval()\n', 'reset()\n', 'D1.set()\n', '\u001b[A\n'].map(
      (text) => variant(JSON.stringify(text), runtime('usbInput', 1, text)),
    ),
    moments: ALWAYS,
  },
];
