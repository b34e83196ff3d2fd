import { raise } from '../book.ts';
import type { Device } from '../device.ts';
import { Fault } from '../faults.ts';

/** The relay enable has fallen by then (150 ms after the last pulse). One garbage collection (50 ms) is not late. */
const LATE_MS = 225;
/** Nominal 24 V; the drive lifts 150 kg down to here (tests/sim). */
const SUPPLY_LOW_V = 15.5;
const SUPPLY_LOW_MS = 1000;
const SUPPLY_HIGH_V = 27.5;
const SUPPLY_HIGH_TICKS = 2;
/** More than pulls and angles can be together. */
const NUMBERS_MAX = 1e9;
/** A button held this long while idle is stuck. */
const STUCK_MS = 2000;

/** Panic and timing. */
export function monitorPanic(d: Device): void {
  const i = d.inputs;
  if (i.panic) raise(d.book, Fault.Panic, i.nowMs);
  if (i.periodMs >= LATE_MS) raise(d.book, Fault.TickLate, i.nowMs);
}

/** A number that is none makes every comparison false, and no filter ever forgets it. */
function watchNumbers(d: Device): void {
  const s = d.sensed;
  const sum = s.pullN + s.tiltDeg + s.angleDeg + d.aim.pullTargetN + d.motion.angleDeg;
  if (!(sum < NUMBERS_MAX)) raise(d.book, Fault.NotANumber, d.inputs.nowMs);
}

/** Supply, memory, numbers, buttons. */
export function monitorSystem(d: Device): void {
  const w = d.watch;
  const i = d.inputs;
  w.supplyHighTicks = i.supplyV > SUPPLY_HIGH_V ? w.supplyHighTicks + 1 : 0;
  if (w.supplyHighTicks >= SUPPLY_HIGH_TICKS) raise(d.book, Fault.SupplyHigh, i.nowMs);
  w.supplyLowMs = i.supplyV < SUPPLY_LOW_V ? w.supplyLowMs + i.periodMs : 0;
  if (w.supplyLowMs >= SUPPLY_LOW_MS) raise(d.book, Fault.SupplyLow, i.nowMs);
  watchNumbers(d);
  if (i.lowMemory) raise(d.book, Fault.Memory, i.nowMs);
  if (i.eventsLost) raise(d.book, Fault.EventsLost, i.nowMs);
  if (!i.start) d.startUpMs = i.nowMs;
  else if (i.nowMs - d.startUpMs > STUCK_MS) raise(d.book, Fault.StartStuck, i.nowMs);
}
