/** The calibration of the load cell as a procedure: what the technician is asked, what the device says, and the certificate. */
import type { RefusalRow } from '../firmware/calibration/refusals.ts';
import { dateOf, type Board, type DraftView, type Named, type PointView } from './board.ts';
import { fixed } from './record-words.ts';
import { reviewRows } from './review.ts';
import { StepBack, type Talk } from './talk.ts';

/** Five minutes from power-up to the first reading (docs/CALIBRATION.md). */
const WARM_UP_S = 300;
const WAIT_STEP_MS = 5000;
/** A step that was refused may be done again this often. */
const TRIES = 3;

/** Why a calibration ended without being accepted, and at which step. */
export interface Refused {
  readonly name: string;
  readonly says: string;
  readonly does: string;
  readonly step: string;
}

/** Everything about one calibration, refused or accepted. */
export interface Certificate {
  readonly accepted: boolean;
  /** Why not: name, sentence and what to do. */
  readonly refusal: Refused | null;
  readonly port: string;
  readonly simulated: boolean;
  readonly date: string;
  readonly points: readonly PointView[];
  readonly results: DraftView | null;
  /** The record in use before and after. */
  readonly before: Named | null;
  readonly after: Named | null;
}

interface Step {
  readonly name: string;
  readonly massKg: number;
}

/** Every reading in its order. */
export function stepsOf(massesKg: readonly number[], verifyKg: number): Step[] {
  const top = massesKg[massesKg.length - 1] ?? 0;
  const down = massesKg.slice(0, -1).reverse();
  return [
    { name: 'tare', massKg: 0 },
    ...massesKg.map((massKg) => ({ name: 'up', massKg })),
    ...down.map((massKg) => ({ name: 'down', massKg })),
    { name: 'zero', massKg: 0 },
    ...[top, 0, top, 0].map((massKg) => ({ name: 'repeat', massKg })),
    { name: 'verify', massKg: verifyKg },
  ];
}

/** What comes before the readings, and after them. */
const BEFORE_STEPS = ['warm-up', 'diagnosis'];
const AFTER_STEPS = ['review'];

function wordsOf({ massKg }: Step): string {
  return massKg === 0 ? 'Take every load off the cell' : `Hang ${massKg} kg on the cell, and let it come to rest`;
}

async function warmUp(board: Board, talk: Talk): Promise<void> {
  for (let { upS } = await board.info(); upS < WARM_UP_S; { upS } = await board.info()) {
    talk.say(`The cell warms up: ${WARM_UP_S - upS} s left.`);
    await board.beat();
    await board.client.port.wait(WAIT_STEP_MS);
  }
}

async function readings(board: Board): Promise<PointView[]> {
  const points: PointView[] = [];
  const { readings: count } = await board.draft();
  for (let at = 0; at < count; at += 1) points.push(await board.point(at));
  return points;
}

/** A procedure on its way: its steps, and what was read so far. */
interface Way {
  readonly board: Board;
  readonly talk: Talk;
  readonly steps: readonly Step[];
  readonly tries: number;
  readonly points: PointView[];
}

function showStep({ talk, steps }: Way, at: number): void {
  const names = steps.map(({ name, massKg }) => `${name} ${massKg} kg`);
  talk.show?.({ view: 'steps', names: [...BEFORE_STEPS, ...names, ...AFTER_STEPS], at });
}

/** One reading, again if it is refused. Null when the person wants to stop. */
async function read({ board, talk, tries, points }: Way, step: Step, mayGoBack: boolean): Promise<RefusalRow | null> {
  for (let n = 1; ; n += 1) {
    if (!(await talk.ask({ act: 'hang', massKg: step.massKg, says: wordsOf(step), mayGoBack }))) return null;
    const refusal = await board.take(step.massKg);
    if (refusal.name === 'none') {
      const { readings: count } = await board.draft();
      const point = step.name === 'verify' ? null : await board.point(count - 1);
      if (point === null) return refusal;
      points.push(point);
      talk.show?.({
        view: 'verdict',
        ok: true,
        says: `${point.massKg} kg accepted: reads ${fixed(point.readN, 2)} N.`,
      });
      talk.show?.({ view: 'readings', points });
      talk.say(`  accepted: reads ${fixed(point.readN, 2)} N (${point.massKg} kg, ${step.name})`);
      return refusal;
    }
    talk.show?.({ view: 'verdict', ok: false, says: `Refused: ${refusal.says}. Now ${refusal.does}.` });
    talk.say(`  refused: ${refusal.says}. Now ${refusal.does}.`);
    if (n >= tries || (await board.draft()).stage === 0) return refusal;
  }
}

function reasonOf(row: RefusalRow | null, step: string): Certificate['refusal'] {
  if (row === null)
    return { name: 'stopped', says: 'stopped by the technician', does: 'the old calibration holds', step };
  return { name: row.name, says: row.says, does: row.does, step };
}

/** One step forward, or one back: the number of the next step, or why there is none. */
async function go(way: Way, at: number): Promise<number | Certificate['refusal']> {
  const step = way.steps[at]!;
  showStep(way, at + BEFORE_STEPS.length);
  try {
    // The device takes back a mass of the way up, and nothing else.
    const refusal = await read(way, step, way.steps[at - 1]?.name === 'up');
    if (refusal === null || refusal.name !== 'none') return reasonOf(refusal, `${step.name} ${step.massKg} kg`);
    return at + 1;
  } catch (error) {
    if (!(error instanceof StepBack)) throw error;
    await way.board.back();
    way.talk.say(`  taken back: ${way.points.pop()?.massKg} kg`);
    way.talk.show?.({ view: 'readings', points: way.points });
    return at - 1;
  }
}

/** First refusal on the way, or null when the draft may be accepted. */
async function goThrough(way: Way): Promise<Certificate['refusal']> {
  const { board, talk, steps } = way;
  showStep(way, 1);
  if (!(await talk.ask({ act: 'hang', massKg: 0, says: 'Take every load off the cell' })))
    return reasonOf(null, 'begin');
  const begun = await board.begin();
  if (begun.name !== 'none') return reasonOf(begun, 'begin');
  const { noiseCounts, periodMs } = await board.draft();
  talk.say(`The cell is sound: noise ${noiseCounts.toFixed(0)} counts, a word every ${periodMs.toFixed(0)} ms.`);
  let at = 0;
  while (at < steps.length) {
    const next = await go(way, at);
    if (typeof next !== 'number') return next;
    at = next;
  }
  return null;
}

function tell(talk: Talk, d: DraftView, before: Named | null): void {
  talk.say(`Sensitivity ${d.countsPerN.toFixed(3)} counts/N, zero ${d.zeroCounts} counts.`);
  const old = before?.['countsPerN'];
  if (old !== undefined) talk.say(`  against the old one: ${(100 * (d.countsPerN / old - 1)).toFixed(3)} %`);
  talk.say(`  residual ${d.residualN.toFixed(3)} N (0.25 allowed), hysteresis ${d.hysteresisN.toFixed(3)} N (0.5)`);
  talk.say(`  repeatability ${d.repeatN.toFixed(3)} N (0.5), zero return ${d.zeroReturnN.toFixed(3)} N (0.5)`);
  talk.say(`  verification ${d.verifyN.toFixed(3)} N at ${d.verifyKg} kg (0.5 allowed)`);
}

/** The whole procedure. The service must be open. */
export async function calibrate(
  board: Board,
  talk: Talk,
  massesKg: readonly number[],
  verifyKg: number,
  tries = TRIES,
): Promise<Certificate> {
  const before = await board.calibration();
  const steps = stepsOf(massesKg, verifyKg);
  const way: Way = { board, talk, steps, tries, points: [] };
  showStep(way, 0);
  await warmUp(board, talk);
  let refusal = await goThrough(way);
  const results = await board.draft();
  const points = await readings(board);
  if (refusal === null) {
    tell(talk, results, before);
    showStep(way, steps.length + BEFORE_STEPS.length);
    talk.show?.({ view: 'review', rows: reviewRows(results, before) });
    if (await talk.ask({ act: 'nothing', says: 'Accept this calibration' })) await board.accept();
    else refusal = reasonOf(null, 'accept');
  }
  if (refusal !== null) await board.leave();
  const after = await board.calibration();
  const { name: port, isSimulated } = board.client.port;
  const { date } = await board.info();
  talk.say(
    refusal === null
      ? `Accepted; it holds until ${dateOf(after?.['expiresDay'] ?? 0)}. Take the mass off the cell.`
      : 'The old calibration holds.',
  );
  return { accepted: refusal === null, refusal, port, simulated: isSimulated, date, points, results, before, after };
}
