/**
 * What the device says about itself on its telemetry link, line by line: `S` state changes, `F` faults, `T` readings.
 * The simulator knows state and faults from here alone; what really happens it takes from the plant.
 */
import { FAULTS, REACTION_NAMES } from '../firmware/faults.ts';
import { STATE_NAMES } from '../firmware/states.ts';

/** A fault as the device announced it. */
export interface ReportedFault {
  code: number;
  name: string;
  atMs: number;
  reaction: string;
}

/** The last reading that the device sent. Pull is null while the device calls it invalid. */
export interface Reading {
  atMs: number;
  angleDeg: number;
  forceN: number | null;
  timeLeftS: number;
  targetN: number;
}

/** A partial line this long is not ours; it is dropped so that a babbling device cannot fill the memory. */
const LINE_CHARS_MAX = 4096;

export class Observer {
  state = 'off';
  stateAtMs = 0;
  previousState = 'off';
  readonly faults: ReportedFault[] = [];
  reading: Reading | null = null;
  /** Lines of none of the three kinds: console output, error messages. */
  readonly otherLines: string[] = [];
  /** Telemetry that holds something that is no number. */
  malformed: { atMs: number; line: string } | null = null;

  private pending = '';
  private readonly onState: (state: string, atMs: number) => void;
  private readonly onFault: (fault: ReportedFault) => void;

  constructor(onState: (state: string, atMs: number) => void, onFault: (fault: ReportedFault) => void) {
    this.onState = onState;
    this.onFault = onFault;
  }

  /** Text as it comes over the link, cut anywhere. */
  receive(text: string, atMs: number): void {
    const lines = (this.pending + text).split('\n');
    this.pending = (lines.pop() ?? '').slice(-LINE_CHARS_MAX);
    for (const line of lines) this.line(line.trimEnd(), atMs);
  }

  /** The chip has been reset or lost its power: what it said last no longer holds. */
  deviceGone(atMs: number): void {
    this.pending = '';
    this.reading = null;
    this.enter('off', atMs);
  }

  private line(line: string, atMs: number): void {
    const fields = line.split(',');
    if (fields[0] === 'S' && fields.length === 2) this.enter(stateName(fields[1] ?? ''), atMs);
    else if (fields[0] === 'F' && fields.length === 3) this.fault(fields, atMs);
    else if (fields[0] === 'T' && fields.length >= 5) this.read(fields, line, atMs);
    else if (line !== '') this.otherLines.push(line);
  }

  private enter(state: string, atMs: number): void {
    this.previousState = this.state;
    this.state = state;
    this.stateAtMs = atMs;
    this.onState(state, atMs);
  }

  private fault(fields: readonly string[], atMs: number): void {
    const code = Number(fields[1]);
    const row = FAULTS.find((candidate) => candidate.code === code);
    const reaction = REACTION_NAMES[Number(fields[2])] ?? fields[2] ?? '';
    const fault = { code, name: row?.name ?? `unknown${fields[1] ?? ''}`, atMs, reaction };
    this.faults.push(fault);
    this.onFault(fault);
  }

  private read(fields: readonly string[], line: string, atMs: number): void {
    const reading = {
      atMs,
      angleDeg: Number(fields[1]) / 100,
      forceN: fields[2] === 'x' ? null : Number(fields[2]) / 10,
      timeLeftS: Number(fields[3]),
      targetN: Number(fields[4]) / 10,
    };
    const finite = Number.isFinite(reading.angleDeg + (reading.forceN ?? 0) + reading.timeLeftS + reading.targetN);
    if (finite) this.reading = reading;
    else this.malformed ??= { atMs, line };
  }
}

function stateName(text: string): string {
  return /^\d+$/.test(text) ? (STATE_NAMES[Number(text)] ?? `unknown ${text}`) : text;
}
