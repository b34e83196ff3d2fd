import { PINS } from './pins.ts';

const pin = new Pin(PINS.buzzer);
/** Kept and changed in place: a fresh object for every tone would cost more than the call. */
const tone = { freq: 0 };

/** What the pin plays now. */
let shownHz = 0;

export function initBuzzer(): void {
  digitalWrite(pin, 0);
  shownHz = 0;
}

/** Plays a square wave of this frequency until told otherwise; 0 is silence. */
export function writeTone(hz: number): void {
  if (hz === shownHz) return;
  shownHz = hz;
  if (hz === 0) {
    digitalWrite(pin, 0);
    return;
  }
  tone.freq = hz;
  analogWrite(pin, 0.5, tone);
}
