/** What a procedure needs of the person at the terminal, and of the bench. */
export interface Talk {
  /** Tells something, one line. */
  say(line: string): void;
  /** Asks for an act; comes back when it is done. False when the person wants to stop. */
  ask(what: Wanted): Promise<boolean>;
}

/** An act that is asked for, in words and for a simulated bench. */
export type Wanted =
  | { readonly act: 'hang'; readonly massKg: number; readonly says: string }
  | { readonly act: 'key' | 'panic' | 'release' | 'lower' | 'start'; readonly says: string }
  | { readonly act: 'nothing'; readonly says: string };
