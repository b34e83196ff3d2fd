/** Serial devices of the chip: USB with the outside world at its end, two that are wired to each other, and the console. */
import { toBytesAll, toText } from './bytes.ts';
import { BYTE_US, CALL } from './costs.ts';
import { Emitter } from './emitter.ts';
import { NotModelled } from './errors.ts';
import { format } from './format.ts';
import type { EventLoop } from './loop.ts';

/** Bytes that wait in a device without a listener (Espruino 2v29). */
const MAX_BUFFER = 512;

/** Where the interpreter's own output goes, and whose input it takes for commands. */
export interface ConsoleState {
  /** Device name; null: nowhere. */
  device: string | null;
  /** Locked by password: neither commands nor Ctrl-C. */
  locked: boolean;
}

export class SerialDevice extends Emitter {
  private buffer = '';
  readonly name: string;
  private readonly console: ConsoleState;
  private readonly transmit: (text: string) => void;

  constructor(name: string, loop: EventLoop, console: ConsoleState, transmit: (text: string) => void) {
    super(loop);
    this.name = name;
    this.console = console;
    this.transmit = transmit;
  }

  /** The first listener for data also gets what has waited for it. */
  override on(event: string, listener: unknown): void {
    super.on(event, listener);
    if (event !== 'data' || this.buffer === '') return;
    const waiting = this.buffer;
    this.buffer = '';
    this.emit('data', waiting);
  }

  write(...data: unknown[]): void {
    const only = data.length === 1 ? data[0] : undefined;
    this.send(CALL.usbWrite, typeof only === 'string' ? only : toText(toBytesAll(data)));
  }

  print(text: unknown): void {
    this.send(CALL.usbWrite, format(text));
  }

  println(text: unknown): void {
    this.send(CALL.usbWrite, `${format(text)}\r\n`);
  }

  setConsole(force?: unknown): void {
    this.loop.clock.charge(CALL.other);
    void force;
    this.console.device = this.name;
  }

  setup(): void {
    this.loop.clock.charge(CALL.other);
    if (this.name !== 'USB') throw new NotModelled(`${this.name}.setup`, 'no part speaks this line');
  }

  unsetup(): void {
    this.loop.clock.charge(CALL.other);
  }

  available(): number {
    this.loop.clock.charge(CALL.other);
    return this.buffer.length;
  }

  read(count?: unknown): string | undefined {
    this.loop.clock.charge(CALL.other);
    const wanted = count === undefined ? this.buffer.length : Number(count);
    const text = this.buffer.slice(0, wanted);
    this.buffer = this.buffer.slice(wanted);
    return text === '' && wanted > 0 ? '' : text;
  }

  flush(): void {
    this.loop.clock.charge(CALL.other);
  }

  isConnected(): boolean {
    this.loop.clock.charge(CALL.other);
    return this.name === 'USB';
  }

  inject(...data: unknown[]): void {
    this.loop.clock.charge(CALL.other);
    this.loop.io.pushText(this.name, toText(toBytesAll(data)), this.loop.clock.nowUs);
    this.loop.wake();
  }

  pipe(): never {
    throw new NotModelled(`${this.name}.pipe`);
  }

  /** From the loop: text that has arrived for this device. */
  receive(text: string): void {
    if (this.has('data')) {
      if (!this.fire('data', [text])) this.removeAllListeners('data');
      return;
    }
    if (this.buffer.length + text.length > MAX_BUFFER) this.loop.flags.raise('BUFFER_FULL');
    this.buffer = (this.buffer + text).slice(0, MAX_BUFFER);
  }

  /** Text of the interpreter itself. The call that made it has paid for it. */
  sendFromConsole(text: string): void {
    this.transmit(text);
  }

  private send(call: number, text: string): void {
    this.loop.clock.chargeMore(call, text.length * BYTE_US);
    this.transmit(text);
  }
}
