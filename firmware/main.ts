import { answerLine, handOver, inbox, initLink, sendLine, takeLine } from '../hal/board/link.ts';
import {
  feed,
  initMachine,
  makeSafe,
  readAgain,
  readKey,
  readMachine,
  readSensors,
  startWatchdog,
  writeMachine,
} from '../hal/board/machine.ts';
import { initPanel, writeDisplay, writeSignals } from '../hal/board/panel.ts';
import { crc32, flash, freeAreas, textCrc } from '../hal/board/store.ts';
import { raise } from './book.ts';
import { consoleStep, hearWord } from './console/console.ts';
import { newConsole, Work, type Archive } from './console/state.ts';
import { newDevice, type Device } from './device.ts';
import { Fault } from './faults.ts';
import { FONT, FONT_FIRST_CHAR } from './font.ts';
import { newPanel, panelSignals, panelView } from './panel.ts';
import { EVENT_PAGES, Page, recordsBase, SESSION_PAGES } from './layout.ts';
import { TICK_MS } from './limits.ts';
import { forgetDays, noteCut } from './day.ts';
import { prescribe } from './prescribe.ts';
import { newJournal, noteBoot, noteFaults, noteSteady } from './journal.ts';
import { DAILY, PRESCRIPTION } from './course-records.ts';
import { Cal, CALIBRATION, EVENT, EventKind, SESSION_LOG } from './records.ts';
import { State } from './states.ts';
import { begunValues, logValues } from './logbook.ts';
import {
  append,
  DraftStep,
  loadRecord,
  newDraft,
  newRing,
  openRing,
  readRing,
  saveRecord,
  stepDraft,
  type Store,
} from './store.ts';
import { newTelemetry, nextLine } from './telemetry.ts';
import { supervise } from './supervise.ts';
import { tick } from './tick.ts';

/** A period has two halves of equal length. */
const HALF_MS = TICK_MS / 2;
/** A half that comes sooner than this after the last one belongs to a catch-up burst and is left out. */
const BURST_MS = HALF_MS / 2;

const device = newDevice();
const telemetry = newTelemetry();
const panel = newPanel();
const journal = newJournal();
const store: Store = { flash, crc32, base: -1, draft: newDraft() };
const sessions = newRing(SESSION_LOG, Page.Sessions, SESSION_PAGES);
const events = newRing(EVENT, Page.Events, EVENT_PAGES);
const archive: Archive = { crc: textCrc, store, sessions, events };
const technician = newConsole();
/** Places in an event record. */
const EVENT_KIND = 1;
const EVENT_CODE = 2;
const EVENT_PULL = 4;
/** Events between two starts that are looked at: as many as the journal takes at once, and those of a session. */
const LOOKED_BACK = 12;
/** The third start within ten minutes locks the device (F060). A run of five minutes ends the count. */
const BOOTS_MAX = 3;
const BOOTS_S = 600;
let bootedAtS = 0;
/** Starts of which each came soon after the last one. */
let boots = 1;
let ranAtMs = 0;
let ticksNext = false;
let timer = 0;
/** A plan took the panel's last turn. */
let panelWaits = false;
/** The last supervision came to its end. */
let supervised = true;

function loadRecords(d: Device): void {
  store.base = recordsBase(freeAreas());
  const cal = loadRecord(store, CALIBRATION, Page.Calibration);
  const rx = loadRecord(store, PRESCRIPTION, Page.Prescription);
  const daily = loadRecord(store, DAILY, Page.Daily);
  if (cal !== null) {
    d.cal = cal;
    d.calibrated = cal[Cal.AngleDay] > 0;
  }
  if (daily !== null) d.daily = daily;
  forgetDays(d);
  if (rx !== null) d.rx = rx;
  openRing(store, sessions);
  openRing(store, events);
  readLastRun(d);
  if (boots >= BOOTS_MAX) raise(d.book, Fault.ResetLoop, 0);
  prescribe(d);
}

/** What the journal tells of the run before this one, back to its start: whether it was short, and whether power cut a session. */
function readLastRun(d: Device): void {
  for (let back = 0; back < LOOKED_BACK; back++) {
    const event = readRing(store, events, back);
    if (event === null || event[EVENT_KIND] === EventKind.Steady) return;
    if (event[EVENT_KIND] === EventKind.SessionBegun) countCutSession(d, event);
    if (event[EVENT_KIND] === EventKind.Boot) {
      if (d.bootS - event[0] < BOOTS_S) boots = event[EVENT_CODE] + 1;
      return;
    }
  }
}

/** A session that begins, and that the log does not have, was cut (decision 0007). */
function countCutSession(d: Device, event: number[]): void {
  const last = readRing(store, sessions, 0);
  if (last === null || last[0] !== event[0]) noteCut(d, event[0], event[EVENT_PULL]);
}

/**
 * Flash is written only with the drive off: a page erase stops the processor for up to 85 ms. A record is made and written
 * in many small steps, one a period, for which the panel waits. False when there was nothing to do.
 */
function saveWhatWaits(d: Device): boolean {
  const s = d.session;
  if (d.outputs.power || (d.safety.power && s.state !== State.Arming)) return false;
  readKey(d.inputs);
  if (store.draft.step !== DraftStep.None) stepDraft(store);
  else if (s.saveBegun) {
    s.saveBegun = false;
    append(store, events, begunValues(d));
    // It is the newest event for as long as the session lasts.
  } else if (d.safety.power) return false;
  else if (s.saveLog) {
    s.saveLog = false;
    append(store, sessions, logValues(d));
  } else if (s.saveDaily) {
    s.saveDaily = false;
    saveRecord(store, DAILY, Page.Daily, d.daily);
  } else if (journal.waiting.length > 0) append(store, events, journal.waiting.shift() as number[]);
  else if (s.state === State.Idle) {
    noteSteady(journal, d);
    return false;
  } else return false;
  return true;
}

/**
 * The technician's console: only while it is open, works, or something has arrived for it; with the drive on only in the service,
 * where it is the heartbeat of a jog.
 */
function serve(): void {
  const hears = device.service || isOff();
  if (device.outputs.power) readKey(device.inputs);
  const line = takeLine();
  technician.radio = inbox.radio;
  hearWord(technician, device);
  if (device.service) {
    readAgain(device.inputs);
    hearWord(technician, device);
  }
  const answer = consoleStep(technician, device, archive, journal, hears ? line : '');
  if (answer !== '') answerLine(answer);
  // Whoever opened the service has it alone, until it is closed and everything is answered.
  inbox.held = device.service || technician.work !== Work.None;
}

/** Nothing waits for flash: drive off, and no tick any more. Enable and watchdog starve unless whoever uploads feeds the latter. */
function leave(): void {
  makeSafe();
  clearInterval(timer);
  handOver();
}

/** Nothing may move. */
function isOff(): boolean {
  return !device.outputs.power && !device.safety.power;
}

function runTick(nowMs: number): void {
  const i = device.inputs;
  i.periodMs = nowMs - i.nowMs;
  i.nowMs = nowMs;
  readMachine(i);
  tick(device);
  writeMachine(device.outputs);
  // Enable and watchdog only if every stage ran, those of the other half too.
  if (supervised) feed();
  if (isOff()) writeDisplay(panel.view, nowMs);
}

/**
 * The panel composes a text in one period; the display draws it, or sends what was drawn, in the next, which leaves the bus to
 * the tilt sensor every other time. While nothing may move the tick has time for the display. While the governor plans in
 * every turn of the panel, the panel takes every other one of the display.
 */
function panelTurn(tiltTurn: boolean): void {
  if (isOff() || tiltTurn || (panelWaits && (device.ticks & 2) === 0)) {
    panelWaits = false;
    panelView(panel, device);
  } else writeDisplay(panel.view, device.inputs.nowMs);
}

/** What the drive does not wait for. */
function runSupervision(): void {
  // The tilt sensor and the display share a bus, and the time of this half: each has every other period.
  const tiltTurn = device.ticks % 2 === 0;
  readSensors(device.inputs, tiltTurn, device.watch.tiltDoubt);
  supervise(device);
  noteFaults(journal, device);
  const line = nextLine(telemetry, device, panel);
  if (tiltTurn) panelWaits = device.busy;
  // One long job in a period: a plan, a line, a record or the panel.
  if (line !== '') sendLine(line);
  else if (!device.busy && !saveWhatWaits(device)) panelTurn(tiltTurn);
  panelSignals(panel, device);
  if (panel.view.signal) writeSignals(panel.view);
  if (inbox.waits || device.service || technician.work !== Work.None) serve();
  if (technician.leaving && journal.waiting.length === 0 && store.draft.step === DraftStep.None) leave();
}

/**
 * Half a period: the tick and the supervision in turn, so that neither can go on without the other. An exception in any
 * stage removes power at once and leaves enable and watchdog unfed.
 */
function onTimer(): void {
  const nowMs = Math.round((getTime() - bootedAtS) * 1000);
  if (nowMs - ranAtMs < BURST_MS) return;
  ranAtMs = nowMs;
  ticksNext = !ticksNext;
  try {
    if (ticksNext) runTick(nowMs);
    else {
      supervised = false;
      runSupervision();
      supervised = true;
    }
  } catch {
    makeSafe();
    raise(device.book, Fault.Exception, nowMs);
  }
}

function main(): void {
  initMachine();
  bootedAtS = getTime();
  device.bootS = bootedAtS;
  // The control timer is created first: timers that are due together run in this order.
  timer = setInterval(onTimer, HALF_MS);
  initLink();
  initPanel(FONT, FONT_FIRST_CHAR);
  loadRecords(device);
  noteBoot(journal, device, boots);
  startWatchdog();
}

main();
