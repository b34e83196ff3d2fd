/** The slice of the Espruino 2v29 API that the firmware may use. What is not here does not compile. */

declare class Pin {
  /** Pin of that name, `D0` to `D47`. */
  constructor(pin: string);
}

declare function setInterval(callback: () => void, ms: number): number;
declare function clearInterval(id: number): void;
declare function setTimeout(callback: () => void, ms: number): number;
declare function setWatch(
  callback: (event: { state: boolean; time: number }) => void,
  pin: Pin,
  options: { repeat: boolean; edge: 'rising' | 'falling' | 'both'; debounce: number },
): number;
/** Seconds, with fractions; since 1970 when the clock was set, else since boot. */
declare function getTime(): number;
declare function pinMode(pin: Pin, mode: 'output' | 'input' | 'input_pullup' | 'input_pulldown' | 'analog'): void;
declare function digitalWrite(pin: Pin, value: number): void;
/** An array of pins gives one number, its last pin in bit 0. */
declare function digitalRead(pin: Pin | Pin[]): number;
/** Hardware-timed pulse; returns at once. */
declare function digitalPulse(pin: Pin, value: number, ms: number): void;
declare function analogRead(pin: Pin): number;
declare function analogWrite(pin: Pin, value: number, options?: { freq: number }): void;

declare class I2C {
  setup(options: { sda: Pin; scl: Pin; bitrate: number }): void;
  writeTo(address: number, data: number | Uint8Array | (number | Uint8Array)[]): void;
  readReg(address: number, register: number, count: number): Uint8Array;
}
declare const I2C1: I2C;

declare class SPI {
  setup(options: { sck: Pin; miso: Pin; bits: number }): void;
  /** Sends the bytes and returns as many received ones; a number for a number. */
  send(data: Uint8Array): Uint8Array;
  send(data: number): number;
}

interface Graphics {
  readonly buffer: ArrayBuffer;
  clear(): Graphics;
  setColor(colour: number): Graphics;
  setFontCustom(bitmap: string, firstChar: number, width: number, height: number): Graphics;
  drawString(text: string, x: number, y: number): Graphics;
  /** Fills with the background colour. */
  clearRect(x1: number, y1: number, x2: number, y2: number): Graphics;
  fillRect(x1: number, y1: number, x2: number, y2: number): Graphics;
  drawRect(x1: number, y1: number, x2: number, y2: number): Graphics;
}
declare const Graphics: {
  createArrayBuffer(
    width: number,
    height: number,
    bitsPerPixel: number,
    options: { vertical_byte: boolean; msb: boolean },
  ): Graphics;
};

interface FlashModule {
  getFree(): { addr: number; length: number }[];
  erasePage(address: number): void;
  write(data: Uint8Array, address: number): void;
  read(length: number, address: number): Uint8Array;
}
declare function require(module: 'Flash'): FlashModule;

declare const E: {
  CRC32(data: Uint8Array | string): number;
  enableWatchdog(seconds: number, isAuto: boolean): void;
  kickWatchdog(): void;
  getErrorFlags(): string[];
  on(event: 'errorFlag', handler: (flags: string[]) => void): void;
  setConsole(device: 'USB' | null, options: { force: boolean }): void;
};
/** A line of bytes in both directions. */
interface Serial {
  write(text: string): void;
  on(event: 'data', handler: (text: string) => void): void;
}
declare const USB: Serial;
/** The Nordic serial service. What is written while nobody is connected is thrown away by the interpreter. */
declare const Bluetooth: Serial;
declare const Jolt: { setDriverMode(driver: 0 | 1, mode: 'auto' | 'output' | 'off' | false | true): void };
