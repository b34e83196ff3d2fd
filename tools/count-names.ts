/**
 * Counts how often every name of the bundle is met in a period of a session, and writes the list that the build puts hot
 * names first by. The engine of Node counts the runs of each piece of the program, so that the same sources give the
 * same list.
 */
import { writeFileSync } from 'node:fs';
import { Session, type Profiler } from 'node:inspector';
import type { AnyNode } from 'acorn';
import { TICK_MS } from '../firmware/limits.ts';
import { createEngine } from '../sim/engines.ts';
import { prepare } from '../sim/perf/session.ts';
import { checkScenario } from '../sim/scenario/read.ts';
import { placesByName } from './bundle/hot-names.ts';
import { buildFirmware, COUNTS_FILE } from './bundle/pipeline.ts';
import { ROOT } from './root.ts';

/** Rarer than once in so many periods: its place does not matter. */
const RARE = 0.005;

/** A pull is approached, held and given back: the dearest periods are among these. */
const SESSION = checkScenario(
  {
    name: 'names',
    prescription: { program: 'static', target: { bodyWeightPct: 25 }, holdS: 20 },
    steps: [{ atMs: 2500, press: 'start', forMs: 150 }],
    endMs: 90_000,
  },
  'names',
);

function runsOf(ranges: readonly Profiler.CoverageRange[], place: AnyNode, shift: number): number {
  const at = place.start + shift;
  const around = ranges.filter((one) => one.startOffset <= at && at < one.endOffset);
  return around.reduce((a, b) => (b.endOffset - b.startOffset <= a.endOffset - a.startOffset ? b : a)).count;
}

async function cover(program: string): Promise<{ ranges: Profiler.CoverageRange[]; shift: number }> {
  const engine = await createEngine('node');
  const session = new Session();
  session.connect();
  const sources = new Map<string, string>();
  session.on('Debugger.scriptParsed', ({ params }) => sources.set(params.scriptId, params.url));
  session.post('Debugger.enable');
  session.post('Profiler.enable');
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  const run = prepare(SESSION, { path: COUNTS_FILE, program, sha256: '' }, engine);
  run.advanceTo(SESSION.endMs);
  const found = { ranges: [] as Profiler.CoverageRange[], shift: 0 };
  session.post('Profiler.takePreciseCoverage', (error, taken) => {
    const script = taken?.result.find((one) => one.url === 'program.js');
    if (error !== null || script === undefined) throw new Error('the engine counted nothing');
    found.ranges = script.functions.flatMap((one) => one.ranges);
    session.post('Debugger.getScriptSource', { scriptId: script.scriptId }, (_, source) => {
      found.shift = source.scriptSource.indexOf(program);
    });
  });
  run.finish();
  session.disconnect();
  if (found.shift < 0) throw new Error('the engine ran another program than the one that was built');
  return found;
}

const { minified } = await buildFirmware(ROOT);
const { ranges, shift } = await cover(minified.code);
const periods = SESSION.endMs / TICK_MS;
const counted = [...placesByName(minified.code)]
  .map(([name, places]): [string, number] => {
    const runs = places.reduce((sum, place) => sum + runsOf(ranges, place, shift), 0);
    return [name, Math.round((1000 * runs) / periods) / 1000];
  })
  .filter(([, perPeriod]) => perPeriod >= RARE)
  .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
writeFileSync(COUNTS_FILE, `${JSON.stringify(Object.fromEntries(counted), null, 2)}\n`);
console.log(`${counted.length} names in ${COUNTS_FILE}`);
