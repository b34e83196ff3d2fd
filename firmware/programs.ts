/** Programs by number (the number stands in prescription records). */
export const enum Program {
  Static = 0,
  Intermittent = 1,
  Progressive = 2,
  Rocking = 3,
  HangSets = 4,
  Coach = 5,
}

/** One program: name in scenarios and prescriptions, and one sentence on what it does. */
export interface ProgramRow {
  readonly name: string;
  readonly help: string;
}

export const PROGRAMS: readonly ProgramRow[] = [
  { name: 'static', help: 'Raises to a pull or an angle, holds it for the prescribed time, returns to flat.' },
  {
    name: 'intermittent',
    help: 'Holds the target and rests at a share of it in turn, each way at a speed of its own, until the time is up.',
  },
  { name: 'progressive', help: 'Rises to the target in equal steps, holds it, and comes down in steps if so ordered.' },
  { name: 'rocking', help: 'Swings slowly to and fro around an angle until the time is up.' },
  { name: 'hang sets', help: 'Hangs for some seconds at a time, with rests between the sets.' },
  {
    name: 'coach',
    help: 'Goes to an angle and stays; display and beeps pace the repetitions of an exercise, START confirms each set.',
  },
];

/** One exercise of the coach: who may need it, what the display calls it, and how it is usually dosed. */
export interface ExerciseRow {
  readonly name: string;
  readonly region: string;
  /** On the display: at most 12 characters. */
  readonly says: string;
  readonly help: string;
  readonly sets: number;
  readonly reps: number;
  readonly holdS: number;
  readonly restS: number;
}

/** Doses are those of the usual instructions for patients; the prescription decides. */
export const EXERCISES: readonly ExerciseRow[] = [
  {
    name: 'pelvic lift',
    region: 'lumbar',
    says: 'PELVIS UP',
    help: 'Feet and shoulders carry; lift the pelvis slowly, hold, lower it.',
    sets: 2,
    reps: 10,
    holdS: 3,
    restS: 4,
  },
  {
    name: 'leg raises',
    region: 'lumbar',
    says: 'KNEES UP',
    help: 'Hang with bent knees and lift them slowly towards the belly, hold, let them down.',
    sets: 2,
    reps: 10,
    holdS: 3,
    restS: 5,
  },
  {
    name: 'lumbar press',
    region: 'lumbar',
    says: 'HEAD UP',
    help: 'Arms along the body; raise head and shoulders, hold for ten seconds, lower them.',
    sets: 3,
    reps: 10,
    holdS: 10,
    restS: 5,
  },
  {
    name: 'thoracic bend',
    region: 'thoracic',
    says: 'CHEST UP',
    help: 'Hands behind the head; bend the upper back over a flat cushion, hold for five seconds.',
    sets: 2,
    reps: 5,
    holdS: 5,
    restS: 5,
  },
  {
    name: 'cervical press',
    region: 'cervical',
    says: 'PRESS HEAD',
    help: 'Press the head softly against the palm of a hand, barely moving, hold, let go.',
    sets: 2,
    reps: 5,
    holdS: 5,
    restS: 5,
  },
];
