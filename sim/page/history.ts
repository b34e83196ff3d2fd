/** What the page knows of the run so far, behind the instant that is shown as well when it was gone back. Knows no page. */
import type { Curves, TraceEvent } from '../trace.ts';
import type { News } from './protocol.ts';

const QUANTITIES = ['timeS', 'angleDeg', 'speedDegPerS', 'forceN', 'targetN', 'elongationMm'] as const;

export class History {
  readonly curves: Curves = { timeS: [], angleDeg: [], speedDegPerS: [], forceN: [], targetN: [], elongationMm: [] };
  readonly events: TraceEvent[] = [];

  clear(): void {
    for (const name of QUANTITIES) this.curves[name].length = 0;
    this.events.length = 0;
  }

  /** Tells whether there was anything new. */
  take(news: News): { readonly samples: boolean; readonly events: boolean } {
    const samples = news.curves.timeS.length > 0 || news.keepSamples < this.curves.timeS.length;
    const events = news.events.length > 0 || news.keepEvents < this.events.length;
    for (const name of QUANTITIES) {
      const own = this.curves[name] as (number | null)[];
      own.length = news.keepSamples;
      own.push(...news.curves[name]);
    }
    this.events.length = news.keepEvents;
    this.events.push(...news.events);
    return { samples, events };
  }

  get endS(): number {
    return this.curves.timeS.at(-1) ?? 0;
  }

  /** Place of the last sample that is not after an instant. */
  sampleAt(timeS: number): number {
    const { timeS: times } = this.curves;
    let low = 0;
    let high = times.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (times[middle]! <= timeS) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }

  stateAt(timeS: number): string {
    return this.events.findLast((event) => event.kind === 'state' && event.atMs <= timeS * 1000)?.text ?? 'off';
  }

  /** The curves as a table for other programs. */
  csv(): string {
    const head = 'time_s,angle_deg,speed_deg_per_s,pull_n,target_n,stretch_mm,state';
    const { curves } = this;
    const rows = curves.timeS.map((timeS, i) => {
      const figures = [
        timeS.toFixed(3),
        curves.angleDeg[i]!.toFixed(4),
        curves.speedDegPerS[i]!.toFixed(4),
        curves.forceN[i]!.toFixed(2),
        curves.targetN[i]?.toFixed(2) ?? '',
        curves.elongationMm[i]!.toFixed(3),
      ];
      return `${figures.join(',')},${this.stateAt(timeS)}`;
    });
    return `${[head, ...rows].join('\r\n')}\r\n`;
  }
}
