/** The calibration of the angle as a list of acts, and the mistakes that technicians make with it. */
import type { Injection } from '../contract.ts';

/** One act at the board with its console. */
export type AngleAct =
  | { readonly act: 'begin'; readonly strapKg: number }
  /** Holds START, or LOWER for flat, until the board is there. */
  | { readonly act: 'move'; readonly toDeg: number }
  | { readonly act: 'look' }
  /** Types what the inclinometer shows, altered. */
  | { readonly act: 'type'; readonly alter: (trueDeg: number) => number; readonly step: number }
  | { readonly act: 'disturb'; readonly part: string; readonly property: string; readonly injection: Injection }
  /** Turns the crank by so much travel. */
  | { readonly act: 'crank'; readonly byMm: number }
  /** Holds START on the way up, and presses PANIC on the way. */
  | { readonly act: 'panicOnTheWay'; readonly toDeg: number }
  | { readonly act: 'leave' | 'keyBack' | 'accept' };

/** The board with the technician beside it. Every act gives the name of its refusal, `none` when it was accepted. */
export interface AngleDesk {
  perform(act: AngleAct): Promise<string>;
}

export interface AngleMistake {
  readonly name: string;
  readonly refusals: readonly string[];
  readonly acts: readonly AngleAct[];
  /** Who lies on the board, in kg; nobody. */
  readonly onBoardKg?: number;
  /** The device as a scenario describes it: calibrated and tested today. */
  readonly device?: { readonly calibrated?: boolean; readonly panicTested?: boolean };
}

/** Flat, two references, flat: number of the angle among them. */
const PLACES_DEG = [0, 15, 35, 0];

function asRead(trueDeg: number): number {
  return Math.round(trueDeg * 10) / 10;
}

function place(toDeg: number, step: number): AngleAct[] {
  const read: AngleAct[] = [{ act: 'look' }, { act: 'type', alter: asRead, step }];
  return step === 0 ? read : [{ act: 'move', toDeg }, ...read];
}

/** The whole procedure without a mistake. */
export function angleProcedure(placesDeg: readonly number[] = PLACES_DEG, strapKg = 0): AngleAct[] {
  return [{ act: 'begin', strapKg }, ...placesDeg.flatMap(place), { act: 'accept' }];
}

/** The procedure with the typing of one angle done otherwise. */
function typed(step: number, change: (usual: AngleAct) => readonly AngleAct[]): AngleAct[] {
  return angleProcedure().flatMap((act) => (act.act === 'type' && act.step === step ? change(act) : [act]));
}

function types(step: number, alter: (trueDeg: number) => number): AngleAct[] {
  return typed(step, () => [{ act: 'type', alter, step }]);
}

function disturb(part: string, property: string, injection: Injection): AngleAct {
  return { act: 'disturb', part, property, injection };
}

/** Something is wrong from the beginning. */
function faulty(part: string, property: string, injection: Injection): AngleAct[] {
  return [disturb(part, property, injection), ...angleProcedure()];
}

/** Something happens before the board is moved to a place. */
function onTheWay(step: number, ...acts: readonly AngleAct[]): AngleAct[] {
  let moves = 0;
  return angleProcedure().flatMap((act) => {
    if (act.act === 'move') moves += 1;
    return act.act === 'move' && moves === step ? [...acts, act] : [act];
  });
}

/** Rise over run, as some inclinometers show it. */
function percent(trueDeg: number): number {
  return asRead(100 * Math.tan((trueDeg * Math.PI) / 180));
}

export const ANGLE_MISTAKES: readonly AngleMistake[] = [
  {
    name: 'begins without a load cell that is calibrated',
    refusals: ['noLoadCell'],
    device: { calibrated: false },
    acts: angleProcedure(),
  },
  {
    name: 'has not tested panic today',
    refusals: ['panicUntested'],
    device: { panicTested: false },
    acts: angleProcedure(),
  },
  {
    name: 'types before the device has looked',
    refusals: ['outOfOrder'],
    acts: angleProcedure().filter(({ act }) => act !== 'look'),
  },
  { name: 'stands the frame on a slope', refusals: ['notLevel'], acts: types(0, (deg) => deg + 1.2) },
  {
    name: 'screwed the tilt sensor on 8 degrees askew',
    refusals: ['misplaced'],
    acts: faulty('accelerometer', 'angle', { as: 'offset', value: 8 }),
  },
  {
    name: 'hung the actuator 7 mm too low',
    refusals: ['misplaced'],
    acts: faulty('travelSensor', 'travel', { as: 'offset', value: -7 }),
  },
  { name: 'types the wrong angle', refusals: ['wrongReference'], acts: types(1, () => 25) },
  { name: 'reads the inclinometer in percent', refusals: ['wrongReference'], acts: types(1, percent) },
  {
    name: 'swaps the references: types the second at the first',
    refusals: ['wrongReference'],
    acts: types(1, () => 35),
  },
  {
    name: 'swaps the references: goes to the second first',
    refusals: ['outOfOrder'],
    acts: angleProcedure([0, 35, 15, 0]),
  },
  {
    name: 'stops at a first reference that is too low',
    refusals: ['spanTooSmall'],
    acts: angleProcedure([0, 6, 35, 0]),
  },
  {
    name: 'stops at a second reference that is too low',
    refusals: ['spanTooSmall'],
    acts: angleProcedure([0, 15, 24, 0]),
  },
  {
    name: 'turns the crank between reading and typing',
    refusals: ['boardMoved'],
    acts: typed(1, (usual) => [{ act: 'crank', byMm: 1.5 }, usual]),
  },
  {
    name: 'leaves somebody shaking the board',
    // While it moves, tilt and travel that part halt it.
    refusals: ['unstable', 'halted'],
    acts: onTheWay(1, disturb('accelerometer', 'angle', { as: 'noise', value: 0.8 })),
  },
  { name: 'lies on the board', refusals: ['strapLoaded'], onBoardKg: 80, acts: angleProcedure() },
  { name: 'names a mass and leaves the strap empty', refusals: ['strapLoaded'], acts: angleProcedure(PLACES_DEG, 20) },
  {
    name: 'has the cable of the load cell loose',
    refusals: ['strapLoaded'],
    acts: faulty('loadCell', 'dout', { as: 'stuck', value: 1 }),
  },
  {
    name: 'swapped the motor leads',
    refusals: ['wrongDirection'],
    acts: faulty('drive', 'direction', { as: 'bitflip', value: 0 }),
  },
  {
    name: 'swapped the motor leads after the first reference',
    refusals: ['wrongDirection'],
    acts: onTheWay(2, disturb('drive', 'direction', { as: 'bitflip', value: 0 })),
  },
  {
    name: 'mounted the tilt sensor the wrong way round',
    refusals: ['wrongDirection'],
    acts: faulty('accelerometer', 'x', { as: 'scale', value: -1 }),
  },
  {
    name: 'left the tilt sensor loose',
    refusals: ['tiltOff'],
    acts: onTheWay(1, disturb('accelerometer', 'angle', { as: 'offset', value: -1 })),
  },
  {
    name: 'hung the actuator in other holes',
    refusals: ['travelOff'],
    acts: faulty('travelSensor', 'travel', { as: 'scale', value: 0.965 }),
  },
  { name: 'presses PANIC on the way', refusals: ['halted'], acts: onTheWay(1, { act: 'panicOnTheWay', toDeg: 15 }) },
  {
    name: 'knocks the tilt sensor on the way down',
    refusals: ['zeroShifted'],
    acts: onTheWay(3, disturb('accelerometer', 'angle', { as: 'offset', value: 0.5 })),
  },
  { name: 'leaves half way', refusals: ['left'], acts: typed(2, () => [{ act: 'leave' }]) },
  { name: 'turns the key back half way up', refusals: ['left'], acts: typed(2, () => [{ act: 'keyBack' }]) },
];

/** Goes through the acts until one is refused. */
export async function workAngles(desk: AngleDesk, acts: readonly AngleAct[]): Promise<{ refusal: string; at: number }> {
  for (const [at, act] of acts.entries()) {
    const refusal = await desk.perform(act);
    if (refusal !== 'none') return { refusal, at };
  }
  return { refusal: 'none', at: acts.length };
}
