/** Which pin of which part hangs on which role of the controller board: the wiring of the rig, as data. */
import { PINS } from '../hal/board/pins.ts';
import type { PinRole } from '../hal/board/pins.ts';
import type { ChipPort, Pad } from '../hal/virtual/contract.ts';

export const WIRING = {
  loadCell: { sck: 'loadCellClock', dout: 'loadCellData' },
  accelerometer: { sda: 'i2cSda', scl: 'i2cScl' },
  drive: { pwm: 'drivePwm', up: 'driveUp', sense: 'current' },
  travelSensor: { wiper: 'travel' },
  relay: { coil: 'relayCoil', enable: 'enablePulse', mirror: 'relayMirror' },
  panic: { contact: 'panic' },
  startButton: { contact: 'start' },
  lowerButton: { contact: 'lower' },
  endSwitchLow: { contact: 'endLow' },
  endSwitchHigh: { contact: 'endHigh' },
  key: { contact: 'keySense' },
  supply: { sense: 'supply' },
  display: { sda: 'i2cSda', scl: 'i2cScl' },
  lamp: { red: 'lampRed', green: 'lampGreen', blue: 'lampBlue' },
  buzzer: { input: 'buzzer' },
} as const satisfies Readonly<Record<string, Readonly<Record<string, PinRole>>>>;

export type WiredPart = keyof typeof WIRING;

/** The pads that a part's pins are wired to. */
export type PadsOf<P extends WiredPart> = { readonly [pin in keyof (typeof WIRING)[P]]: Pad };

export function padsOf<P extends WiredPart>(port: ChipPort, part: P): PadsOf<P> {
  const pins: Readonly<Record<string, PinRole>> = WIRING[part];
  return Object.fromEntries(Object.entries(pins).map(([pin, role]) => [pin, port.pad(PINS[role])])) as PadsOf<P>;
}
