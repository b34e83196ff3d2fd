/**
 * What the simulated chip shows to the world outside its package: pads, a two-wire bus and virtual time.
 * Parts (sim/parts) are written against these types only; engines (Node, real interpreter) against `NativeApi`.
 *
 * Time is in microseconds since power-up of the simulated world. It never runs backwards, not even over a
 * reset of the chip, and it only advances when the chip sleeps or executes a native call.
 */

export type Level = 0 | 1;

/** State of the wire between a pad and whatever hangs on it. A number: shorted to that level. */
export type WireState = 'ok' | 'open' | Level;

/** One chip pin as seen from the outside. */
export interface Pad {
  /** Chip pin name, `D0` to `D47`. */
  readonly name: string;
  /** Level the chip drives; null while it does not drive (input, reset). During PWM: see `duty`. */
  readonly driven: Level | null;
  /** Share of the time the pad is high, 0 to 1, while PWM runs; null otherwise. */
  readonly duty: number | null;
  /** Pull resistor that the chip has switched on. */
  readonly pull: 'up' | 'down' | null;
  /** Calls back on every change of what the chip drives (level, duty, release), with the instant of it. */
  onOutput(listener: (pad: Pad, atUs: number) => void): void;
  /** Drives the pad from outside; null lets it float (it then reads its pull, else 0). Raises watches. */
  drive(level: Level | null): void;
  /** Instead of `drive`: the level is asked for when the chip looks (for lines that change often). No watches. */
  sense(read: (atUs: number) => Level): void;
  /** Voltage an analogRead sees, in volts at the pin, asked for when the chip looks. */
  analog(read: (atUs: number) => number): void;
  /** Breaks or mends the wire: open passes nothing either way, a level shorts it. */
  setWire(state: WireState): void;
  readonly wire: WireState;
}

/** A device on a two-wire bus. `write` returns false for no acknowledge, `read` null. */
export interface I2cDevice {
  write(bytes: Uint8Array, atUs: number): boolean;
  read(count: number, atUs: number): Uint8Array | null;
}

/** Handle of a scheduled event. */
export type EventHandle = number;

/** The chip as its surroundings see it. */
export interface ChipPort {
  readonly nowUs: number;
  /** Pad by pin name; throws with the list of names when there is none. */
  pad(name: string): Pad;
  /** Hangs a device on the bus whose lines are these pads. A shorted or open line makes every transfer fail. */
  attachI2c(sda: string, scl: string, address: number, device: I2cDevice): void;
  /** Runs `event` at that instant, even while the chip executes (between two native calls). */
  at(atUs: number, event: (atUs: number) => void): EventHandle;
  cancel(handle: EventHandle): void;
}

/** The documented global functions and objects of the interpreter, by name. */
export type NativeApi = Record<string, unknown>;

/** Runs a program against the native API: in Node, or in a real interpreter at the other end of two pipes. */
export interface Engine {
  readonly name: 'node' | 'espruino';
  /** Executes the program text once, as at boot; callbacks it registers are called through the API's timers. */
  boot(program: string, api: NativeApi): void;
  /** Forgets the program (reset, power cut, end of run). Safe to call twice. */
  dispose(): void;
}
