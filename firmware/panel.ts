import type { Cell, PanelView } from '../hal/machine.ts';
import type { Device } from './device.ts';
import { Fault, Reaction } from './faults.ts';
import { FIRST_NUMBERS, Layout, LAYOUTS, Screen, SCREENS, type Item } from './screens.ts';
import { chooseSignals, newSignals, play, type Signals } from './signals.ts';
import { State } from './states.ts';
import { COMPOSERS } from './texts.ts';
import { timeLeftS } from './time-left.ts';
import { climbDeg } from './ways.ts';

/**
 * Jobs of one round: look at the device, three texts, the time left in two halves because it is long-winded, the other
 * texts. While the time is worked out the display can send what was drawn before.
 */
const enum Job {
  Screen = 0,
  Signals = 1,
  FirstTexts = 2,
  Climb = 5,
  Time = 6,
  OtherTexts = 7,
}

/** Texts before the time left; none of them shows it in a session. */
const FIRST_TEXTS = 3;

/** The panel: what it shows, and where it is in showing it. Written in place. */
export interface Panel {
  view: PanelView;
  /** Next job of the round. */
  job: number;
  /** State and screen that the round belongs to. */
  state: State;
  screen: Screen;
  layout: Layout;
  items: readonly Item[];
  cells: readonly Cell[];
  /** Texts as drawn last. */
  texts: string[];
  /** Degrees still to climb, and seconds until the board is flat again (time-left.ts), renewed with every round. */
  climbDeg: number;
  leftS: number;
  leftAtMs: number;
  signals: Signals;
}

/** A dark and silent panel that has drawn nothing yet. */
export function newPanel(): Panel {
  return {
    view: { draw: false, cell: LAYOUTS[Layout.Words][0], text: '', signal: false, lamp: 0, toneHz: 0 },
    job: Job.Screen,
    state: State.Booting,
    screen: Screen.SelfTest,
    layout: Layout.Words,
    items: SCREENS[Screen.SelfTest],
    cells: LAYOUTS[Layout.Words],
    texts: [],
    climbDeg: 0,
    leftS: 0,
    leftAtMs: 0,
    signals: newSignals(),
  };
}

/** Faults that leave the drive out of use: the way down is the crank. */
function needsCrank(code: Fault): boolean {
  return code >= Fault.DriveStill && code <= Fault.RelayDisagrees && code !== Fault.DriveStalled;
}

function idleScreen(d: Device): Screen {
  const book = d.book;
  if (!d.flat) return Screen.Tilted;
  if (book.worst < Reaction.RefuseStart) return Screen.Ready;
  if (book.worst >= Reaction.Return) return Screen.Acknowledge;
  return book.cause === Fault.PanicNotTested ? Screen.TestPanic : Screen.NotReady;
}

/** The next step of the way out of a halt. */
function haltScreen(d: Device): Screen {
  if (d.ask.panic) return Screen.HaltPanic;
  if (d.flat) return Screen.HaltFlat;
  if (needsCrank(d.safety.cause)) return Screen.HaltCrank;
  return d.safety.acknowledged ? Screen.HaltLower : Screen.HaltAcknowledge;
}

/** Screen by state; the ones that depend on more are chosen in `screenOf`. */
const SCREEN_OF = new Uint8Array([
  Screen.SelfTest,
  Screen.Ready,
  Screen.Arming,
  Screen.Raising,
  Screen.Holding,
  Screen.Resting,
  Screen.Returning,
  Screen.Paused,
  Screen.HaltAcknowledge,
  Screen.ComingDown,
  Screen.Finished,
  Screen.Service,
  Screen.Lockout,
  Screen.Relaxing,
  Screen.Asking,
  Screen.Scoring,
  Screen.Jogging,
  Screen.Testing,
]);

function screenOf(d: Device): Screen {
  const state = d.session.state;
  if (state === State.Idle) return idleScreen(d);
  if (state === State.Halted) return haltScreen(d);
  if (state === State.Calibrating && !d.flat) return Screen.Tilted;
  if (state === State.Returning && d.safety.cause !== Fault.None) return Screen.ReturningOnFault;
  if (
    (state === State.Raising || state === State.Holding || state === State.Relaxing) &&
    d.book.worst === Reaction.Warn
  )
    return Screen.Warned;
  return SCREEN_OF[state];
}

/** Looks at the device anew. With another arrangement of the display every text is drawn, in turn from the top. */
function lookAgain(p: Panel, d: Device): void {
  const screen = screenOf(d);
  p.state = d.session.state;
  if (screen === p.screen) return;
  p.screen = screen;
  p.items = SCREENS[screen];
  const layout = screen >= FIRST_NUMBERS ? Layout.Numbers : Layout.Words;
  if (layout === p.layout) return;
  p.layout = layout;
  p.cells = LAYOUTS[layout];
  p.texts = [];
}

function askFor(p: Panel, slot: number, text: string): void {
  const v = p.view;
  p.texts[slot] = text;
  v.text = text;
  v.cell = p.cells[slot];
  v.draw = true;
}

/** Whole seconds that are left now. Between two rounds time goes on while the program does. */
export function secondsLeft(p: Panel, d: Device): number {
  const agoMs = d.session.power ? d.inputs.nowMs - p.leftAtMs : 0;
  const leftS = p.leftS - agoMs / 1000;
  return leftS > 0 ? Math.ceil(leftS) : 0;
}

/** Composes a text in its turn, and asks for it to be drawn if it is another than before. */
function nextText(p: Panel, d: Device, slot: number): void {
  const item = p.items[slot];
  const text = typeof item === 'number' ? COMPOSERS[item](d, secondsLeft(p, d)) : item;
  if (text !== p.texts[slot]) askFor(p, slot, text);
  if (slot + 1 === p.items.length) p.job = Job.Screen;
}

function otherJob(p: Panel, d: Device, job: number): void {
  if (job === Job.Screen) lookAgain(p, d);
  else if (job === Job.Signals) chooseSignals(p.signals, d, p.view);
  else if (job === Job.Climb) p.climbDeg = climbDeg(d);
  else {
    p.leftS = timeLeftS(d, p.climbDeg);
    p.leftAtMs = d.inputs.nowMs;
  }
}

/** One job of the round. A new state begins a new round at once. */
function work(p: Panel, d: Device): void {
  const job = d.session.state === p.state ? p.job : Job.Screen;
  p.job = job + 1;
  if (job >= Job.OtherTexts) nextText(p, d, job - Job.OtherTexts + FIRST_TEXTS);
  else if (job >= Job.FirstTexts && job < Job.Climb) nextText(p, d, job - Job.FirstTexts);
  else otherJob(p, d, job);
}

/** Lamp and buzzer, if they change with time. Call it once a period. */
export function panelSignals(p: Panel, d: Device): void {
  const s = p.signals;
  if (s.halfMs > 0 || s.playing > 0) play(s, d.inputs.nowMs, p.view);
}

/** One job of the round, unless a text still waits to be drawn. */
export function panelView(p: Panel, d: Device): void {
  if (!p.view.draw) work(p, d);
}
