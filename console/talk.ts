import type { Place, PointView } from './board.ts';
import type { ReviewRow } from './review.ts';

/** What a procedure needs of the person at the console, and of the bench. */
export interface Talk {
  /** Tells something, one line. */
  say(line: string): void;
  /** Asks for an act; comes back when it is done. False when the person wants to stop. Throws StepBack where an act may go back. */
  ask(what: Wanted): Promise<boolean>;
  /** Asks for a number that the person reads off an instrument; null to stop. Who has no such question leaves it out. */
  number?(says: string): Promise<number | null>;
  /** Shows where the procedure stands; who cannot show it leaves this out. */
  show?(view: View): void;
}

/** The step before is to be done again. */
export class StepBack extends Error {}

/** An act that is asked for, in words and for a simulated bench. */
export type Wanted =
  | { readonly act: 'hang'; readonly massKg: number; readonly says: string; readonly mayGoBack?: boolean }
  | { readonly act: 'key' | 'panic' | 'release' | 'lower' | 'start'; readonly says: string }
  /** The button is held from now on, and let go: the console is heard by the device in between. */
  | Hold
  | { readonly act: 'letGo'; readonly button: Hold['button']; readonly says: string }
  /** A button for a moment, and PANIC two seconds later. */
  | { readonly act: 'countdown'; readonly button: Hold['button']; readonly says: string }
  /** Something to put in order that a simulated bench has so; and a question about going on. */
  | { readonly act: 'ready' | 'nothing'; readonly says: string };

/** A button that is held from now on. */
export interface Hold {
  readonly act: 'hold';
  readonly button: 'start' | 'lower';
  readonly says: string;
}

/** What a procedure can show besides what it says. */
export type View =
  | { readonly view: 'steps'; readonly names: readonly string[]; readonly at: number }
  | { readonly view: 'readings'; readonly points: readonly PointView[] }
  | { readonly view: 'place'; readonly place: Place }
  | { readonly view: 'verdict'; readonly ok: boolean; readonly says: string }
  | { readonly view: 'review'; readonly rows: readonly ReviewRow[] };

/** What is said to whoever types something else. */
export const NO_NUMBER = 'That is no number; write degrees, such as 15.1.';

/** A number as people type it, with a point or a comma; null for what is none. */
export function numberFrom(text: string): number | null {
  const number = text.trim().replace(',', '.');
  return number !== '' && Number.isFinite(Number(number)) ? Number(number) : null;
}
