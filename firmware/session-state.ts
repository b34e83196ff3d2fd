import { NO_SCORES } from './records.ts';
import { Mode } from './safety.ts';
import { State } from './states.ts';

/** Stages of a return. */
export const enum Stage {
  Ease = 0,
  ToNearFlat = 1,
  NearFlat = 2,
  ToFlat = 3,
}

/** The session, and what it asks for. It may only ask; written in place by session.ts. */
export interface Session {
  state: State;
  /** The safety mode that it follows. */
  mode: Mode;
  sinceMs: number;
  stage: Stage;
  stageMs: number;
  /** START was accepted: asks the safety step for permission. */
  arm: boolean;
  /** The program is complete or was cancelled: asks for the return. */
  ended: boolean;
  /** Wants the relay closed. */
  power: boolean;
  /** A session was armed and is not yet logged. */
  running: boolean;
  armedMs: number;
  /** Longest time from arming to the return: what prescription and day allow. */
  allowedMs: number;
  /** Back at flat with the drive off. */
  endedMs: number;
  /** Dose delivered so far: time at the target. */
  heldMs: number;
  /** What the program works at, shown unless a question stands: raising, holding or relaxing. */
  work: State;
  /** Phase of the program by number, and its time so far. */
  index: number;
  phaseMs: number;
  /** Time of the program that is left, without the ways up. */
  leftMs: number;
  /** The target was reached once. */
  started: boolean;
  /** Ways up so far, the instant at which the last began, the angle and share of the target it led to, and the friction that showed there. */
  ways: number;
  wayMs: number;
  holdDeg: number;
  holdShare: number;
  gripN: number;
  /** Angle at which the pull will meet its cap, as far as an angle target shows it on the way. */
  capDeg: number;
  /**
   * The instant at which the board will be flat, as it was told when the target was reached first; 0 before. What the present way up may
   * take, and how much longer than reckoned the ways after a rest take.
   */
  flatAtMs: number;
  wayPlanMs: number;
  longerMs: number;
  /** Coach: when the next half of a repetition begins, which half it is, and their count for the sounds. */
  beatAtMs: number;
  resting: boolean;
  beats: number;
  /** A question stands: START is its answer. */
  asking: boolean;
  answered: boolean;
  /** Last sign of life. */
  aliveMs: number;
  /** Pain score as it is being given, and those of this session. */
  score: number;
  scoreBefore: number;
  scoreAfter: number;
  /** The board has moved, and is back: a score given now is the one after. */
  isOver: boolean;
  /** The service key was last seen turned. */
  keyMs: number;
  /** Until then LOWER asks for the test of panic; the relay was seen closed in it; how long it took to open, until that is noted. */
  testUntilMs: number;
  testing: boolean;
  opensMs: number;
  /** LOWER ended it. */
  stopped: boolean;
  /** A session began, and that is not in flash yet. */
  saveBegun: boolean;
  /** The log record and the daily record wait for the drive to be off. */
  saveLog: boolean;
  saveDaily: boolean;
}

/** As at power-up. */
export function newSession(): Session {
  return {
    state: State.Booting,
    mode: Mode.Off,
    sinceMs: 0,
    stage: Stage.Ease,
    stageMs: 0,
    arm: false,
    ended: false,
    power: false,
    running: false,
    armedMs: 0,
    allowedMs: 0,
    endedMs: 0,
    heldMs: 0,
    work: State.Raising,
    index: 0,
    phaseMs: 0,
    leftMs: 0,
    started: false,
    ways: 0,
    wayMs: 0,
    holdDeg: 0,
    holdShare: 0,
    gripN: 0,
    capDeg: 0,
    flatAtMs: 0,
    wayPlanMs: 0,
    longerMs: 0,
    beatAtMs: 0,
    resting: false,
    beats: 0,
    asking: false,
    answered: false,
    aliveMs: 0,
    score: 0,
    scoreBefore: NO_SCORES,
    scoreAfter: NO_SCORES,
    isOver: false,
    keyMs: -1e9,
    testUntilMs: 0,
    testing: false,
    opensMs: 0,
    stopped: false,
    saveBegun: false,
    saveLog: false,
    saveDaily: false,
  };
}
