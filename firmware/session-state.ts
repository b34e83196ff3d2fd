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
  /** LOWER ended it. */
  stopped: boolean;
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
    stopped: false,
    saveLog: false,
    saveDaily: false,
  };
}
