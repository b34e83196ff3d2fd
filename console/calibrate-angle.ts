/** The calibration of angle, travel and direction as a procedure: its steps are data, for a terminal and for a page alike. */
import type { RefusalRow } from '../firmware/calibration/refusals.ts';
import { dateOf, type AngleView, type Board, type Named } from './board.ts';
import type { Refused } from './calibrate.ts';
import { fixed } from './record-words.ts';
import { angleRows, AGREE_DEG, tiltOffDeg, tiltZeroDeg } from './review.ts';
import type { Talk } from './talk.ts';

/** A jog is heard for 500 ms; at this pace two lines may be lost. */
const BEAT_MS = 100;
/** 42 degrees at 0.8 degrees per second, and somebody who lets go in between. */
const MOVE_WITHIN_MS = 180_000;
/** The device stops this near to where the board is wanted. */
const NEAR_DEG = 0.6;
/** A step that was refused may be done again this often. */
const TRIES = 3;

/** Angles that the board is brought to, near those that the design names. */
export const REFERENCES_DEG: readonly number[] = [15, 35];

export interface AngleStep {
  readonly name: string;
  readonly toDeg: number;
  /** Button that is held on the way there; null for where the board is already. */
  readonly button: 'start' | 'lower' | null;
  readonly says: string;
}

/** Everything about one calibration of the angle, refused or accepted. */
export interface AngleCertificate {
  readonly accepted: boolean;
  /** Why not: name, sentence and what to do. */
  readonly refusal: Refused | null;
  readonly port: string;
  readonly simulated: boolean;
  readonly date: string;
  /** Weight of the mass in the strap, 0 for an empty one. */
  readonly massKg: number;
  readonly angles: readonly AngleView[];
  /** The record in use before and after. */
  readonly before: Named | null;
  readonly after: Named | null;
}

/** Flat, the references, flat again. */
export function angleSteps(referencesDeg: readonly number[] = REFERENCES_DEG): AngleStep[] {
  const up = (toDeg: number, k: number): AngleStep => ({
    name: `reference ${k + 1}`,
    toDeg,
    button: 'start',
    says: `Stand clear of the board. While START is held at the device it creeps up to ${toDeg} degrees`,
  });
  return [
    { name: 'flat', toDeg: 0, button: null, says: 'Nobody on the board, strap free, inclinometer along the board' },
    ...referencesDeg.map(up),
    {
      name: 'flat again',
      toDeg: 0,
      button: 'lower',
      says: 'While LOWER is held at the device the board comes down to flat',
    },
  ];
}

/** What a procedure was begun with. */
export interface AngleSettings {
  readonly referencesDeg: readonly number[];
  /** Mass in the strap, on rollers; 0 for an empty strap. */
  readonly massKg: number;
  readonly tries?: number;
}

const STOPPED = { name: 'stopped', says: 'stopped by the technician', does: 'the old calibration holds' };
const NOT_THERE = { name: 'notThere', says: 'the board did not get there in time', does: 'begin again' };

type Reason = Omit<Refused, 'step'>;

function isRefused(row: RefusalRow): boolean {
  return row.name !== 'none';
}

/** Keeps in touch until the board is there. A halt on the way up ends it; one on the way down is acknowledged, and LOWER held again. */
async function beatUntilThere(board: Board, talk: Talk, { toDeg, button }: AngleStep): Promise<Reason | null> {
  let isTold = false;
  for (let waitedMs = 0; waitedMs < MOVE_WITHIN_MS; waitedMs += BEAT_MS) {
    const place = await board.jog(toDeg);
    const { state, angleDeg } = place;
    talk.show?.({ view: 'place', place });
    if (state === 'calibrating' && Math.abs(angleDeg - toDeg) < NEAR_DEG) return null;
    if (state === 'halted') {
      const { refusal } = await board.draft();
      if (button === 'start' && isRefused(refusal)) return refusal;
      if (!isTold) talk.say('  The device has halted: release PANIC, press START once, then hold the button again.');
      isTold = true;
    } else isTold = false;
    await board.client.port.wait(BEAT_MS);
  }
  return NOT_THERE;
}

async function move(board: Board, talk: Talk, step: AngleStep): Promise<Reason | null> {
  const { button, says } = step;
  if (button === null) return (await talk.ask({ act: 'ready', says })) ? null : STOPPED;
  if (!(await talk.ask({ act: 'hold', button, says }))) return STOPPED;
  const reason = await beatUntilThere(board, talk, step);
  const goesOn = await talk.ask({ act: 'letGo', button, says: 'Let the button go' });
  return reason ?? (goesOn ? null : STOPPED);
}

/** The device looks, the person reads, the device looks again. */
async function readOnce(board: Board, talk: Talk, step: AngleStep): Promise<Reason | RefusalRow> {
  const looked = await board.look();
  if (isRefused(looked)) return looked;
  const typedDeg = await talk.number?.(`Read the inclinometer (${step.name}, near ${step.toDeg}), degrees`);
  return typedDeg === null || typedDeg === undefined ? STOPPED : board.refer(typedDeg);
}

async function read(board: Board, talk: Talk, step: AngleStep, tries: number): Promise<Reason | null> {
  for (let n = 1; ; n += 1) {
    const reason = await readOnce(board, talk, step);
    if (reason.name === 'none') return null;
    if (reason === STOPPED || n >= tries) return reason;
    talk.show?.({ view: 'verdict', ok: false, says: `Refused: ${reason.says}. Now ${reason.does}.` });
    talk.say(`  refused: ${reason.says}. Now ${reason.does}.`);
  }
}

function showStep(talk: Talk, { referencesDeg }: AngleSettings, at: number): void {
  const names = angleSteps(referencesDeg).map(({ name, toDeg }) => `${name} ${toDeg}°`);
  talk.show?.({ view: 'steps', names: [...names, 'review'], at });
}

/** First refusal on the way, or null when the draft may be accepted. */
async function goThrough(board: Board, talk: Talk, settings: AngleSettings): Promise<Refused | null> {
  const begun = await board.beginAngle(settings.massKg);
  if (isRefused(begun)) return { ...begun, step: 'begin' };
  for (const [at, step] of angleSteps(settings.referencesDeg).entries()) {
    showStep(talk, settings, at);
    const reason = (await move(board, talk, step)) ?? (await read(board, talk, step, settings.tries ?? TRIES));
    if (reason !== null) return { name: reason.name, says: reason.says, does: reason.does, step: step.name };
    const { typedDeg, pullN } = await board.angle(at);
    const words = `${step.name}, ${typedDeg.toFixed(2)} degrees, pull ${fixed(pullN, 1)} N`;
    talk.show?.({ view: 'verdict', ok: true, says: `Accepted: ${words}.` });
    talk.say(`  accepted: ${words}`);
  }
  return null;
}

async function angles(board: Board): Promise<AngleView[]> {
  const found: AngleView[] = [];
  const { readings, stage } = await board.draft();
  // Without a draft of angles its points are masses.
  for (let at = 0; stage > 9 && at < readings; at += 1) found.push(await board.angle(at));
  return found;
}

function tell(talk: Talk, views: readonly AngleView[], before: Named | null): void {
  const [flat] = views;
  for (const { typedDeg, tiltDeg, travelMm } of views) {
    const off = tiltOffDeg({ typedDeg, tiltDeg }, flat!).toFixed(2);
    talk.say(`  ${typedDeg.toFixed(2)} degrees: tilt off by ${off}, travel ${travelMm.toFixed(1)} mm`);
  }
  const was = (name: string): string => (before?.[name] ?? 0).toFixed(3);
  talk.say(`Zero of the tilt ${tiltZeroDeg(views).toFixed(3)} degrees, before ${was('accelZeroDeg')}`);
  talk.say(`Zero of the travel ${flat!.travelMm.toFixed(3)} mm, before ${was('travelZeroMm')}`);
  talk.say(`Tilt, travel and references agree within ${AGREE_DEG} degrees.`);
}

/** The whole procedure. The service must be open. */
export async function calibrateAngle(board: Board, talk: Talk, settings: AngleSettings): Promise<AngleCertificate> {
  const before = await board.calibration();
  let refusal = await goThrough(board, talk, settings);
  const views = await angles(board);
  if (refusal === null) {
    tell(talk, views, before);
    showStep(talk, settings, views.length);
    talk.show?.({ view: 'review', rows: angleRows(views, before) });
    if (await talk.ask({ act: 'nothing', says: 'Accept this calibration' })) await board.accept();
    else refusal = { ...STOPPED, step: 'accept' };
  }
  // A board that stands tilted closes the service by this.
  if (refusal !== null) await board.leave().catch(() => undefined);
  const after = await board.calibration();
  const { name: port, isSimulated: simulated } = board.client.port;
  const { date } = await board.info();
  if (refusal !== null) talk.say(`Refused at ${refusal.step}: ${refusal.says}. Now ${refusal.does}.`);
  else talk.say(`Accepted; the angle was calibrated on ${dateOf(after?.['angleDay'] ?? 0)}.`);
  const { massKg } = settings;
  return { accepted: refusal === null, refusal, port, simulated, date, massKg, angles: views, before, after };
}
