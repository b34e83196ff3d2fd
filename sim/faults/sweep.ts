/**
 * Every property of every part, broken in every way that it can be. No list is complete, so what nobody thought of is played
 * too: nothing is asked of these runs but the invariants, and that the device survives.
 */
import type { PartSpec, PropertySpec } from '../contract.ts';
import { catalogueOfParts } from '../parts-catalogue.ts';
import { RUNTIME_PART } from '../scenario/runtime-faults.ts';
import { broken, variant, type Excuse, type FaultRow, type Variant } from './row.ts';

type Way = Parameters<typeof broken>[2];

/** Ways with a value, as shares of a property's range where they have its unit. */
const SHARES: readonly (readonly [as: Way, share: number])[] = [
  ['stuck', 0],
  ['stuck', 0.5],
  ['stuck', 1],
];
const SPREADS: readonly (readonly [as: Way, share: number])[] = [
  ['offset', 0.02],
  ['offset', -0.02],
  ['offset', 0.2],
  ['offset', -0.2],
  ['noise', 0.01],
  ['noise', 0.1],
];
const PLAIN: readonly (readonly [as: Way, value: number])[] = [
  ['scale', 0.5],
  ['scale', 1.5],
  ['scale', -1],
  ['delay', 150],
  ['delay', 2000],
  ['bitflip', 4],
  ['bitflip', 14],
];
const BIT_WAYS: readonly (readonly [as: Way, value: number])[] = [
  ['stuck', 0],
  ['stuck', 1],
  ['noise', 0.02],
  ['noise', 0.5],
  ['delay', 150],
  ['delay', 2000],
  ['bitflip', 0],
];
/** Lines of a bus and of a converter know two ways only. */
const WIRES = ['sck', 'sda', 'scl'];
const RATE_WAYS: readonly Way[] = ['stuck', 'scale', 'offset'];

/** What the mechanics cannot but do. */
const EXCUSES: Readonly<Record<string, readonly Excuse[]>> = {
  linkage: [
    { invariant: 'speedLimit', why: 'a screw that gives way is held by nothing' },
    { invariant: 'angleLimit', why: 'a screw that climbs by itself is stopped by the end stop alone' },
  ],
  drive: [
    { invariant: 'speedLimit', why: 'full voltage on the motor is faster than the limit until the relay has opened' },
  ],
  relay: [{ invariant: 'bootKeepsPowerOff', why: 'a welded contact feeds the bridge whatever the device does' }],
};

function inRange(spec: PropertySpec, share: number): number {
  return Number((spec.min + share * (spec.max - spec.min)).toFixed(4));
}

function waysOf(part: string, spec: PropertySpec): Variant[] {
  const make = (as: Way, value?: number): Variant =>
    variant(value === undefined ? `${as}` : `${as} ${value}`, broken(part, spec.name, as, value));
  if (WIRES.includes(spec.name)) return [make('open'), make('stuck', 0), make('stuck', 1)];
  if (spec.unit === 'bit') return [make('open'), make('freeze'), ...BIT_WAYS.map(([as, value]) => make(as, value))];
  const range = spec.max - spec.min;
  const all = [
    ...(spec.name === 'rate' ? [] : [make('open'), make('freeze')]),
    ...SHARES.map(([as, share]) => make(as, inRange(spec, share))),
    ...SPREADS.map(([as, share]) => make(as, Number((share * range).toFixed(4)))),
    ...PLAIN.map(([as, value]) => make(as, value)),
  ];
  return spec.name === 'rate' ? all.filter(({ steps }) => RATE_WAYS.includes(steps[0]?.inject?.as)) : all;
}

function rowsOf(part: PartSpec): FaultRow[] {
  return part.properties.map((spec) => ({
    id: `sweep:${part.name}.${spec.name}`,
    name: `${part.name} ${spec.name}, in every way`,
    reaction: 'safe',
    boundMs: 0,
    atRest: 'safe',
    detectors: [],
    variants: waysOf(part.name, spec),
    lowering: 'either',
    excuses: EXCUSES[part.name] ?? [],
  }));
}

/** One row per property. */
export const SWEEP: readonly FaultRow[] = catalogueOfParts()
  .filter(({ name }) => name !== RUNTIME_PART)
  .flatMap(rowsOf);
