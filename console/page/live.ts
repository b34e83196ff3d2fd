/** What the board says now: asked for again and again while it is connected, which also keeps an open service open. */
import { byId, make, setText } from '../../sim/page/dom.ts';
import type { Board, Info, Live, Named, Place } from '../board.ts';
import { fixed } from '../record-words.ts';
import { lineThrough, type Line } from '../review.ts';
import type { ResidualPlot } from './residual-plot.ts';

const EVERY_MS = 400;
/** In slices: with the simulated board its time passes while we wait, and a heartbeat must not be late by the whole of it. */
const SLICE_MS = 50;
/** State and dates change seldom. */
const INFO_EVERY = 8;

const ROWS = [
  'State',
  'Service',
  'Angle',
  'Tilt',
  'Supply',
  'Switches',
  'Calibration',
  'Prescription',
  'Date',
] as const;

export class LiveReadings {
  /** The calibration in use, for the pull in newtons. */
  calibration: Named | null = null;
  private readonly plot: ResidualPlot;
  private readonly cells = new Map<string, HTMLElement>();
  private isRunning = false;
  private isQuiet = false;
  private goOn: () => void = () => undefined;

  constructor(plot: ResidualPlot) {
    this.plot = plot;
    for (const name of ROWS) {
      const cell = make('dd', { textContent: '–' });
      this.cells.set(name, cell);
      byId('readings').append(make('div', {}, make('dt', { textContent: name }), cell));
    }
  }

  stop(): void {
    this.isRunning = false;
    this.quiet(false);
  }

  /** While the board moves it hears the heartbeat alone; a request in between would make that wait. */
  quiet(isQuiet: boolean): void {
    this.isQuiet = isQuiet;
    if (!isQuiet) this.goOn();
  }

  /** Goes on until it is stopped or the connection ends. */
  async run(board: Board): Promise<void> {
    this.isRunning = true;
    for (let turn = 0; this.isRunning; turn += 1) {
      await this.look(board, turn % INFO_EVERY === 0);
      try {
        await this.pause(board);
      } catch {
        return;
      }
    }
  }

  private async pause({ client: { port } }: Board): Promise<void> {
    for (let waitedMs = 0; waitedMs < EVERY_MS && !this.isQuiet; waitedMs += SLICE_MS) await port.wait(SLICE_MS);
    if (this.isQuiet) await new Promise<void>((resolve) => (this.goOn = resolve));
  }

  private async look(board: Board, isFull: boolean): Promise<void> {
    try {
      if (isFull) this.showInfo(await board.info());
      this.showLive(await board.live());
    } catch {
      setText(byId('pull'), 'no answer');
    }
  }

  /** Where the board is on its way, as the heartbeat tells it. */
  showPlace({ state, angleDeg, tiltDeg }: Place): void {
    this.set('State', state);
    this.showAngles(angleDeg, tiltDeg);
  }

  private showAngles(angleDeg: number, tiltDeg: number): void {
    this.set('Angle', `${fixed(angleDeg, 2)}° by travel`);
    this.set('Tilt', `${fixed(tiltDeg, 2)}° by the sensor`);
  }

  private set(name: (typeof ROWS)[number], text: string): void {
    setText(this.cells.get(name)!, text);
  }

  private showInfo(info: Info): void {
    this.set('State', `${info.state}, on for ${Math.floor(info.upS / 60)} min`);
    this.set('Service', info.serviceOpen ? 'open' : 'closed');
    const inDate = info.calibrationExpired ? 'expired' : 'in date';
    this.set('Calibration', info.calibrated ? inDate : 'none: no traction');
    this.set('Prescription', info.prescribed ? 'loaded' : 'none: no traction');
    this.set('Date', info.date);
  }

  private showLive(live: Live): void {
    setText(byId('pull'), live.pullFresh ? pullWords(live.counts, lineOf(this.calibration)) : 'no fresh reading');
    const draft = lineThrough(this.plot.points);
    setText(
      byId('pull-draft'),
      draft === null ? '' : `By the readings of this draft: ${pullWords(live.counts, draft)}`,
    );
    this.showAngles(live.angleDeg, live.tiltDeg);
    this.set('Supply', `${live.supplyV.toFixed(1)} V`);
    this.set('Switches', switchWords(live));
  }
}

function lineOf(calibration: Named | null): Line | null {
  const countsPerN = calibration?.['countsPerN'];
  const zeroCounts = calibration?.['zeroCounts'];
  return countsPerN === undefined || zeroCounts === undefined ? null : { countsPerN, zeroCounts };
}

function pullWords(counts: number, line: Line | null): string {
  return line === null ? `${counts} counts` : `${fixed((counts - line.zeroCounts) / line.countsPerN, 1)} N`;
}

function switchWords(live: Live): string {
  const on = [
    live.key ? 'service key on' : 'service key off',
    live.panic ? 'PANIC pressed' : '',
    live.start ? 'START pressed' : '',
    live.lower ? 'LOWER pressed' : '',
    live.relayOpen ? 'relay open' : 'relay CLOSED',
    live.endLow ? 'at the low end' : '',
    live.endHigh ? 'at the HIGH end' : '',
  ];
  return on.filter((word) => word !== '').join(', ');
}
