/**
 * Every pin of the reference rig on Jolt.js, in one place; another board is one more file like this.
 *
 * Pin budget: 12 on the Qwiic connectors (Q0 to Q3), 4 on the second row (D1, D26, D46, D47), 8 high-power (H0 to H7).
 * Pin names by connector: Jolt.js board description of Espruino 2v29.
 */
export const PINS = {
  travel: 'D29', // Q0.scl, ADC: wiper of the potentiometer in the actuator
  current: 'D3', // Q0.sda, ADC: current sense of the bridge
  supply: 'D31', // Q1.scl, ADC: 24 V supply through a divider
  panic: 'D2', // Q1.sda: third normally-closed panic contact, to ground; open (pulled up) = pressed
  i2cScl: 'D45', // Q2.scl: accelerometer and display
  i2cSda: 'D44', // Q2.sda
  enablePulse: 'D43', // Q2.vcc: pulses keep the relay enable alive
  relayMirror: 'D36', // Q2.gnd: mirror contact of the relay, to ground; low = relay open (drive power off)
  loadCellClock: 'D38', // Q3.scl: PD_SCK of the HX711
  loadCellData: 'D39', // Q3.sda: DOUT of the HX711
  drivePwm: 'D42', // Q3.vcc: PWM of the bridge
  driveUp: 'D37', // Q3.gnd: direction of the bridge, high = up
  start: 'D1', // START button to ground, pulled up
  lower: 'D26', // LOWER button to ground, pulled up
  endLow: 'D46', // end switch at 0 degrees, normally closed to ground; high = switch open (board there, or wire cut)
  endHigh: 'D47', // end switch at 46.5 degrees, normally closed to ground
  keySense: 'D4', // H0 through its 39k/220k divider: the service key puts the 12 V auxiliary rail on H0
  relayCoil: 'D27', // Q1.fet: 500 mA low-side switch of the relay coil, in series with the pulse-fed enable and both panic contacts
  lampRed: 'D22', // H4
  lampGreen: 'D32', // H5
  lampBlue: 'D25', // H6
  buzzer: 'D34', // H7
} as const;

export type PinRole = keyof typeof PINS;
