import type { PanelView } from '../hal/machine.ts';
import type { Device } from './device.ts';
import { Fault, Reaction } from './faults.ts';

/**
 * Lamp and buzzer. Colours and bursts follow the custom of medical alarms: red blinks twice a second and 10 pulses in two
 * groups for a halt, slow yellow and 3 pulses for a return, steady yellow and 2 pulses for a warning.
 */

const RED = 1;
const YELLOW = 3;
/** Colour by state: bit 0 red, bit 1 green, bit 2 blue. All three at boot show a dead lamp. */
const COLOURS = [7, 2, YELLOW, 4, 2, 2, 4, YELLOW, RED, YELLOW, 2, 5, RED];
/** Half a period of blinking by state, in ms; 0 is steady. */
const BLINKS_MS = [0, 0, 500, 0, 0, 0, 0, 1000, 250, 1000, 1000, 0, 0];
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
}

/** Sound by state. A return after a fault, and a halt that was acknowledged, differ: `soundOf`. */
const SOUNDS = [
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
];

/** Length of one step of a tune. */
const STEP_MS = 100;
/** Tones by sound, in Hz a step. Alarms are lower: their overtones carry further and are easier to locate. */
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
];
/** Steps until a sound begins again; 0 is once. Halt: 3.1 s of silence between bursts; return: 3.2 s. */
const EVERY = [0, 10, 0, 0, 0, 0, 100, 300, 0, 40, 57];
/** One sound at a time, and the higher rank wins: 1 what happens, 2 reminders, 3 warnings, 4 and 5 alarms. */
const RANKS = [0, 1, 1, 1, 1, 1, 2, 2, 3, 4, 5];

/** What lamp and buzzer are about: chosen now and then, played in between. */
export interface Signals {
  colour: number;
  /** Half a period of blinking; 0 is steady. */
  halfMs: number;
  sinceMs: number;
  /** Sound of the state, to see a change. */
  wanted: number;
  playing: number;
  startMs: number;
  /** Faults raised so far, to see a new warning. */
  raised: number;
}

/** Dark and silent. */
export function newSignals(): Signals {
  return { colour: 0, halfMs: 0, sinceMs: 0, wanted: Sound.None, playing: Sound.None, startMs: 0, raised: 0 };
}

/** Looks at the device: colour and blinking of the lamp from now on. A latched fault shows in every state. */
export function chooseLamp(s: Signals, d: Device, v: PanelView): void {
  const state = d.session.state;
  const worst = d.book.worst;
  s.colour = COLOURS[state];
  s.halfMs = BLINKS_MS[state];
  s.sinceMs = d.session.sinceMs;
  if (worst > Reaction.None && s.colour !== RED) {
    s.colour = YELLOW;
    if (worst >= Reaction.Return) s.halfMs = SLOW_MS;
  }
  if (s.halfMs === 0) setLamp(v, s.colour);
}

function setLamp(v: PanelView, colour: number): void {
  if (colour === v.lamp) return;
  v.lamp = colour;
  v.signal = true;
}

/** Lamp that blinks, at this instant. */
export function blink(s: Signals, nowMs: number, v: PanelView): void {
  setLamp(v, Math.floor((nowMs - s.sinceMs) / s.halfMs) % 2 === 0 ? s.colour : 0);
}

function soundOf(d: Device): Sound {
  const sound = SOUNDS[d.session.state];
  if (sound === Sound.HaltAlarm && d.safety.acknowledged) return Sound.None;
  if (sound === Sound.Return && d.safety.cause !== Fault.None) return Sound.ReturnAlarm;
  return sound;
}

function offer(s: Signals, sound: Sound, nowMs: number): void {
  if (RANKS[sound] < RANKS[s.playing]) return;
  s.playing = sound;
  s.startMs = nowMs;
}

function silence(s: Signals, v: PanelView): void {
  s.playing = Sound.None;
  v.toneHz = 0;
  v.signal = true;
}

function changeSound(s: Signals, wanted: Sound, nowMs: number, v: PanelView): void {
  s.wanted = wanted;
  // A sound that repeats lasts as long as its reason.
  if (EVERY[s.playing] > 0) silence(s, v);
  offer(s, wanted, nowMs);
}

/** Looks at the device: what the buzzer plays from now on. */
export function chooseSound(s: Signals, d: Device, v: PanelView): void {
  const wanted = soundOf(d);
  const nowMs = d.inputs.nowMs;
  if (wanted !== s.wanted) changeSound(s, wanted, nowMs, v);
  const book = d.book;
  if (book.raised === s.raised) return;
  s.raised = book.raised;
  if (book.reaction[book.newest] === Reaction.Warn) offer(s, Sound.Warning, nowMs);
}

/** Tone at this instant; at its end a sound that had to wait begins. */
export function sing(s: Signals, nowMs: number, v: PanelView): void {
  const every = EVERY[s.playing];
  const tune = TUNES[s.playing];
  const steps = Math.floor((nowMs - s.startMs) / STEP_MS + 0.5);
  const step = every > 0 ? steps % every : steps;
  const toneHz = step < tune.length ? tune[step] : 0;
  if (toneHz !== v.toneHz) {
    v.toneHz = toneHz;
    v.signal = true;
  }
  if (step >= tune.length && every === 0) {
    s.playing = Sound.None;
    if (EVERY[s.wanted] > 0) offer(s, s.wanted, nowMs);
  }
}
