/** The technician's page: connects to a board, real or simulated, and does with it what the terminal does. */
import { byId } from '../../sim/page/dom.ts';
import { Board } from '../board.ts';
import { Client } from '../client.ts';
import { PortError, type Port } from '../port.ts';
import { showBanner } from './banner.ts';
import { BenchPanel } from './bench-panel.ts';
import { BoardLink, hasWay, type Way } from './board-link.ts';
import { LiveReadings } from './live.ts';
import { ResidualPlot } from './residual-plot.ts';
import { SimulatedBoard } from './simulated-board.ts';
import { Tasks } from './tasks.ts';
import { Wizard } from './wizard.ts';

/** A console that comes anew must not begin with the number that the one before has used last. */
const NUMBERS = 1e6;

/** A port that tells when it is gone. */
type Connected = Port & { onClosed: () => void };

const plot = new ResidualPlot();
const live = new LiveReadings(plot);
const bench = new BenchPanel();
let port: Connected | null = null;
let board: Board | null = null;

const wizard = new Wizard({
  plot,
  asked: (wanted) => bench.asked(wanted),
  moving: (hold) => {
    live.quiet(hold !== null);
    bench.moving(hold);
  },
  place: (place) => live.showPlace(place),
  leave: () => {
    // Whether it arrives or not: a service that hears nothing closes itself, and a draft goes with it.
    board?.leave().catch(() => undefined);
  },
});
const tasks = new Tasks(wizard, plot, () => void refresh());

function complain(says: string): void {
  const verdict = byId('connect-verdict');
  verdict.hidden = says === '';
  verdict.textContent = says;
}

/** The calibration in use may have changed. */
async function refresh(): Promise<void> {
  live.calibration = (await board?.calibration().catch(() => null)) ?? null;
}

function showConnected(isConnected: boolean): void {
  byId('connect').hidden = isConnected;
  for (const id of ['live', 'work', 'disconnect']) byId(id).hidden = !isConnected;
}

function closed(): void {
  if (port === null) return;
  port = null;
  board = null;
  live.stop();
  tasks.disconnected();
  bench.show(null);
  showBanner(null);
  showConnected(false);
  complain(
    'The connection has ended. An open service closes itself after 10 s; a calibration that was not accepted is left, and the old one holds.',
  );
  byId('connect').querySelector('button')?.focus();
}

function connected(to: Connected): void {
  port = to;
  port.onClosed = closed;
  board = new Board(new Client(port, 1 + Math.floor(Math.random() * NUMBERS)));
  complain('');
  showBanner(port);
  showConnected(true);
  bench.show(port instanceof SimulatedBoard ? port : null);
  tasks.connected(board);
  void begin(board);
}

/** A service that a lost connection has left open would stay so as long as we ask what the board says: it is closed first. */
async function begin(to: Board): Promise<void> {
  await to.close().catch(() => undefined);
  void live.run(to);
  void refresh();
}

async function connect(open: () => Promise<Connected>): Promise<void> {
  complain('');
  const buttons = [...byId('connect').querySelectorAll('button')];
  const before = buttons.map(({ disabled }) => disabled);
  // The library breaks when it is asked again while its chooser is open.
  for (const button of buttons) button.disabled = true;
  try {
    connected(await open());
  } catch (error) {
    complain(error instanceof PortError ? error.message : `The board could not be reached: ${String(error)}`);
  } finally {
    buttons.forEach((button, k) => (button.disabled = before[k]!));
  }
}

function offer(id: string, way: Way): void {
  const button = byId<HTMLButtonElement>(id);
  button.disabled = !hasWay(way);
  if (button.disabled)
    button.title = 'This browser cannot do that, or the page was not loaded from localhost or by https.';
  button.addEventListener('click', () => void connect(() => BoardLink.open(way)));
}

offer('by-cable', 'cable');
offer('by-radio', 'radio');
byId('by-simulation').addEventListener('click', () => void connect(() => SimulatedBoard.open(complain)));
byId('disconnect').addEventListener('click', () => port?.close());
