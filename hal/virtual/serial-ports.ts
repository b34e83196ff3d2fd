/** All serial devices of one boot, what hangs on USB, and which of them is the console. */
import { Listeners } from './chip-parts.ts';
import { ProgramStop } from './errors.ts';
import type { EventLoop } from './loop.ts';
import { SerialDevice } from './serial.ts';
import type { ConsoleState } from './serial.ts';
import type { Timeline } from './timeline.ts';

/** Two ticks of the timer that turns Ctrl-C into an interrupt: 2 x 2^24 cycles of 64 MHz. */
const CTRL_C_US = 524288;
const CTRL_C = '\x03';
const NAMES = ['USB', 'Serial1', 'Bluetooth', 'LoopbackA', 'LoopbackB'];
const OTHER_END: Readonly<Record<string, string>> = { LoopbackA: 'LoopbackB', LoopbackB: 'LoopbackA' };

export class SerialPorts {
  readonly console: ConsoleState = { device: 'USB', locked: false };
  /** Devices by name; new ones at every boot, because listeners do not survive it. */
  devices: ReadonlyMap<string, SerialDevice> = new Map();
  /** What leaves through USB, and what leaves by radio. */
  readonly outputs = new Listeners<string>();
  readonly radioOutputs = new Listeners<string>();
  /** What arrives for the interpreter's command line. */
  readonly commands = new Listeners<string>();
  private readonly loop: EventLoop;
  private readonly timeline: Timeline;

  constructor(loop: EventLoop, timeline: Timeline) {
    this.loop = loop;
    this.timeline = timeline;
    this.reset();
  }

  reset(): void {
    this.console.device = 'USB';
    this.console.locked = false;
    this.devices = new Map(NAMES.map((name) => [name, this.make(name)]));
  }

  /** Text from outside. Ctrl-C reaches a running program unless the console is locked or elsewhere. */
  usbInput(text: string): void {
    if (text.includes(CTRL_C) && this.console.device === 'USB' && !this.console.locked) this.ctrlC();
    this.push('USB', text);
  }

  /** Text from whoever is connected by radio. */
  radioInput(text: string): void {
    this.push('Bluetooth', text);
  }

  /** From the loop: text out of the ring. */
  deliver(device: string, text: string): void {
    if (device !== this.console.device) this.devices.get(device)?.receive(text);
    else if (!this.console.locked) this.commands.tell(text, this.loop.clock.nowUs);
  }

  /** The console ends its lines as a terminal wants them; `USB.write` sends what it is given. */
  print(text: string): void {
    if (this.console.device !== null) this.transmit(this.console.device, text.replaceAll('\n', '\r\n'));
  }

  private make(name: string): SerialDevice {
    return new SerialDevice(name, this.loop, this.console, (text) => this.transmit(name, text));
  }

  private transmit(name: string, text: string): void {
    const other = OTHER_END[name];
    // A loopback pushes character by character, as a line would.
    if (other !== undefined) for (const char of text) this.push(other, char);
    const atUs = this.loop.clock.nowUs;
    if (name === 'Bluetooth') this.radioOutputs.tell(text, atUs);
    if (name !== 'USB') return;
    this.timeline.usb(text, atUs);
    this.outputs.tell(text, atUs);
  }

  private push(name: string, text: string): void {
    this.loop.io.pushText(name, text, this.loop.clock.nowUs);
    this.loop.wake();
  }

  private ctrlC(): void {
    const victim = this.loop.callbacks;
    const { clock } = this.loop;
    if (!this.loop.running) return;
    clock.at(clock.nowUs + CTRL_C_US, () => {
      if (this.loop.running && this.loop.callbacks === victim) clock.stopProgram(new ProgramStop('interrupt'));
    });
  }
}
