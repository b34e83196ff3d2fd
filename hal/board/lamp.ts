import { PINS } from './pins.ts';

/** The H-bridge that drives H4 to H7: lamp and buzzer. */
const DRIVER = 1;
const RED = new Pin(PINS.lampRed);
const GREEN = new Pin(PINS.lampGreen);
const BLUE = new Pin(PINS.lampBlue);

/** What the pins show now. */
let shown = 0;

/** Dark. The four outputs are switched on as independent ones; on their own they would wait for the first write. */
export function initLamp(): void {
  Jolt.setDriverMode(DRIVER, 'output');
  digitalWrite(RED, 0);
  digitalWrite(GREEN, 0);
  digitalWrite(BLUE, 0);
  shown = 0;
}

/** Bit 0 red, bit 1 green, bit 2 blue. Writes the pins that change. */
export function writeLamp(colour: number): void {
  if (colour === shown) return;
  const changed = colour ^ shown;
  shown = colour;
  if ((changed & 1) !== 0) digitalWrite(RED, colour & 1);
  if ((changed & 2) !== 0) digitalWrite(GREEN, (colour >> 1) & 1);
  if ((changed & 4) !== 0) digitalWrite(BLUE, (colour >> 2) & 1);
}
