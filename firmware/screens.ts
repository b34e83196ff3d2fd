import type { Cell } from '../hal/machine.ts';
import { FONT_HEIGHT_DOTS } from './font.ts';

/**
 * The screens as data. A person lies on the board and reads them at arm's length: numbers three times the size of the
 * small print while the board works, words twice the size when it is the person's turn.
 */

/** Arrangements of the display. */
export const enum Layout {
  Words = 0,
  Numbers = 1,
}

/** Right edge of the picture. */
const RIGHT = 127;

function cell(x: number, page: number, scale: number, right: number): Cell {
  const y = page * FONT_HEIGHT_DOTS;
  return { x, y, right, bottom: y + scale * FONT_HEIGHT_DOTS - 1, scale, pages: ((1 << scale) - 1) << page };
}

function line(page: number, scale: number): Cell {
  return cell(0, page, scale, RIGHT);
}

/**
 * Cells by layout, in the order of the texts: left edge, topmost page, scale, right edge. The boxes of a layout cover the
 * whole picture, so that no rest of another one stays and nothing has to be cleared at once, which takes 10 ms.
 */
export const LAYOUTS: readonly (readonly Cell[])[] = [
  [line(0, 1), line(1, 1), line(2, 1), line(3, 2), line(5, 2), line(7, 1)],
  [
    line(0, 1),
    cell(0, 1, 3, 79),
    cell(80, 1, 2, RIGHT),
    cell(80, 3, 1, RIGHT),
    cell(0, 4, 3, 91),
    cell(92, 4, 1, RIGHT),
    cell(92, 5, 2, RIGHT),
    line(7, 1),
  ],
];

/** Texts that are composed from what the device knows; the functions stand in texts.ts in this order. */
export const enum Say {
  Dose = 0,
  TotalTime = 1,
  ReadyFoot = 2,
  CountDown = 3,
  RaisingTitle = 4,
  HoldingTitle = 5,
  ReturningTitle = 6,
  Pull = 7,
  Percent = 8,
  TimeLeft = 9,
  Angle = 10,
  PullAndAngle = 11,
  ProgramLeft = 12,
  PauseLeft = 13,
  RestLeft = 14,
  Where = 15,
  /** What keeps the session from starting, or warns. */
  FaultSays = 16,
  FaultDoes = 17,
  /** Why the session stopped. */
  StopSays = 18,
  StopDoes = 19,
  Outcome = 20,
  Held = 21,
  RelaxingTitle = 22,
  /** What comes next and when, and what the buttons do, in turn. */
  Next = 23,
  /** Why the device asks, and how long it waits. */
  AskTitle = 24,
  AskLeft = 25,
  Score = 26,
}

/** The screens; panel.ts chooses. */
export const enum Screen {
  SelfTest = 0,
  Tilted = 1,
  Ready = 2,
  NotReady = 3,
  TestPanic = 4,
  Acknowledge = 5,
  Arming = 6,
  Paused = 7,
  HaltPanic = 8,
  HaltCrank = 9,
  HaltAcknowledge = 10,
  HaltFlat = 11,
  HaltLower = 12,
  Resting = 13,
  Finished = 14,
  Service = 15,
  Lockout = 16,
  Asking = 17,
  Scoring = 18,
  Testing = 19,
  Raising = 20,
  Holding = 21,
  Relaxing = 22,
  Warned = 23,
  Returning = 24,
  ReturningOnFault = 25,
  ComingDown = 26,
  Jogging = 27,
}

/** The first screen with numbers; the ones before it have words. */
export const FIRST_NUMBERS = Screen.Raising;

/** A fixed text, or one to compose. */
export type Item = string | Say;

/** Texts of a screen with numbers: only its first and last line are its own. */
function numbers(title: Item, foot: Item): Item[] {
  return [title, Say.Pull, Say.Percent, ' OF BODY', Say.TimeLeft, ' ANGLE', Say.Angle, foot];
}

/** Texts by screen, in the order of the cells. */
export const SCREENS: readonly (readonly Item[])[] = [
  ['INCLINE', '', 'SELF-TEST', 'PLEASE', 'WAIT', ''],
  ['NOT FLAT', 'THE BOARD IS TILTED', 'HANDS AND FEET CLEAR', 'HOLD', 'LOWER', 'COMES DOWN SLOWLY'],
  ['READY', Say.ReadyFoot, Say.Dose, 'PRESS', 'START', Say.TotalTime],
  ['NO START POSSIBLE', Say.FaultSays, Say.FaultDoes, 'NOT READY', '', ''],
  ['NO START YET', Say.FaultSays, Say.FaultDoes, 'PRESS', 'LOWER', 'THEN TEST PANIC'],
  ['NO START YET', Say.FaultSays, Say.FaultDoes, 'PRESS', 'START', 'WHEN THAT IS DONE'],
  ['LIE STILL', Say.Dose, Say.TotalTime, Say.CountDown, '', 'ANY BUTTON CANCELS'],
  ['PAUSED', 'START = GO ON', 'LOWER = COME DOWN', Say.PullAndAngle, Say.ProgramLeft, Say.PauseLeft],
  [Say.Where, Say.StopSays, Say.StopDoes, 'TWIST', 'PANIC', 'THEN PRESS START'],
  [Say.Where, Say.StopSays, Say.StopDoes, 'USE THE', 'CRANK', 'OR START, HOLD LOWER'],
  [Say.Where, Say.StopSays, Say.StopDoes, 'PRESS', 'START', 'THEN HOLD LOWER'],
  [Say.Where, Say.StopSays, Say.StopDoes, 'PRESS', 'START', 'BOARD IS FLAT'],
  [Say.Where, Say.StopSays, Say.StopDoes, 'HOLD', 'LOWER', 'COMES DOWN SLOWLY'],
  ['DOWN AND FLAT', Say.Outcome, 'LIE STILL', 'REST', Say.RestLeft, 'THEN GET UP SLOWLY'],
  ['SESSION FINISHED', Say.Outcome, Say.Held, 'PRESS', 'START', 'STRAPS OFF, GET UP'],
  ['SERVICE', '', 'DRIVE IS OFF', 'SERVICE', '', 'TURN KEY OFF TO LEAVE'],
  ['LOCKED', Say.FaultSays, Say.FaultDoes, 'CALL', 'SERVICE', 'NEEDS THE SERVICE KEY'],
  [Say.AskTitle, 'LOWER = COME DOWN', Say.AskLeft, 'PRESS', 'START', 'TO GO ON'],
  ['HOW BAD IS THE PAIN', 'START = PAIN + 1', 'LOWER = THIS NUMBER', 'PAIN', Say.Score, '0 NONE      10 WORST'],
  ['TEST OF PANIC', '', 'BOARD WILL NOT MOVE', 'PRESS', 'PANIC', 'START OR LOWER CANCEL'],
  numbers(Say.RaisingTitle, 'START=PAUSE LOWER=END'),
  numbers(Say.HoldingTitle, Say.Next),
  numbers(Say.RelaxingTitle, Say.Next),
  numbers(Say.FaultSays, 'START=PAUSE LOWER=END'),
  numbers(Say.ReturningTitle, 'LIE STILL'),
  numbers(Say.StopSays, 'GOING DOWN, LIE STILL'),
  numbers('COMING DOWN', 'LOWER LET GO = STOP'),
  numbers('SERVICE MOVES', 'LET GO = STOP'),
];
