import type { PanelView } from '../hal/machine.ts';
import { reactionOf } from './book.ts';
import type { Device } from './device.ts';
import { Fault, Reaction } from './faults.ts';
import { State } from './states.ts';

/**
 * Lamp and buzzer. Colours and bursts follow the custom of medical alarms: red blinks twice a second and 10 pulses in two
 * groups for a halt, slow yellow and 3 pulses for a return, steady yellow and 2 pulses for a warning. The tables are typed arrays: one of
 * plain numbers takes a variable of the interpreter for each.
 */

const RED = 1;
const YELLOW = 3;
/** Colour by state: bit 0 red, bit 1 green, bit 2 blue. All three at boot show a dead lamp. */
const COLOURS = new Uint8Array([
  7,
  2,
  YELLOW,
  4,
  2,
  2,
  4,
  YELLOW,
  RED,
  YELLOW,
  2,
  5,
  RED,
  4,
  YELLOW,
  YELLOW,
  YELLOW,
  YELLOW,
]);
/** Half a period of blinking by state, in ms; 0 is steady. */
const BLINKS_MS = new Uint16Array([0, 0, 500, 0, 0, 0, 0, 1000, 250, 1000, 1000, 0, 0, 0, 500, 1000, 1000, 500]);
const SLOW_MS = 1000;

const enum Sound {
  None = 0,
  Beep = 1,
  Rise = 2,
  Reached = 3,
  Return = 4,
  Flat = 5,
  Paused = 6,
  Finished = 7,
  Warning = 8,
  ReturnAlarm = 9,
  HaltAlarm = 10,
  Relax = 11,
  Ask = 12,
  Beat = 13,
  Let = 14,
}

/** Sound by state. A return after a fault, and a halt that was acknowledged, differ: `soundOf`. */
const SOUNDS = new Uint8Array([
  Sound.None,
  Sound.None,
  Sound.Beep,
  Sound.Rise,
  Sound.Reached,
  Sound.Flat,
  Sound.Return,
  Sound.Paused,
  Sound.HaltAlarm,
  Sound.None,
  Sound.Finished,
  Sound.None,
  Sound.None,
  Sound.Relax,
  Sound.Ask,
  Sound.Ask,
  Sound.Beep,
  Sound.Ask,
]);

/** Tones by sound in Hz, one a tick (100 ms). Alarms are lower: their overtones carry further and are easier to locate. */
const TUNES = [
  [],
  [1000],
  [1000, 1500, 1500, 1500],
  [1000, 1000, 1500, 1500],
  [1500, 1500, 1000, 1000],
  [1000, 0, 1000],
  [700],
  [1000, 1000, 0, 1000, 1000],
  [500, 500, 0, 500, 500],
  [600, 600, 0, 600, 600, 0, 600, 600],
  [800, 0, 800, 0, 800, 0, 0, 800, 0, 800, 0, 0, 0, 0, 0, 0, 800, 0, 800, 0, 800, 0, 0, 800, 0, 800],
  [1500, 700],
  [1000, 0, 1500],
  [1500],
  [700],
];
/** Ticks after which a sound begins again; 0 is once. Halt: 3.1 s of silence between bursts; return: 3.2 s. */
const EVERY = new Uint16Array([0, 10, 0, 0, 0, 0, 100, 300, 0, 40, 57, 0, 50, 0, 0]);
/** One sound at a time, and the higher rank wins: 1 what happens, 2 reminders, 3 warnings, 4 and 5 alarms. */
const RANKS = new Uint8Array([0, 1, 1, 1, 1, 1, 2, 2, 3, 4, 5, 1, 2, 1, 1]);

/** What lamp and buzzer are about: chosen now and then, played in between. */
export interface Signals {
  colour: number;
  /** Half a period of blinking; 0 is steady. */
  halfMs: number;
  /** When the lamp changes next. */
  blinkAtMs: number;
  /** Sound of the state, to see a change. */
  wanted: number;
  playing: number;
  /** Next step of the tune. */
  step: number;
  /** Faults raised so far, to see a new warning. */
  raised: number;
  /** Halves of repetitions so far, to hear each. */
  beats: number;
}

/** Dark and silent. */
export function newSignals(): Signals {
  return { colour: 0, halfMs: 0, blinkAtMs: 0, wanted: Sound.None, playing: Sound.None, step: 0, raised: 0, beats: 0 };
}

function setLamp(v: PanelView, colour: number): void {
  if (colour === v.lamp) return;
  v.lamp = colour;
  v.signal = true;
}

function setTone(v: PanelView, toneHz: number): void {
  if (toneHz === v.toneHz) return;
  v.toneHz = toneHz;
  v.signal = true;
}

/** Colour and blinking of the lamp from now on. A latched fault shows in every state. */
function chooseLamp(s: Signals, d: Device, v: PanelView): void {
  const state = d.session.state;
  const worst = d.book.worst;
  let colour = COLOURS[state];
  let halfMs = BLINKS_MS[state];
  if (state === State.Idle && !d.flat) colour = YELLOW;
  if (worst > Reaction.None && colour !== RED) {
    colour = YELLOW;
    if (worst >= Reaction.Return) halfMs = SLOW_MS;
  }
  if (colour === s.colour && halfMs === s.halfMs) return;
  s.colour = colour;
  s.halfMs = halfMs;
  s.blinkAtMs = d.inputs.nowMs + halfMs;
  setLamp(v, colour);
}

function soundOf(d: Device): Sound {
  const sound: Sound = SOUNDS[d.session.state];
  if (sound === Sound.HaltAlarm && d.safety.acknowledged) return Sound.None;
  if (sound === Sound.Return && d.safety.cause !== Fault.None) return Sound.ReturnAlarm;
  return sound;
}

function offer(s: Signals, sound: Sound): void {
  if (RANKS[sound] < RANKS[s.playing]) return;
  s.playing = sound;
  s.step = 0;
}

function changeSound(s: Signals, wanted: Sound, v: PanelView): void {
  s.wanted = wanted;
  // A sound that repeats lasts as long as its reason.
  if (EVERY[s.playing] > 0) {
    s.playing = Sound.None;
    setTone(v, 0);
  }
  offer(s, wanted);
}

/** What the buzzer plays from now on. */
function chooseSound(s: Signals, d: Device, v: PanelView): void {
  const book = d.book;
  const wanted = soundOf(d);
  if (wanted !== s.wanted) changeSound(s, wanted, v);
  if (d.session.beats !== s.beats) {
    s.beats = d.session.beats;
    offer(s, d.session.resting ? Sound.Let : Sound.Beat);
  }
  if (book.raised === s.raised) return;
  s.raised = book.raised;
  if (reactionOf(book.newest) === Reaction.Warn) offer(s, Sound.Warning);
}

/** Looks at the device: what lamp and buzzer are to say from now on. */
export function chooseSignals(s: Signals, d: Device, v: PanelView): void {
  chooseLamp(s, d, v);
  chooseSound(s, d, v);
}

/** After the last tone: a repeating sound waits for its next time, and one that had to wait begins. */
function rest(s: Signals, v: PanelView): void {
  const every = EVERY[s.playing];
  setTone(v, 0);
  if (s.step < every) return;
  s.step = 0;
  if (every > 0) return;
  s.playing = Sound.None;
  if (EVERY[s.wanted] > 0) offer(s, s.wanted);
}

function sing(s: Signals, v: PanelView): void {
  const tune = TUNES[s.playing];
  const step = s.step;
  s.step = step + 1;
  if (step < tune.length) setTone(v, tune[step]);
  else rest(s, v);
}

function blink(s: Signals, v: PanelView): void {
  s.blinkAtMs += s.halfMs;
  setLamp(v, v.lamp === 0 ? s.colour : 0);
}

/** Lamp and buzzer at this instant, as far as they change with time; the next tone of a tune. Call it once a tick. */
export function play(s: Signals, nowMs: number, v: PanelView): void {
  if (s.halfMs > 0 && nowMs >= s.blinkAtMs) blink(s, v);
  if (s.playing > 0) sing(s, v);
}
