/**
 * A real board over Web Serial or Web Bluetooth, as a port of the console. The connection, its chooser and the pieces of twenty
 * bytes by radio are those of @espruino-tools/core; the rest of that library writes to the interpreter's command line, which a
 * released device does not have. What the library gets wrong on the way is put right here and nowhere else.
 */
import { DeviceController } from '@espruino-tools/core';
import { PortError, type Port } from '../port.ts';
import { cancellable } from './serial-port.ts';

/** Ways to a real board, with the name that the library gives them in its menu. */
export const WAYS = {
  cable: { menu: 'Web Serial', name: 'a board on the USB cable', api: 'serial' },
  radio: { menu: 'Web Bluetooth', name: 'a board by radio', api: 'bluetooth' },
} as const;

export type Way = keyof typeof WAYS;

/** What the library knows of an open connection. Its own type says `any`. */
interface Connection {
  isOpening: boolean;
  isOpen: boolean;
  on(event: 'data' | 'close', listener: (text: string) => void): void;
  write(text: string): void;
  close(): void;
}

/** The library never says that the chooser was left; this often we look whether it still tries. */
const LOOK_MS = 100;

/** The library keeps one connection for the whole page. */
const controller = new DeviceController();

/** Whether the browser has this way at all. */
export function hasWay(way: Way): boolean {
  return WAYS[way].api in navigator;
}

export class BoardLink implements Port {
  readonly name: string;
  readonly isSimulated = false;
  readonly isRadio: boolean;
  /** Called once when the connection is gone, whoever ended it. */
  onClosed: () => void = () => undefined;
  private readonly connection: Connection;
  private readonly listeners: ((text: string) => void)[] = [];
  private isClosed = false;

  private constructor(connection: Connection, way: Way) {
    this.connection = connection;
    this.name = WAYS[way].name;
    this.isRadio = way === 'radio';
    connection.on('data', (text) => this.listeners.forEach((listener) => listener(text)));
    connection.on('close', () => {
      // A serial port whose device was pulled out counts as open until it is closed.
      connection.close();
      this.closed();
    });
  }

  /** Lets the person choose a board. To be called from a click: browsers open their chooser for nothing else. */
  static open(way: Way): Promise<BoardLink> {
    return new Promise((resolve, reject) => {
      const refuse = (): void =>
        reject(
          new PortError('No board was connected. Choose one in the list, and see that no other program holds it.'),
        );
      const connection = controller.UART.connect((opened: Connection | null) => {
        clearInterval(look);
        if (opened === null) refuse();
        else resolve(new BoardLink(opened, way));
      }) as Connection;
      const look = setInterval(() => {
        if (connection.isOpening || connection.isOpen) return;
        clearInterval(look);
        refuse();
      }, LOOK_MS);
      press(WAYS[way].menu);
    });
  }

  send(text: string): void {
    if (this.isClosed) return;
    try {
      this.connection.write(text);
    } catch {
      // The device was pulled out between two reads.
      this.close();
    }
  }

  onText(listener: (text: string) => void): void {
    this.listeners.push(listener);
  }

  wait(ms: number): Promise<void> {
    return new Promise((resolve, reject) =>
      setTimeout(() => (this.isClosed ? reject(new PortError('The connection to the board is gone.')) : resolve()), ms),
    );
  }

  close(): void {
    if (this.isClosed) return;
    this.connection.close();
    this.closed();
  }

  private closed(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.onClosed();
  }
}

/** Takes the library's own menu, which no keyboard reaches, away again by choosing in it at once. */
function press(name: string): void {
  const entry = [...document.querySelectorAll('.esp-tools-name')].find(({ textContent }) => textContent === name);
  if (!(entry?.parentElement instanceof HTMLElement)) throw new Error(`the library has no way named ${name}`);
  const giveBack = cancellable();
  try {
    entry.parentElement.click();
  } finally {
    giveBack();
  }
}
