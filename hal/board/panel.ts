import type { PanelView } from '../machine.ts';
import { initBuzzer, writeTone } from './buzzer.ts';
import { display, drawText, initDisplay, sendPicture } from './display.ts';
import { initLamp, writeLamp } from './lamp.ts';

/** Lamp dark, buzzer silent, the display's picture prepared with this font. */
export function initPanel(font: string, firstChar: string): void {
  initLamp();
  initBuzzer();
  initDisplay(font, firstChar);
}

/** Writes lamp and buzzer. */
export function writeSignals(v: PanelView): void {
  writeLamp(v.lamp);
  writeTone(v.toneHz);
  v.signal = false;
}

/** One step of the display: it draws the text that waits, or sends two pages at most. */
export function writeDisplay(v: PanelView, nowMs: number): void {
  if (v.draw) drawText(v);
  else if (nowMs >= display.dueAtMs) sendPicture(nowMs);
}
