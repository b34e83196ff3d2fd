/** A simulated board behind a TCP port of this machine: whoever connects has its USB line, as on a cable. */
import { createServer, type Server, type Socket } from 'node:net';
import type { Chip } from '../hal/virtual/chip.ts';
import { InputError } from './scenario/input-error.ts';

/** Only this machine: whoever reaches the port has the board. */
const HOSTS = ['localhost', '127.0.0.1'];

/** Host and port of `tcp://localhost:2323`. */
export function listenTarget(text: string): { host: string; port: number } {
  const match = /^tcp:\/\/([^:/]+):(\d+)$/.exec(text);
  const port = Number(match?.[2]);
  if (match !== null && HOSTS.includes(match[1]!) && port <= 65535) return { host: match[1]!, port };
  throw new InputError('--listen', `is ${JSON.stringify(text)}; write tcp://localhost:PORT`);
}

/** A packet of USB, and how often the host asks whether there is room for one. */
const PACKET_BYTES = 64;
const PACKET_EVERY_US = 1000;

/** Bytes on their way in: as on a cable, the host waits while the board has no room for them. */
class Inflow {
  private readonly chip: Chip;
  private waiting = '';
  private isFlowing = false;

  constructor(chip: Chip) {
    this.chip = chip;
  }

  push(text: string): void {
    this.waiting += text;
    if (!this.isFlowing) this.flow();
  }

  private readonly flow = (): void => {
    const { chip } = this;
    if (chip.loop.io.usedBytes === 0) {
      chip.usbInput(this.waiting.slice(0, PACKET_BYTES));
      this.waiting = this.waiting.slice(PACKET_BYTES);
    }
    this.isFlowing = this.waiting !== '';
    if (this.isFlowing) chip.at(chip.nowUs + PACKET_EVERY_US, this.flow);
  };
}

/** Puts the board behind the port; 0 takes any that is free. */
export function listen(chip: Chip, host: string, port: number): Promise<Server> {
  const sockets = new Set<Socket>();
  chip.usbOutput((text) => sockets.forEach((socket) => socket.write(text, 'latin1')));
  const server = createServer((socket) => {
    const inflow = new Inflow(chip);
    sockets.add(socket);
    socket.setEncoding('latin1');
    socket.on('data', (text) => inflow.push(String(text)));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  });
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(new InputError('--listen', `cannot be had: ${error.message}`)));
    server.listen(port, host, () => resolve(server));
  });
}
