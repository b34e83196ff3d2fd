/** A report as a few lines for people. */
import { clock } from './html/svg-chart.ts';
import type { Report } from './report.ts';

/** A flickering sensor reports hundreds. */
const FAULTS_SHOWN = 12;

function fixed(value: number | null, digits: number): string {
  return value === null ? '–' : value.toFixed(digits);
}

function truthLines({ truth, endMs, state }: Report): string[] {
  const hold = truth.forceMeanHoldN === null ? '' : `, ${fixed(truth.forceMeanHoldN, 1)} N mean while holding`;
  const target = truth.forceTargetN === null ? '' : ` (target ${fixed(truth.forceTargetN, 1)} N)`;
  return [
    `  ended at ${clock(endMs / 1000)} in state ${state}, at ${fixed(truth.angleEndDeg, 2)} degrees`,
    `  angle up to ${fixed(truth.angleMaxDeg, 2)} degrees, speed up to ${fixed(truth.speedMaxDegPerS, 2)} degrees per second`,
    `  pull up to ${fixed(truth.forceMaxN, 1)} N${hold}${target}, spine stretched by ${fixed(truth.elongationMm, 1)} mm`,
  ];
}

function stopLines({ stops }: Report): string[] {
  return stops.map((stop) => {
    const power =
      stop.drivePowerOffMs === null
        ? 'drive power stays on'
        : `drive power off after ${fixed(stop.drivePowerOffMs, 0)} ms`;
    return `  stop at ${clock(stop.atMs / 1000)}: ${stop.cause}, ${power}, at rest after ${fixed(stop.atRestMs, 0)} ms and ${fixed(stop.overrunDeg, 3)} degrees`;
  });
}

function findingLines({ faults, violations, expectations }: Report): string[] {
  const more = faults.length - FAULTS_SHOWN;
  return [
    ...faults
      .slice(0, FAULTS_SHOWN)
      .map(
        (fault) => `  fault at ${clock(fault.atMs / 1000)}: ${fault.code} ${fault.name}, reaction ${fault.reaction}`,
      ),
    ...(more > 0 ? [`  and ${more} more faults`] : []),
    ...violations.map((one) => `  BROKEN at ${clock(one.atMs / 1000)}: invariant ${one.invariant}: ${one.detail}`),
    ...expectations
      .filter((one) => !one.ok)
      .map((one) => `  FAILED at ${clock(one.atMs / 1000)}: expected ${one.detail}`),
  ];
}

export function summaryLines(report: Report): string[] {
  const { expectations, violations } = report;
  const held = expectations.filter((one) => one.ok).length;
  return [
    `${report.ok ? 'ok' : 'NOT OK'}: ${report.name} (seed ${report.seed}, ${report.engine} engine)`,
    ...truthLines(report),
    ...stopLines(report),
    ...findingLines(report),
    `  ${held} of ${expectations.length} expectations hold, ${violations.length} violations, ${report.sessions.length} sessions logged`,
    `  timeline ${report.timeline}`,
  ];
}
