/** The hands at the simulated bench: they hang masses, turn the key and press what is asked for. */
import { forceOf } from './procedure.ts';
import type { SimulatedPort } from './simulated-port.ts';

/** A simulated board is warm and has been idle for a while. */
export const WARM_MS = 301_000;
/** The key is looked at once a second. */
const KEY_SEEN_MS = 1500;
const HELD_MS = 800;

const PRESS_MS = 200;
const THIRD_BEEP_MS = 2000;
const US_PER_MS = 1000;

/** An act by its name; a mass goes with `hang`, a button with `hold` and `letGo`. */
export interface HandAct {
  readonly act: string;
  readonly massKg?: number;
  readonly button?: 'start' | 'lower';
}

/** Does an act, and lets the time pass that it takes. */
export async function doAct(port: SimulatedPort, { act, massKg, button }: HandAct): Promise<void> {
  // A hand that holds a button begins once the console is heard.
  if (act === 'hold') return later(port, HELD_MS, () => port.press(button!, true));
  if (act === 'countdown') await countdown(port, button!);
  else if (act === 'hang') port.hang(forceOf(massKg ?? 0));
  else if (act === 'key') port.press('key', true);
  // A strap that is free holds no mass of a calibration before.
  else if (act === 'ready') port.mend('force');
  else if (act === 'panic') port.press('panic', true);
  else if (act === 'release') port.press('panic', false);
  else if (act === 'letGo') port.press(button!, false);
  else if (act === 'lower' || act === 'start') {
    port.press(act, true);
    later(port, KEY_SEEN_MS + HELD_MS, () => port.press(act, false));
  }
  await port.wait(act === 'key' ? KEY_SEEN_MS : HELD_MS);
}

function later(port: SimulatedPort, ms: number, act: () => void): void {
  port.chip.at(port.chip.nowUs + ms * US_PER_MS, act);
}

/** What the inclinometer of the bench shows: tenths of a degree. */
export function readInclinometer(port: SimulatedPort): number {
  return Math.round(port.rig.truth().angleDeg * 10) / 10 + 0;
}

/** A button for a moment, and PANIC when the third beep sounds, or the test has closed the relay. */
async function countdown(port: SimulatedPort, button: 'start' | 'lower'): Promise<void> {
  port.press(button, true);
  await port.wait(PRESS_MS);
  port.press(button, false);
  await port.wait(THIRD_BEEP_MS);
  port.press('panic', true);
}
