/** Whether the board did what a row of the fault list asks for. The truth decides, never what the firmware says. */
import { FLAT_DEG, TICK_MS } from '../../../firmware/limits.ts';
import { Status } from '../../../firmware/protocol.ts';
import type { FaultRow, Moment, Reaction } from '../../faults/row.ts';
import { PRESS_MS, type Hands } from './hands.ts';
import type { TruthWatch } from './watch.ts';

/** The bounds of the list count from a reading; a fault that begins just after one is seen a tick later, and the relay takes its time. */
export const GRACE_MS = TICK_MS + 20;
/** What the board turns in that time. */
const GRACE_DEG = 0.2;
/** Easing to rest, and the settling of the servo (design section 6). */
const EASE_MS = 1200;
/** From rest until the screw has broken away downwards. */
const BEGIN_MS = 6000;
/** A fault that has not shown by then does not show in this story. */
const SHOWS_BY_MS = 14_000;
const SLACK_MS = 3000;
/** Easing, turning round and coming down from a degree. */
const HARDLY_UP_MS = 15_000;
const COME_DOWN_DEG = 0.3;
const UNDISTURBED_MS = 4000;
const SAFE_MS = 5000;
/** A governed board corrects itself by less. */
const WANDER_DEG = 1;
/** A dead controller is reset by its watchdog within this time. */
const WATCHDOG_MS = 2500;
const BOOT_MS = 6000;
const SINKS_DEG_PER_S = 0.02;

/** What a trial has found. */
export interface Findings {
  readonly problems: string[];
  /** From when the fault showed until the board reacted; null where there was nothing to react to. */
  reactedMs: number | null;
}

export interface Case {
  readonly row: FaultRow;
  readonly moment: Moment;
  readonly hands: Hands;
  readonly watch: TruthWatch;
  readonly found: Findings;
  /** The whole way down as well. */
  readonly isFull: boolean;
}

function problem({ found }: Case, text: string): void {
  found.problems.push(text);
}

function isFlat({ hands }: Case): boolean {
  return hands.world.truth.angleDeg < FLAT_DEG + 0.2;
}

function judgeUnpoweredHalt(one: Case): void {
  const { hands, watch } = one;
  hands.wait(one.row.boundMs + GRACE_MS + 500);
  hands.press('start', PRESS_MS);
  hands.wait(2500);
  if (watch.isOnAgain)
    problem(one, `drive power came on ${(watch.onAgainAtMs - watch.shownAtMs).toFixed(0)} ms after the fault`);
}

function judgeHalt(one: Case): void {
  const { hands, watch, row, found } = one;
  if (!hands.waitFor(() => watch.isShownNow, SHOWS_BY_MS)) return;
  if (!watch.wasPowered) {
    judgeUnpoweredHalt(one);
    return;
  }
  const allowedMs = row.boundMs + GRACE_MS;
  if (!hands.waitFor(() => watch.isOff, allowedMs + SLACK_MS)) {
    // A board that stands shows nothing.
    const isStill = row.boundDeg !== undefined && watch.turnedDeg <= row.boundDeg + GRACE_DEG;
    if (!isFlat(one) && !isStill)
      problem(one, `drive power is still on ${(allowedMs + SLACK_MS).toFixed(0)} ms after the fault`);
    return;
  }
  found.reactedMs = watch.offAtMs - watch.shownAtMs;
  const inTime = found.reactedMs <= allowedMs;
  const inAngle = row.boundDeg !== undefined && watch.turnedAtOffDeg <= row.boundDeg + GRACE_DEG;
  if (!inTime && !inAngle)
    problem(
      one,
      `drive power off after ${found.reactedMs.toFixed(0)} ms and ${watch.turnedAtOffDeg.toFixed(2)} degrees, bound ${row.boundMs} ms`,
    );
  hands.wait(1500);
  if (watch.isOnAgain && !isFlat(one)) problem(one, 'drive power came back although nobody asked');
}

/** Hardly up: the way back is over before it can be measured; what counts is that it ends flat and off. */
function judgeReturnAtFlat(one: Case): void {
  const { hands, row } = one;
  const limitMs = row.boundMs + GRACE_MS + HARDLY_UP_MS;
  const isOver = (): boolean => (isFlat(one) || row.orHalt === true) && !hands.world.truth.drivePower;
  if (!hands.waitFor(isOver, limitMs)) problem(one, `not flat with the drive off after ${limitMs} ms`);
}

function judgeReturn(one: Case): void {
  const { hands, watch, row, found } = one;
  if (!hands.waitFor(() => watch.isShownNow, SHOWS_BY_MS)) return;
  if (isFlat(one)) {
    judgeReturnAtFlat(one);
    return;
  }
  const allowedMs = row.boundMs + GRACE_MS + EASE_MS;
  const isDown = (): boolean => hands.world.truth.angleDeg < watch.highestDeg - COME_DOWN_DEG || isFlat(one);
  const isHalted = (): boolean => row.orHalt === true && watch.isOff;
  const isStill = (): boolean => row.orHalt === true && !watch.wasPowered && !hands.world.truth.drivePower;
  // What sinks after so long has turned round by then; a board that is still rising has not.
  hands.waitFor(() => isDown() || isHalted(), allowedMs + BEGIN_MS);
  found.reactedMs = isHalted() ? watch.offAtMs - watch.shownAtMs : Math.max(0, watch.lastRiseAtMs - watch.shownAtMs);
  if (!isDown() && !isHalted() && !isStill())
    problem(one, `the board does not come down within ${(allowedMs + BEGIN_MS).toFixed(0)} ms`);
  else if (found.reactedMs > allowedMs)
    problem(one, `the board rose for ${found.reactedMs.toFixed(0)} ms, bound ${row.boundMs} ms`);
  if (one.isFull && !isHalted()) judgeWayBack(one);
}

function judgeWayBack(one: Case): void {
  const { hands, row } = one;
  const { truth } = hands.world;
  const limitMs = (truth.angleDeg / 0.4) * 1000 + 40_000;
  const isOver = (): boolean => isFlat(one) && !truth.drivePower;
  const isHalted = (): boolean => row.orHalt === true && !truth.drivePower;
  if (!hands.waitFor(() => isOver() || isHalted(), limitMs))
    problem(
      one,
      `the return ends at ${truth.angleDeg.toFixed(2)} degrees with drive power ${truth.drivePower ? 'on' : 'off'}`,
    );
}

function judgeUndisturbed(one: Case): void {
  const { hands, watch, moment } = one;
  hands.waitFor(() => watch.isShownNow, 100);
  hands.wait(UNDISTURBED_MS);
  if (moment === 'paused') {
    hands.press('start', PRESS_MS);
    if (!hands.waitFor(() => hands.world.truth.drivePower, 1500)) problem(one, 'a paused session does not go on');
  }
  // The drive goes off by itself at the end of the easing into a pause.
  if (moment !== 'paused' && watch.wasPowered && watch.isOff && !isFlat(one)) problem(one, 'drive power was removed');
  if (moment !== 'raising' && moment !== 'holding') return;
  if (watch.lowestDeg < watch.shownDeg - WANDER_DEG)
    problem(one, `the board came down to ${watch.lowestDeg.toFixed(2)} degrees`);
}

function judgeArming(one: Case, reaction: Reaction): void {
  const { hands, watch, row } = one;
  hands.waitFor(() => watch.isShownNow, 100);
  hands.wait(3500 + row.boundMs);
  const { truth } = hands.world;
  if (reaction === 'none' || reaction === 'warn') {
    if (!truth.drivePower) problem(one, 'the session does not begin');
    return;
  }
  if (truth.drivePower && reaction !== 'return') problem(one, 'drive power is on');
  const dueMs = watch.shownAtMs + row.boundMs + GRACE_MS;
  if (reaction === 'halt' && watch.wasPowered && watch.offAtMs > dueMs)
    problem(one, `drive power off after ${(watch.offAtMs - watch.shownAtMs).toFixed(0)} ms, bound ${row.boundMs} ms`);
  if (reaction === 'halt' && !watch.wasPowered && watch.onAgainAtMs > dueMs)
    problem(one, 'drive power came on after the fault');
  if (watch.isOff) one.found.reactedMs = watch.offAtMs - watch.shownAtMs;
  if (watch.highestDeg > watch.shownDeg + 0.6) problem(one, `the board rose to ${watch.highestDeg.toFixed(2)} degrees`);
}

/** At flat with the drive off: START is pressed and must give what the row says. */
function judgeAtRest(one: Case): void {
  const { hands, watch, row, moment } = one;
  if (moment === 'booting') hands.waitForState('idle', 6000);
  hands.wait(Math.max(400, row.boundMs + GRACE_MS + 300));
  hands.press('start', PRESS_MS);
  if (row.atRest === 'later') {
    judgeMoving(one, row.reaction);
    return;
  }
  if (row.atRest === 'safe') {
    hands.wait(SAFE_MS);
    return;
  }
  hands.wait(5500);
  const { truth } = hands.world;
  if (row.atRest === 'still' && watch.highestDeg > watch.shownDeg + 0.2) problem(one, 'START moves the board');
  if (row.atRest === 'refuse' && (truth.drivePower || watch.isOnAgain)) problem(one, 'START gave drive power');
  if (row.atRest === 'none' && !truth.drivePower) problem(one, 'START gave no drive power');
}

function judgeMoving(one: Case, reaction: Reaction): void {
  if (reaction === 'halt') judgeHalt(one);
  else if (reaction === 'return') judgeReturn(one);
  else if (reaction === 'none' || reaction === 'warn') judgeUndisturbed(one);
  else one.hands.wait(SAFE_MS);
}

/** Nothing is energised, and nothing may become so without a deliberate act. */
function judgeStanding(one: Case): void {
  const { hands, watch } = one;
  hands.wait(SAFE_MS);
  if (watch.isOnAgain) problem(one, 'drive power came on by itself');
}

/** Whatever needs a key must have been refused, or not been heard at all. */
function judgeRefused(one: Case, refusedFrom: number): void {
  for (const line of one.hands.world.device.otherLines) {
    const [, number, status] = /^<(\d+),(\d+)/.exec(line) ?? [];
    if (Number(number) >= refusedFrom && Number(status) === Status.Ok)
      problem(one, `the console does it without a key: ${line}`);
  }
}

/** Plays the story on from the instant at which the fault strikes, and judges it. */
export function judge(one: Case): void {
  judgeReaction(one);
  if (one.row.refusedFrom !== undefined) judgeRefused(one, one.row.refusedFrom);
}

function judgeReaction(one: Case): void {
  const { row, moment } = one;
  const { reaction } = row;
  if (moment === 'booting' || moment === 'idle') judgeAtRest(one);
  else if (reaction === 'safe') one.hands.wait(SAFE_MS);
  else if (moment === 'arming' && (row.shows ?? 'now') === 'now') judgeArming(one, reaction);
  else if (moment === 'halted' || moment === 'resting') judgeStanding(one);
  else if (moment === 'coming down') judgeMoving(one, row.stopsLowering === true ? reaction : 'safe');
  else if (moment === 'paused' && reaction === 'halt' && (row.shows ?? 'now') !== 'now') {
    one.hands.press('start', PRESS_MS);
    judgeMoving(one, reaction);
  } else judgeMoving(one, reaction);
}

/** LOWER, as the manual says: panic released, cause acknowledged, button held. Tells where it ended. */
export function wayDown(one: Case): void {
  const { hands, row } = one;
  const { truth } = hands.world;
  if (truth.angleDeg < 1 || row.lowering === 'either') return;
  hands.releaseAll();
  // After a reset the device must have booted before it can hear anybody.
  hands.wait(WATCHDOG_MS);
  hands.waitFor(() => !['off', 'booting'].includes(hands.state), BOOT_MS);
  hands.wait(900);
  if (truth.drivePower) return;
  hands.press('start', PRESS_MS);
  hands.wait(1200);
  hands.press('lower', null);
  const limitMs = (truth.angleDeg / 0.4) * 1000 + 15_000;
  const isDown = hands.waitFor(() => isFlat(one), limitMs);
  if (row.lowering === 'crank') {
    const says = hands.run.displayText.toLowerCase();
    if (!isDown && !/crank|service/.test(says))
      problem(one, `the drive has failed and the display does not name the crank: ${JSON.stringify(says)}`);
  } else if (!isDown) {
    problem(one, `LOWER leaves the board at ${truth.angleDeg.toFixed(2)} degrees in state ${hands.state}`);
  }
  hands.releaseAll();
  hands.wait(1500);
  // A return that was under way ends flat by itself.
  if (hands.state === 'returning') return;
  if (isDown && Math.abs(truth.speedDegPerS) > SINKS_DEG_PER_S)
    problem(one, 'the board moves although LOWER was let go');
}
