/** Mistakes that technicians make and faults that they meet, each with the reason that the device must give. */
import { procedure, type Act, type Take, type When } from './procedure.ts';
import type { Injection } from '../contract.ts';

export interface Mistake {
  readonly name: string;
  readonly refusals: readonly string[];
  /** Before the device is warm. */
  readonly cold?: boolean;
  readonly acts: readonly Act[];
}

/** A pound in kilograms. */
const POUND_KG = 0.45359237;

/** The procedure with its nth reading of a kind done otherwise. */
function otherwise(when: When, nth: number, change: (take: Take) => readonly Act[]): Act[] {
  let seen = 0;
  return procedure().flatMap((act) => {
    if (act.act !== 'take' || act.when !== when) return [act];
    seen += 1;
    return seen === nth ? change(act) : [act];
  });
}

function hangs(when: When, nth: number, hangsKg: number): Act[] {
  return otherwise(when, nth, (take) => [{ ...take, hangsKg }]);
}

function says(when: When, nth: number, saysKg: number): Act[] {
  return otherwise(when, nth, (take) => [{ ...take, saysKg }]);
}

/** Something happens to the cell before a reading. */
function disturbed(when: When, nth: number, property: string, injection: Injection): Act[] {
  return otherwise(when, nth, (take) => [{ act: 'disturb', property, injection }, take]);
}

/** Something is wrong with the cell from the beginning. */
function faulty(property: string, injection: Injection): Act[] {
  return [{ act: 'disturb', property, injection }, ...procedure()];
}

/** The masses are marked in pounds and are taken for kilograms, or the other way round. */
function inOtherUnits(kgOfOne: number): Act[] {
  return procedure().map((act) => (act.act === 'take' ? { ...act, hangsKg: act.saysKg * kgOfOne } : act));
}

function both(massKg: number): (take: Take) => readonly Act[] {
  return (take) => [{ ...take, hangsKg: massKg, saysKg: massKg }];
}

/** One mass is lighter than it says, wherever it is used. */
function lighter(massKg: number, byKg: number): Act[] {
  return procedure().map((act) =>
    act.act === 'take' && act.saysKg === massKg ? { ...act, hangsKg: massKg - byKg } : act,
  );
}

export const MISTAKES: readonly Mistake[] = [
  { name: 'begins with a cold cell', refusals: ['cold'], cold: true, acts: procedure() },
  { name: 'leaves 15 kg hanging for the tare', refusals: ['notEmpty'], acts: hangs('tare', 1, 15) },
  { name: 'hangs 10 kg for 20 kg', refusals: ['notLoaded'], acts: hangs('up', 3, 10) },
  { name: 'hangs 25 kg for 20 kg', refusals: ['wrongMass'], acts: hangs('up', 3, 25) },
  { name: 'takes pounds for kilograms', refusals: ['wrongMass'], acts: inOtherUnits(POUND_KG) },
  { name: 'takes kilograms for pounds', refusals: ['wrongMass'], acts: inOtherUnits(1 / POUND_KG) },
  { name: 'types 11 for a mass of 5 kg', refusals: ['wrongMass'], acts: says('up', 1, 11) },
  { name: 'swapped the signal wires', refusals: ['wrongSign'], acts: faulty('signal', { as: 'scale', value: -1 }) },
  { name: 'forgets to hang the mass', refusals: ['notLoaded'], acts: hangs('up', 1, 0) },
  {
    name: 'lets the load swing',
    refusals: ['unstable'],
    acts: disturbed('up', 2, 'zero', { as: 'noise', value: 2 }),
  },
  {
    name: 'leans on the load: it settles slowly',
    refusals: ['unstable'],
    acts: disturbed('up', 4, 'drift', { as: 'stuck', value: 0.3 }),
  },
  {
    name: 'moved the load on the hook between the readings',
    refusals: ['pointsUnequal'],
    acts: disturbed('down', 1, 'zero', { as: 'offset', value: 1.5 }),
  },
  { name: 'hangs another mass on the way down', refusals: ['wrongMass'], acts: hangs('down', 2, 25) },
  {
    name: 'has the converter cable loose',
    refusals: ['noWords'],
    acts: disturbed('up', 2, 'dout', { as: 'stuck', value: 1 }),
  },
  {
    name: 'has a signal wire loose',
    refusals: ['unstable', 'saturated'],
    acts: disturbed('up', 2, 'signal', { as: 'open' }),
  },
  {
    name: 'has a cell that stands at the end of its range',
    refusals: ['saturated'],
    acts: faulty('signal', { as: 'stuck', value: 5 }),
  },
  { name: 'left the rate strap at 80', refusals: ['rateWrong'], acts: faulty('rate', { as: 'stuck', value: 80 }) },
  { name: 'stops after three masses', refusals: ['tooFewPoints'], acts: procedure([10, 20, 30], 25) },
  { name: 'has light masses only', refusals: ['spanTooSmall'], acts: procedure([2, 4, 6, 8, 10, 12], 5) },
  { name: 'hangs the same mass twice', refusals: ['massesTooClose'], acts: otherwise('up', 2, both(5)) },
  { name: 'leaves out a mass on the way down', refusals: ['outOfOrder'], acts: otherwise('down', 2, () => []) },
  {
    name: 'knocks the cell before the last zero',
    refusals: ['zeroShifted'],
    acts: disturbed('zero', 1, 'zero', { as: 'offset', value: 1 }),
  },
  { name: 'leaves a kilogram hanging for the zero', refusals: ['zeroShifted'], acts: hangs('zero', 1, 1) },
  { name: 'uses a mass that is 80 g too light', refusals: ['notLinear'], acts: lighter(20, 0.08) },
  { name: 'verifies with a mass that was used', refusals: ['massUsed'], acts: otherwise('verify', 1, both(20)) },
  { name: 'verifies with the wrong mass', refusals: ['wrongMass'], acts: hangs('verify', 1, 15) },
  { name: 'verifies with a worn mass', refusals: ['verificationFailed'], acts: hangs('verify', 1, 24.9) },
  { name: 'verifies with a light mass', refusals: ['massOutside'], acts: otherwise('verify', 1, both(3)) },
  {
    name: 'mounted a cell of 3 mV/V',
    refusals: ['wrongMass'],
    acts: faulty('sensitivity', { as: 'stuck', value: 3 }),
  },
  {
    name: 'has a shield that is not connected',
    refusals: ['noisy'],
    acts: faulty('signal', { as: 'noise', value: 1e-4 }),
  },
  { name: 'has a converter that hangs', refusals: ['frozen'], acts: faulty('counts', { as: 'freeze' }) },
  {
    name: 'has a bent cell',
    refusals: ['pointsUnequal', 'notLinear'],
    acts: faulty('hysteresis', { as: 'stuck', value: 0.01 }),
  },
  { name: 'leaves half way', refusals: ['left'], acts: otherwise('up', 4, () => [{ act: 'leave' }]) },
  { name: 'turns the key back half way', refusals: ['left'], acts: otherwise('down', 2, () => [{ act: 'keyBack' }]) },
];
