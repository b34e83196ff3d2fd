/** The hands at the simulated bench: they hang masses, turn the key and press what is asked for. */
import { forceOf } from './procedure.ts';
import type { SimulatedPort } from './simulated-port.ts';

/** A simulated board is warm and has been idle for a while. */
export const WARM_MS = 301_000;
/** The key is looked at once a second. */
const KEY_SEEN_MS = 1500;
const HELD_MS = 800;

/** An act by its name; a mass goes with `hang`. */
export interface HandAct {
  readonly act: string;
  readonly massKg?: number;
}

/** Does an act, and lets the time pass that it takes. */
export async function doAct(port: SimulatedPort, { act, massKg }: HandAct): Promise<void> {
  if (act === 'hang') port.hang(forceOf(massKg ?? 0));
  else if (act === 'key') port.press('key', true);
  else if (act === 'panic') port.press('panic', true);
  else if (act === 'release') port.press('panic', false);
  else if (act === 'lower' || act === 'start') {
    port.press(act, true);
    port.chip.at(port.chip.nowUs + (KEY_SEEN_MS + HELD_MS) * 1000, () => port.press(act, false));
  }
  await port.wait(act === 'key' ? KEY_SEEN_MS : HELD_MS);
}
