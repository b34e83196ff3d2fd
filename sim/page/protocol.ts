/** What page and worker say to each other. Everything is plain data, copied on its way. */
import type { ButtonName, PartSpec, InjectionWay } from '../contract.ts';
import type { Reading, ReportedFault } from '../observer.ts';
import type { RecordFile } from '../record.ts';
import type { Report } from '../report.ts';
import type { InjectStep, Scenario, Step } from '../scenario/format.ts';
import type { Stop } from '../stops.ts';
import type { Curves, TraceEvent } from '../trace.ts';

/** A scenario as a file has it, and what was done to it live. */
export interface Story {
  readonly scenario: unknown;
  /** Instead of the scenario's own. */
  readonly seed?: number;
  /** Presses and faults of whoever sits at the page, with their instants. */
  readonly live: readonly Step[];
  /** Instead of the scenario's own end, where somebody went on behind it. */
  readonly endMs?: number;
  /** Flash image at power-up in base 64, where a recording brings one. */
  readonly flash?: string | null;
}

/** What can be done live. */
export type Act = (
  | { readonly press: ButtonName; readonly forMs?: number }
  | { readonly release: ButtonName }
  | { readonly inject: InjectStep }
  | { readonly clear: { readonly part: string; readonly property: string } }
) & {
  /** Later than now by so much. */
  readonly afterMs?: number;
};

export type ToWorker =
  /** First of all: the bytes that are flashed. */
  | { readonly kind: 'firmware'; readonly program: string }
  | { readonly kind: 'open'; readonly story: Story; readonly atMs: number }
  | { readonly kind: 'advance'; readonly byMs: number }
  | { readonly kind: 'seek'; readonly atMs: number }
  | { readonly kind: 'act'; readonly acts: readonly Act[] }
  /** Hash of everything that the device has done in the story that is shown, up to now. */
  | { readonly kind: 'timeline' }
  /** Plays a whole story beside the one that is shown, up to `untilMs` or its end. */
  | { readonly kind: 'whole'; readonly story: Story; readonly untilMs?: number }
  /** Checks what a file holds: a recording or a scenario. */
  | { readonly kind: 'file'; readonly value: unknown; readonly name: string };

/** A property that can be made to fail, with the ways that it knows. */
export interface PropertyOffer {
  readonly name: string;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  readonly help: string;
  readonly ways: readonly string[];
}

export interface PartOffer extends Omit<PartSpec, 'properties'> {
  readonly properties: readonly PropertyOffer[];
}

/** Samples and events that are new; before them the page keeps `keep` of its own. */
export interface News {
  readonly keepSamples: number;
  readonly curves: Curves;
  readonly keepEvents: number;
  readonly events: readonly TraceEvent[];
}

/** A fault that is injected at this moment. */
export interface Injected {
  readonly part: string;
  readonly property: string;
  readonly as: InjectionWay;
  readonly value?: number;
}

/** The rig at one instant. */
export interface Frame {
  readonly kind: 'frame';
  readonly nowMs: number;
  readonly endMs: number;
  readonly isOver: boolean;
  readonly state: string;
  readonly angleDeg: number;
  readonly speedDegPerS: number;
  readonly forceN: number;
  readonly travelMm: number;
  readonly currentA: number;
  readonly supplyV: number;
  readonly drivePower: boolean;
  readonly elongationMm: number;
  readonly slideMm: number;
  readonly isStrapWhole: boolean;
  readonly reading: Reading | null;
  /** Red, green, blue, 0 to 1. */
  readonly lamp: readonly [number, number, number];
  readonly isSounding: boolean;
  /** 128 x 64 dots, a byte each; null when they are as before. */
  readonly display: Uint8Array | null;
  readonly displayText: string | null;
  readonly buttons: Readonly<Record<ButtonName, boolean>>;
  readonly injected: readonly Injected[];
  readonly stop: Stop | null;
  readonly faults: readonly ReportedFault[];
  readonly failed: number;
  readonly violations: number;
  readonly news: News;
  /** What was done live, as the story has it now. */
  readonly live: readonly Step[];
}

export interface Opened {
  readonly kind: 'opened';
  readonly scenario: Scenario;
  readonly angleCapDeg: number;
  readonly pullCapN: number;
  readonly targetN: number | null;
  readonly frame: Frame;
}

export type FromWorker =
  | { readonly kind: 'ready'; readonly firmware: string; readonly parts: readonly PartOffer[] }
  | Opened
  | Frame
  | { readonly kind: 'timeline'; readonly timeline: string }
  | { readonly kind: 'whole'; readonly report: Report; readonly record: RecordFile }
  | { readonly kind: 'file'; readonly story: Story; readonly timeline: string | null; readonly firmware: string | null }
  /** What was asked for cannot be done; in words. */
  | { readonly kind: 'refused'; readonly why: string };
