/** What the board says now: asked for again and again while it is connected, which also keeps an open service open. */
import { byId, make, setText } from '../../sim/page/dom.ts';
import type { Board, Info, Live, Named } from '../board.ts';
import { lineThrough, type Line } from '../review.ts';
import type { ResidualPlot } from './residual-plot.ts';

const EVERY_MS = 400;
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
  }

  /** Goes on until it is stopped or the connection ends. */
  async run(board: Board): Promise<void> {
    this.isRunning = true;
    for (let turn = 0; this.isRunning; turn += 1) {
      try {
        if (turn % INFO_EVERY === 0) this.showInfo(await board.info());
        this.showLive(await board.live());
      } catch {
        setText(byId('pull'), 'no answer');
      }
      try {
        await board.client.port.wait(EVERY_MS);
      } catch {
        return;
      }
    }
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
    this.set('Angle', `${live.angleDeg.toFixed(2)}° by travel`);
    this.set('Tilt', `${live.tiltDeg.toFixed(2)}° by the sensor`);
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
  return line === null ? `${counts} counts` : `${((counts - line.zeroCounts) / line.countsPerN).toFixed(1)} N`;
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
