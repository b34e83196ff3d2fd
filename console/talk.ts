/** What a procedure needs of the person at the terminal, and of the bench. */
export interface Talk {
  /** Tells something, one line. */
  say(line: string): void;
  /** Asks for an act; comes back when it is done. False when the person wants to stop. */
  ask(what: Wanted): Promise<boolean>;
  /** Asks for a number that the person reads off an instrument; null to stop. Who has no such question leaves it out. */
  number?(says: string): Promise<number | null>;
}

/** An act that is asked for, in words and for a simulated bench. */
export type Wanted =
  | { readonly act: 'hang'; readonly massKg: number; readonly says: string }
  | { readonly act: 'key' | 'panic' | 'release' | 'lower' | 'start'; readonly says: string }
  /** The button is held from now on, and let go: the console is heard by the device in between. */
  | { readonly act: 'hold' | 'letGo'; readonly button: 'start' | 'lower'; readonly says: string }
  /** START, and PANIC two seconds later. */
  | { readonly act: 'countdown'; readonly says: string }
  | { readonly act: 'nothing'; readonly says: string };
