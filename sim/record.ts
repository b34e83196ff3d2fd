/** Recordings: all that is needed to run a scenario again, and what came out of it. */
import * as v from 'valibot';
import { fromBase64, toBase64 } from '../hal/virtual/base64.ts';
import { ENGINE_NAMES, type EngineName } from './engine-names.ts';
import type { RunResult } from './runner.ts';
import { complaint } from './scenario/complaint.ts';
import { SCENARIO, type Scenario } from './scenario/format.ts';
import { InputError } from './scenario/input-error.ts';

/** Rises with every change of the recording's fields. */
const RECORD_VERSION = 1;

const HASH = v.pipe(v.string('must be text'), v.regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits'));

const RECORD = v.strictObject(
  {
    record: v.literal(RECORD_VERSION, `must be ${RECORD_VERSION}, the version of recordings that this program reads`),
    scenario: SCENARIO,
    engine: v.picklist(ENGINE_NAMES, `must be one of ${ENGINE_NAMES.join(', ')}`),
    firmware: HASH,
    timeline: HASH,
    ok: v.boolean('must be true or false'),
    endMs: v.pipe(v.number('must be a number'), v.finite('must be finite')),
    /** Flash image at power-up in base 64, where the scenario brought its own. */
    flash: v.nullable(v.pipe(v.string('must be text or null'), v.base64('must be base 64'))),
  },
  'must be an object',
);

export type RecordFile = v.InferOutput<typeof RECORD>;

export interface Recording {
  readonly scenario: Scenario;
  readonly engine: EngineName;
  readonly firmware: string;
  readonly timeline: string;
  readonly endMs: number;
  readonly flash: Uint8Array | null;
}

export interface Comparison {
  identical: boolean;
  detail: string;
  recorded: { firmware: string; timeline: string };
  replayed: { firmware: string; timeline: string };
}

export function recordOf(result: RunResult): RecordFile {
  const { report, flashAtStart } = result;
  // A run that was interrupted is recorded as far as it came.
  const steps = result.scenario.steps.filter((step) => step.atMs <= report.endMs);
  const scenario = { ...result.scenario, steps, endMs: report.endMs };
  return {
    record: RECORD_VERSION,
    scenario,
    engine: report.engine as EngineName,
    firmware: report.firmware,
    timeline: report.timeline,
    ok: report.ok,
    endMs: report.endMs,
    flash: flashAtStart === null ? null : toBase64(flashAtStart),
  };
}

/** A recording from what its file says, or an InputError that names what is wrong. */
export function checkRecord(value: unknown, source: string): Recording {
  const result = v.safeParse(RECORD, value, { abortEarly: true });
  if (!result.success) throw new InputError(source, complaint(RECORD, result.issues[0]));
  const { flash, ...record } = result.output;
  return { ...record, flash: flash === null ? null : fromBase64(flash) };
}

export function compare(recording: Recording, { report }: RunResult): Comparison {
  const sameFirmware = recording.firmware === report.firmware;
  const sameTimeline = recording.timeline === report.timeline && recording.endMs === report.endMs;
  const detail = sameTimeline
    ? `${sameFirmware ? '' : 'another firmware bundle, but '}every output edge at the same instant to ${report.endMs} ms, timeline ${report.timeline}`
    : `timeline ${report.timeline} instead of ${recording.timeline}${sameFirmware ? '' : '; the firmware bundle is another one than recorded'}`;
  return {
    identical: sameTimeline,
    detail,
    recorded: { firmware: recording.firmware, timeline: recording.timeline },
    replayed: { firmware: report.firmware, timeline: report.timeline },
  };
}
