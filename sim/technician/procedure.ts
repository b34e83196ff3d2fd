/** The calibration of the load cell as a list of acts: what the technician hangs, says and does, and what goes wrong. */
import { GRAVITY_M_PER_S2 } from '../../firmware/limits.ts';
import type { Injection } from '../contract.ts';

/** One act. What hangs and what is said differ when the technician errs. */
export type Act =
  | { readonly act: 'begin' }
  | { readonly act: 'take'; readonly hangsKg: number; readonly saysKg: number; readonly when: When }
  | { readonly act: 'disturb'; readonly property: string; readonly injection: Injection }
  | { readonly act: 'mend'; readonly property: string }
  | { readonly act: 'leave' }
  | { readonly act: 'keyBack' }
  | { readonly act: 'accept' };

/** Which reading of the procedure it is. */
export type When = 'tare' | 'up' | 'down' | 'zero' | 'repeat' | 'verify';

export type Take = Extract<Act, { act: 'take' }>;

/** The desk at which the technician works: the device with its cell, by whatever way. */
export interface Desk {
  /** Lets time pass until the device is warm. */
  warmUp(): Promise<void>;
  hang(forceN: number): Promise<void>;
  disturb(property: string, injection: Injection): void;
  mend(property: string): void;
  /** Name of the refusal; `none` when the step was accepted. */
  begin(): Promise<string>;
  take(massKg: number): Promise<string>;
  accept(): Promise<string>;
  leave(): Promise<string>;
  /** Turns the service key back. */
  keyBack(): Promise<string>;
}

/** Masses of a small workshop, and the one kept for the verification. */
export const MASSES_KG: readonly number[] = [5, 10, 20, 30, 40];
export const VERIFY_KG = 25;

export function forceOf(massKg: number): number {
  return massKg * GRAVITY_M_PER_S2;
}

function take(when: When, massKg: number): Take {
  return { act: 'take', hangsKg: massKg, saysKg: massKg, when };
}

/** The whole procedure without a mistake. */
export function procedure(massesKg: readonly number[] = MASSES_KG, verifyKg = VERIFY_KG): Act[] {
  const heaviest = massesKg[massesKg.length - 1] ?? 0;
  const down = massesKg.slice(0, -1).reverse();
  return [
    { act: 'begin' },
    take('tare', 0),
    ...massesKg.map((kg) => take('up', kg)),
    ...down.map((kg) => take('down', kg)),
    take('zero', 0),
    ...[heaviest, 0, heaviest, 0].map((kg) => take('repeat', kg)),
    take('verify', verifyKg),
    { act: 'accept' },
  ];
}

/** How a procedure ended: refused at an act, or accepted. */
export interface Outcome {
  readonly refusal: string;
  /** Number of the act, from 0. */
  readonly at: number;
}

async function perform(desk: Desk, act: Act): Promise<string> {
  switch (act.act) {
    case 'begin':
      return desk.begin();
    case 'take':
      await desk.hang(forceOf(act.hangsKg));
      return desk.take(act.saysKg);
    case 'disturb':
      desk.disturb(act.property, act.injection);
      return 'none';
    case 'mend':
      desk.mend(act.property);
      return 'none';
    case 'leave':
      return desk.leave();
    case 'keyBack':
      return desk.keyBack();
    case 'accept':
      return desk.accept();
  }
}

/** Goes through the acts until one is refused, as a person does who follows the device. */
export async function work(desk: Desk, acts: readonly Act[]): Promise<Outcome> {
  for (const [at, act] of acts.entries()) {
    const refusal = await perform(desk, act);
    if (refusal !== 'none') return { refusal, at };
  }
  return { refusal: 'none', at: acts.length };
}
