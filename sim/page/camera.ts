/** Takes pictures of a run for the page: what is there now, and what is new in curves and events. */
import type { PreparedRun } from '../runner.ts';
import type { Step } from '../scenario/format.ts';
import type { Curves } from '../trace.ts';
import type { Frame, Injected, News } from './protocol.ts';

/** Faults that a page can show; a flickering sensor reports hundreds. */
const FAULTS_MAX = 50;

export class Camera {
  private run: PreparedRun;
  private sentSamples = 0;
  private sentEvents = 0;
  private shown = new Uint8Array(0);

  constructor(run: PreparedRun) {
    this.run = run;
  }

  /** The same story from its beginning: what was sent before is still true. */
  follow(run: PreparedRun): void {
    this.run = run;
  }

  /** The story goes on otherwise from here. */
  forgetFuture(): void {
    this.sentSamples = Math.min(this.sentSamples, this.run.curves.timeS.length);
    this.sentEvents = Math.min(this.sentEvents, this.run.events.length);
  }

  take(injected: readonly Injected[], live: readonly Step[]): Frame {
    const { run } = this;
    const { bench } = run;
    bench.look();
    const { truth, device, buttons } = bench.world;
    const { plant, lamp, buzzer } = bench.rig;
    const { red, green, blue } = lamp.colour();
    const { expectations, violations } = run.findings;
    return {
      kind: 'frame',
      nowMs: run.nowMs,
      endMs: run.endMs,
      isOver: run.isOver,
      state: device.state,
      angleDeg: truth.angleDeg,
      speedDegPerS: truth.speedDegPerS,
      forceN: truth.forceN,
      travelMm: truth.travelMm,
      currentA: truth.currentA,
      supplyV: truth.supplyV,
      drivePower: truth.drivePower,
      elongationMm: truth.elongationMm,
      slideMm: plant.person.slideM * 1000,
      isStrapWhole: plant.controls.strapAttached && !plant.person.fuseBlown,
      reading: device.reading,
      lamp: [red, green, blue],
      isSounding: buzzer.isSounding(),
      ...this.display(),
      buttons: {
        start: buttons.start.down,
        lower: buttons.lower.down,
        panic: buttons.panic.down,
        key: buttons.key.down,
      },
      injected,
      stop: run.lastStop,
      faults: device.faults.slice(-FAULTS_MAX),
      failed: expectations.filter((one) => !one.ok).length,
      violations: violations.length,
      news: this.news(),
      live,
    };
  }

  private display(): Pick<Frame, 'display' | 'displayText'> {
    const pixels = this.run.bench.rig.display.pixels();
    if (pixels.length === this.shown.length && pixels.every((lit, i) => lit === this.shown[i]))
      return { display: null, displayText: null };
    this.shown = pixels.slice();
    return { display: this.shown, displayText: this.run.bench.displayText() };
  }

  private news(): News {
    const { curves, events } = this.run;
    const keepSamples = this.sentSamples;
    const keepEvents = this.sentEvents;
    this.sentSamples = Math.max(keepSamples, curves.timeS.length);
    this.sentEvents = Math.max(keepEvents, events.length);
    return { keepSamples, curves: from(curves, keepSamples), keepEvents, events: events.slice(keepEvents) };
  }
}

/** Samples from one on; none where the run has not come that far again. */
function from(curves: Curves, start: number): Curves {
  return {
    timeS: curves.timeS.slice(start),
    angleDeg: curves.angleDeg.slice(start),
    speedDegPerS: curves.speedDegPerS.slice(start),
    forceN: curves.forceN.slice(start),
    targetN: curves.targetN.slice(start),
    elongationMm: curves.elongationMm.slice(start),
  };
}
