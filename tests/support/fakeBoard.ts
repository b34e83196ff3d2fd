/** A simulated board behind a faked `navigator.serial` or `navigator.bluetooth` of a page. It runs the real bundle. */
import type { Page } from 'playwright-core';
import { NodeEngine } from '../../hal/virtual/node-engine.ts';
import { WARM_MS } from '../../sim/technician/hands.ts';
import { forceOf } from '../../sim/technician/procedure.ts';
import { SimulatedPort } from '../../sim/technician/simulated-port.ts';
import { bundle, flashOf } from './consoleDesk.ts';

export type FakeWay = 'serial' | 'bluetooth';

const TURN_MS = 10;
/** The board's time in a turn: fast while the page talks, slow when it has been silent for longer, so that no lease runs out. */
const FAST_MS = 200;
const SLOW_MS = 30;
const SILENT_MS = 6000;

/** Requests that take the board a while. */
const TAGGED = /,(open|accept|prescribe|clock|key),/;

export class FakeBoard {
  readonly port: SimulatedPort;
  private readonly way: FakeWay;
  private clock: NodeJS.Timeout | null = null;
  private heardAtMs = 0;
  private outgoing = '';
  /** It works out a tag, and the page waits. */
  private works = false;
  private page: Page | null = null;

  /** With another program than the bundle of this tree, if so wished. */
  constructor(way: FakeWay, program = bundle.program) {
    this.way = way;
    this.port = new SimulatedPort({ program, engine: new NodeEngine(), flash: flashOf(), seed: 1, isStored: true });
  }

  /** Puts the board behind the page, before the page is loaded. */
  async attach(page: Page): Promise<void> {
    const side = this.way === 'serial' ? this.port : this.port.byRadio();
    this.page = page;
    this.port.hang(0);
    await this.port.wait(WARM_MS);
    side.onText((text) => {
      this.outgoing += text;
      if (text.startsWith('<')) this.works = false;
    });
    await page.exposeBinding('boardHears', (_, text: string) => {
      this.heardAtMs = this.port.nowMs;
      if (TAGGED.test(text)) this.works = true;
      side.send(text);
    });
    await page.addInitScript(`(${FAKES[this.way]})()`);
    this.clock = setInterval(() => this.turn(), TURN_MS);
  }

  detach(): void {
    if (this.clock !== null) clearInterval(this.clock);
    this.port.close();
  }

  /** Pulls the plug, or goes out of reach. */
  async lose(): Promise<void> {
    await this.page?.evaluate('boardIsLost()');
  }

  hang(massKg: number): void {
    this.port.hang(forceOf(massKg));
  }

  private turn(): void {
    const isSilent = this.port.nowMs - this.heardAtMs > SILENT_MS && !this.works;
    void this.port.wait(isSilent ? SLOW_MS : FAST_MS);
    if (this.outgoing === '') return;
    const text = this.outgoing;
    this.outgoing = '';
    // A page that is closed hears nothing.
    this.page?.evaluate(`boardSays(${JSON.stringify(text)})`).catch(() => undefined);
  }
}

/** As the browser's own: a port that somebody reads cannot be closed, and chunks are windows on a larger buffer. */
const SERIAL = `() => {
  let readable = null, writable = null, feed = null;
  const open = () => {
    if (readable !== null) throw new DOMException('The port is already open.', 'InvalidStateError');
    readable = new ReadableStream({ start: (controller) => { feed = controller; } });
    writable = new WritableStream({
      write: (chunk) => boardHears(String.fromCharCode(...new Uint8Array(chunk))),
    });
  };
  const port = {
    open: async () => open(),
    close: async () => {
      if (readable.locked || writable.locked) throw new TypeError('Cannot close a locked port');
      readable = writable = feed = null;
    },
    get readable() { return readable; },
    get writable() { return writable; },
  };
  globalThis.boardSays = (text) => {
    const bytes = Uint8Array.from('..' + text + '..', (one) => one.charCodeAt(0));
    feed?.enqueue(bytes.subarray(2, bytes.length - 2));
  };
  globalThis.boardIsLost = () => feed?.error(new DOMException('The device has been lost.', 'NetworkError'));
  globalThis.boardIsOpen = () => readable !== null;
  globalThis.choose = () => Promise.resolve(port);
  const serial = { requestPort: () => globalThis.choose() };
  Object.defineProperty(navigator, 'serial', { value: serial, configurable: true });
}`;

/** The Nordic serial service in packets of twenty bytes. */
const BLUETOOTH = `() => {
  const PACKET_BYTES = 20;
  const lost = new Set();
  let heard = null;
  const tx = {
    writeValue: async (buffer) => {
      if (buffer.byteLength > PACKET_BYTES) throw new DOMException('packet too long', 'NetworkError');
      await boardHears(String.fromCharCode(...new Uint8Array(buffer)));
    },
  };
  const rx = {
    addEventListener: (event, listener) => { heard = listener; },
    startNotifications: async () => rx,
  };
  const service = { getCharacteristic: async (id) => (id.startsWith('6e400002') ? tx : rx) };
  const server = {
    getPrimaryService: async () => service,
    disconnect: () => {
      if (heard === null) return;
      heard = null;
      setTimeout(() => { for (const listener of lost) listener(); });
    },
  };
  const device = {
    name: 'Jolt.js 1234',
    id: 'fake',
    addEventListener: (event, listener) => lost.add(listener),
    gatt: { connect: async () => server },
  };
  globalThis.boardSays = (text) => {
    for (let at = 0; at < text.length; at += PACKET_BYTES) {
      const bytes = Uint8Array.from(text.slice(at, at + PACKET_BYTES), (one) => one.charCodeAt(0));
      heard?.({ target: { value: new DataView(bytes.buffer) } });
    }
  };
  globalThis.boardIsLost = () => server.disconnect();
  globalThis.boardIsOpen = () => heard !== null;
  globalThis.choose = () => Promise.resolve(device);
  const bluetooth = { requestDevice: () => globalThis.choose() };
  Object.defineProperty(navigator, 'bluetooth', { value: bluetooth, configurable: true });
}`;

const FAKES: Readonly<Record<FakeWay, string>> = { serial: SERIAL, bluetooth: BLUETOOTH };
