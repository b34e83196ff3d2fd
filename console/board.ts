/** The device as the technician sees it: requests by name, answers in units. */
import { Refusal, REFUSALS, type RefusalRow } from '../firmware/calibration/refusals.ts';
import { PRESCRIPTION } from '../firmware/course-records.ts';
import { scaleOf, Status, SwitchBit, Verb } from '../firmware/protocol.ts';
import { CALIBRATION, EVENT, SESSION_LOG, type RecordSpec } from '../firmware/records.ts';
import { STATE_NAMES } from '../firmware/states.ts';
import { ConsoleError, told, type Answer, type Client } from './client.ts';
import { keyWords } from './codes.ts';

const DRAFT_POLL_MS = 250;
/** A diagnosis takes ten seconds, a reading thirty at most. */
const READING_WITHIN_MS = 60_000;
const DAY_MS = 86_400_000;

/** A record by the names of its fields. */
export type Named = Record<string, number>;

export interface Info {
  readonly state: string;
  readonly serviceOpen: boolean;
  readonly hasKey: boolean;
  readonly date: string;
  readonly upS: number;
  readonly calibrated: boolean;
  readonly calibrationExpired: boolean;
  readonly prescribed: boolean;
}

/** What the sensors and switches say now. */
export interface Live {
  readonly counts: number;
  readonly pullFresh: boolean;
  readonly angleDeg: number;
  readonly tiltDeg: number;
  readonly supplyV: number;
  readonly panic: boolean;
  readonly relayOpen: boolean;
  readonly start: boolean;
  readonly lower: boolean;
  readonly endLow: boolean;
  readonly endHigh: boolean;
  readonly key: boolean;
  /** Reaction of the worst fault that is latched (firmware/faults.ts). */
  readonly worst: number;
  /** The fault that is told, by its number. */
  readonly cause: number;
}

/** The calibration under way. Forces in newtons. */
export interface DraftView {
  readonly stage: number;
  readonly busy: boolean;
  readonly refusal: RefusalRow;
  readonly readings: number;
  readonly nextKg: number;
  readonly noiseCounts: number;
  readonly periodMs: number;
  readonly countsPerN: number;
  readonly zeroCounts: number;
  readonly residualN: number;
  readonly hysteresisN: number;
  readonly repeatN: number;
  readonly zeroReturnN: number;
  readonly verifyN: number;
  readonly verifyKg: number;
}

/** One reading of the draft. */
export interface PointView {
  readonly massKg: number;
  readonly counts: number;
  readonly readN: number;
}

/** One accepted angle: as it was read off the inclinometer, tilt and travel without their zeros, and the pull. */
export interface AngleView {
  readonly typedDeg: number;
  readonly tiltDeg: number;
  readonly travelMm: number;
  readonly pullN: number;
}

/** Where the board is while it may be moved. */
export interface Place {
  readonly state: string;
  readonly angleDeg: number;
  readonly tiltDeg: number;
}

export function refusalRow(code: number): RefusalRow {
  return REFUSALS[code] ?? { code, name: `unknown${code}`, says: `refused for reason ${code}`, does: 'see the manual' };
}

/** A day number of a record as a date. */
export function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

function bit(bits: number, mask: SwitchBit): boolean {
  return (bits & mask) !== 0;
}

export class Board {
  readonly client: Client;

  constructor(client: Client) {
    this.client = client;
  }

  async info(): Promise<Info> {
    const f = await this.client.numbers(Verb.Info);
    return {
      state: STATE_NAMES[f[1]!] ?? `unknown ${f[1]}`,
      serviceOpen: f[2] === 1,
      hasKey: f[3] === 1,
      date: dateOf(f[4]!),
      upS: f[5]!,
      calibrated: f[6] === 1,
      calibrationExpired: f[7] === 1,
      prescribed: f[8] === 1,
    };
  }

  async live(): Promise<Live> {
    const f = await this.client.numbers(Verb.Live);
    const bits = f[5]!;
    return {
      counts: f[0]!,
      pullFresh: f[1] === 0,
      angleDeg: f[2]! / 100,
      tiltDeg: f[3]! / 100,
      supplyV: f[4]! / 1000,
      panic: bit(bits, SwitchBit.Panic),
      relayOpen: bit(bits, SwitchBit.RelayOpen),
      start: bit(bits, SwitchBit.Start),
      lower: bit(bits, SwitchBit.Lower),
      endLow: bit(bits, SwitchBit.EndLow),
      endHigh: bit(bits, SwitchBit.EndHigh),
      key: bit(bits, SwitchBit.Key),
      worst: f[6]!,
      cause: f[7]!,
    };
  }

  calibration(): Promise<Named | null> {
    return this.record(CALIBRATION, Verb.Calibration);
  }

  prescription(): Promise<Named | null> {
    return this.record(PRESCRIPTION, Verb.Prescription);
  }

  session(back: number): Promise<Named | null> {
    return this.record(SESSION_LOG, Verb.Session, back);
  }

  event(back: number): Promise<Named | null> {
    return this.record(EVENT, Verb.Event, back);
  }

  open(key: Uint8Array<ArrayBuffer>): Promise<void> {
    return this.client.open(key, Verb.Open, Verb.Hello);
  }

  async close(): Promise<void> {
    await this.client.ask(Verb.Close);
  }

  async beat(): Promise<void> {
    await this.client.numbers(Verb.Beat);
  }

  setKey(key: Uint8Array<ArrayBuffer>): Promise<void> {
    return this.client.change(Verb.Key, ...keyWords(key));
  }

  setClock(seconds: number): Promise<void> {
    return this.client.change(Verb.Clock, seconds);
  }

  prescribe(values: readonly number[]): Promise<void> {
    return this.client.change(Verb.Prescribe, ...values);
  }

  /** Ends the program of the device; the interpreter listens from then on. By cable only. */
  handOver(): Promise<void> {
    return this.client.change(Verb.Upload);
  }

  accept(): Promise<void> {
    return this.client.change(Verb.Accept);
  }

  async begin(): Promise<RefusalRow> {
    return this.settled(await this.client.ask(Verb.Begin));
  }

  async take(massKg: number): Promise<RefusalRow> {
    return this.settled(await this.client.ask(Verb.Take, Math.round(massKg * 1000)));
  }

  /** Begins the calibration of the angle; the mass lies in the strap, on rollers. */
  async beginAngle(massKg: number): Promise<RefusalRow> {
    return this.settled(await this.client.ask(Verb.Angle, Math.round(massKg * 1000)));
  }

  /** The device looks where the board stands. */
  async look(): Promise<RefusalRow> {
    return this.settled(await this.client.ask(Verb.Look));
  }

  /** The angle that was read off the inclinometer. */
  async refer(angleDeg: number): Promise<RefusalRow> {
    return this.settled(await this.client.ask(Verb.Refer, Math.round(angleDeg * 1000)));
  }

  /** The console is there, and wants the board at this angle. It moves only while START is held at the device. */
  async jog(angleDeg: number): Promise<Place> {
    const f = await this.client.numbers(Verb.Jog, Math.round(angleDeg * 1000));
    const state = STATE_NAMES[f[0]!] ?? `unknown ${f[0]}`;
    return { state, angleDeg: f[1]! / 1000, tiltDeg: f[2]! / 1000 };
  }

  async angle(at: number): Promise<AngleView> {
    const f = await this.client.numbers(Verb.Point, at);
    return { typedDeg: f[0]! / 1000, tiltDeg: f[1]! / 1000, travelMm: f[2]! / 1000, pullN: f[3]! / 1000 };
  }

  /** Takes back the last mass of the way up. */
  async back(): Promise<RefusalRow> {
    return this.settled(await this.client.ask(Verb.Back));
  }

  async leave(): Promise<RefusalRow> {
    told(await this.client.ask(Verb.Leave));
    const { status, fields } = await this.client.ask(Verb.Draft);
    // A board that stands tilted closes the service by leaving.
    return refusalRow(status === Status.Ok ? Number(fields[2]) : Refusal.Left);
  }

  async draft(): Promise<DraftView> {
    const f = await this.client.numbers(Verb.Draft);
    return {
      stage: f[0]!,
      busy: f[1] === 1,
      refusal: refusalRow(f[2]!),
      readings: f[3]!,
      nextKg: f[4]! / 1000,
      noiseCounts: f[5]! / 1000,
      periodMs: f[6]! / 1000,
      countsPerN: f[7]! / 1000,
      zeroCounts: f[8]!,
      residualN: f[9]! / 1000,
      hysteresisN: f[10]! / 1000,
      repeatN: f[11]! / 1000,
      zeroReturnN: f[12]! / 1000,
      verifyN: f[13]! / 1000,
      verifyKg: f[14]! / 1000,
    };
  }

  async point(at: number): Promise<PointView> {
    const f = await this.client.numbers(Verb.Point, at);
    return { massKg: f[0]! / 1000, counts: f[1]! / 1000, readN: f[2]! / 1000 };
  }

  /** Waits until a reading is at rest; asking keeps the service open. */
  private async settled(answer: Answer): Promise<RefusalRow> {
    if (answer.status === Status.Refused) return refusalRow(Number(answer.fields[0]));
    told(answer);
    for (let waitedMs = 0; waitedMs < READING_WITHIN_MS; waitedMs += DRAFT_POLL_MS) {
      const { busy, refusal } = await this.draft();
      if (!busy) return refusal;
      await this.client.port.wait(DRAFT_POLL_MS);
    }
    throw new ConsoleError('the reading does not end; is the device still on?', null);
  }

  private async record(spec: RecordSpec, verb: Verb, ...args: readonly number[]): Promise<Named | null> {
    const answer = await this.client.ask(verb, ...args);
    if (answer.status === Status.Nothing) return null;
    const { fields } = told(answer);
    return Object.fromEntries(spec.fields.map((field, k) => [field.name, Number(fields[k]) / scaleOf(field)]));
  }
}
