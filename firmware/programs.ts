/** Programs by number (the number stands in prescription records). */
export const enum Program {
  Static = 0,
}

/** One program: name in scenarios and prescriptions, and one sentence on what it does. */
export interface ProgramRow {
  readonly name: string;
  readonly help: string;
}

export const PROGRAMS: readonly ProgramRow[] = [
  { name: 'static', help: 'Raises to a pull or an angle, holds it for the prescribed time, returns to flat.' },
];
