/** Faults of the supply, resets and power cuts. */
import { broken, only, runtime, variant, type FaultRow } from './row.ts';

const supply = (property: string, as: Parameters<typeof broken>[2], value?: number, more = {}) =>
  broken('supply', property, as, value, more);

export const POWER: readonly FaultRow[] = [
  {
    id: 'F055',
    name: 'Supply dips for 20 ms',
    reaction: 'none',
    boundMs: 0,
    atRest: 'none',
    detectors: [],
    variants: [12, 6].map((volts) => variant(`to ${volts} V`, supply('voltage', 'stuck', volts, { forMs: 20 }))),
  },
  {
    id: 'F056',
    name: 'Brown-out reset',
    reaction: 'halt',
    boundMs: 0,
    atRest: 'safe',
    detectors: [],
    variants: only(runtime('reset')),
  },
  {
    id: 'F057',
    name: 'Power fails and returns',
    reaction: 'halt',
    boundMs: 0,
    atRest: 'safe',
    detectors: [],
    variants: [300, 3000].map((ms) => variant(`${ms} ms`, runtime('powerCut', ms))),
  },
  {
    id: 'F057b',
    name: 'Power returns with the board tilted: nothing moves until somebody lowers it',
    reaction: 'halt',
    boundMs: 0,
    atRest: 'safe',
    detectors: ['powerReturnedTilted'],
    variants: [variant('reset', runtime('reset')), variant('power', runtime('powerCut', 1000))],
    moments: ['holding', 'paused', 'coming down'],
  },
  {
    id: 'F058',
    name: 'Supply low',
    reaction: 'return',
    boundMs: 2000,
    atRest: 'refuse',
    detectors: ['supplyLow'],
    variants: [14.5, 13].map((volts) => variant(`${volts} V`, supply('voltage', 'stuck', volts))),
    lowering: 'either',
    orHalt: true,
  },
  {
    id: 'F059',
    name: 'Supply 20 % too high',
    reaction: 'halt',
    boundMs: 200,
    atRest: 'refuse',
    detectors: ['supplyHigh'],
    variants: [29, 34].map((volts) => variant(`${volts} V`, supply('voltage', 'stuck', volts))),
  },
  {
    id: 'F060',
    name: 'Three resets within ten minutes',
    reaction: 'safe',
    boundMs: 0,
    atRest: 'refuse',
    detectors: ['resetLoop'],
    variants: [
      variant(
        'resets',
        runtime('reset'),
        { ...runtime('reset'), afterMs: 2500 },
        { ...runtime('reset'), afterMs: 5000 },
      ),
    ],
    moments: ['idle'],
  },
];
