import { inbox, initLink, sendLine, takeLine } from '../hal/board/link.ts';
import {
  feed,
  initMachine,
  makeSafe,
  readAgain,
  readKey,
  readMachine,
  startWatchdog,
  writeMachine,
} from '../hal/board/machine.ts';
import { initPanel, panelTick } from '../hal/board/panel.ts';
import { crc32, flash, freeAreas, textCrc } from '../hal/board/store.ts';
import { raise } from './book.ts';
import { consoleStep, hearWord } from './console/console.ts';
import { newConsole } from './console/state.ts';
import { newDevice, today, type Device } from './device.ts';
import { Fault } from './faults.ts';
import { FONT, FONT_FIRST_CHAR } from './font.ts';
import { newPanel, panelView } from './panel.ts';
import { EVENT_PAGES, Page, recordsBase, SESSION_PAGES } from './layout.ts';
import { TICK_MS } from './limits.ts';
import { ordersOf } from './prescription.ts';
import { newJournal, noteBoot, noteFaults } from './journal.ts';
import { Cal, CALIBRATION, DAILY, EVENT, PRESCRIPTION, SESSION_LOG } from './records.ts';
import { logValues } from './logbook.ts';
import { append, loadRecord, newRing, openRing, saveRecord, type Store } from './store.ts';
import { newTelemetry, nextLine } from './telemetry.ts';
import { tick } from './tick.ts';

/** A tick that comes sooner than this after the last one belongs to a catch-up burst and is left out. */
const BURST_MS = TICK_MS / 2;

const device = newDevice();
const telemetry = newTelemetry();
const panel = newPanel();
const journal = newJournal();
const store: Store = { flash, crc32, base: -1 };
const sessions = newRing(SESSION_LOG, Page.Sessions, SESSION_PAGES);
const events = newRing(EVENT, Page.Events, EVENT_PAGES);
const technician = newConsole(textCrc, store, sessions, events);
let bootedAtS = 0;

function loadRecords(d: Device): void {
  store.base = recordsBase(freeAreas());
  const cal = loadRecord(store, CALIBRATION, Page.Calibration);
  const rx = loadRecord(store, PRESCRIPTION, Page.Prescription);
  const daily = loadRecord(store, DAILY, Page.Daily);
  if (cal !== null) {
    d.cal = cal;
    d.calibrated = true;
    d.calibrationExpired = cal[Cal.ExpiresDay] < today(d);
  }
  const orders = rx === null ? null : ordersOf(rx);
  if (orders !== null) {
    d.orders = orders;
    d.prescribed = true;
  }
  if (daily !== null) d.daily = daily;
  openRing(store, sessions);
  openRing(store, events);
}

/** Flash is written only with the drive off: a page erase stops the processor for up to 85 ms. One record a tick. */
function saveWhatWaits(d: Device): void {
  const s = d.session;
  noteFaults(journal, d);
  if (d.outputs.power || d.safety.power) return;
  readKey(d.inputs);
  if (s.saveLog) {
    s.saveLog = false;
    append(store, sessions, logValues(d));
  } else if (s.saveDaily) {
    s.saveDaily = false;
    saveRecord(store, DAILY, Page.Daily, d.daily);
  } else if (journal.waiting.length > 0) append(store, events, journal.waiting.shift() as number[]);
}

/** The technician's console: only with the drive off, and only while it is open or something has arrived for it. */
function serve(): void {
  const isOff = !device.outputs.power && !device.safety.power;
  const line = takeLine();
  hearWord(technician, device);
  if (device.service) {
    readAgain(device.inputs);
    hearWord(technician, device);
  }
  const answer = consoleStep(technician, device, journal, isOff ? line : '');
  if (answer !== '') sendLine(answer);
}

function runTick(nowMs: number): void {
  const i = device.inputs;
  i.periodMs = nowMs - i.nowMs;
  i.nowMs = nowMs;
  readMachine(i);
  tick(device);
  writeMachine(device.outputs);
  const line = nextLine(telemetry, device, Math.round(panel.leftS));
  if (line !== '') sendLine(line);
  panelTick(panelView(panel, device), nowMs);
  saveWhatWaits(device);
  if (inbox.waits || device.service || technician.checks) serve();
  feed();
}

/** One control period. An exception in any stage removes power in the same tick and leaves enable and watchdog unfed. */
function onTimer(): void {
  const nowMs = Math.round((getTime() - bootedAtS) * 1000);
  if (nowMs - device.inputs.nowMs < BURST_MS) return;
  try {
    runTick(nowMs);
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
  setInterval(onTimer, TICK_MS);
  initLink();
  initPanel(FONT, FONT_FIRST_CHAR);
  loadRecords(device);
  noteBoot(journal, device);
  startWatchdog();
}

main();
