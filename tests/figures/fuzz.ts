import { textCrc } from '../../console/codes.ts';
import { NodeEngine } from '../../hal/virtual/node-engine.ts';
import { framed, VERBS } from '../../firmware/protocol.ts';
import { Random } from '../../sim/random.ts';
import { bundle, ConsoleDesk, flashOf } from '../support/consoleDesk.ts';

export interface FuzzFigures {
  inputs: number;
  bytes: number;
  /** Texts that reached the interpreter's own command line. */
  evaluations: number;
  /** Changes of the state that the device tells, and words or erasures of flash. */
  stateChanges: number;
  flashErasures: number;
  /** Ticks left out, of all. */
  missedTicks: number;
  ticks: number;
  uncaught: string[];
  bytesPerS: number;
}

const CODE = [
  '1+1\n',
  'reset()\n',
  'E.reboot()\n',
  '\x10print(1)\n',
  'load()\n',
  'clearInterval()\n',
  '});process.env\n',
];
const CONTROL = ['\x03', '\x10', '\x03\x10', '\x04', '\x1b[A', '\x00', '\x11', '\x13', '\xff'];
/** Limit of the design: a flood of 10 kB a second. */
const BYTES_PER_MS = 10;
const TICK_US = 100_000;

function numbers(random: Random, count: number): string {
  return Array.from({ length: count }, () => random.bits() >> (random.bits() & 31)).join(',');
}

function rubbish(random: Random): string {
  const length = 1 + (random.bits() & 31);
  return String.fromCharCode(...Array.from({ length }, () => random.bits() & 255));
}

/** A request that is whole, with a verb and arguments by chance; one in four is damaged. */
function request(random: Random): string {
  const verb = VERBS[(random.bits() >>> 1) % VERBS.length]!;
  const line = `${framed('>', `${random.bits() & 1023},${verb},${numbers(random, random.bits() & 7)}`, textCrc)}\n`;
  if ((random.bits() & 3) > 0) return line;
  const at = (random.bits() >>> 1) % line.length;
  return line.slice(0, at) + String.fromCharCode(line.charCodeAt(at) ^ (1 << (random.bits() & 7))) + line.slice(at + 1);
}

function input(random: Random): string {
  const kind = random.bits() & 7;
  if (kind < 3) return request(random);
  if (kind < 5) return rubbish(random);
  if (kind < 6) return CODE[(random.bits() >>> 1) % CODE.length]!;
  if (kind < 7) return CONTROL[(random.bits() >>> 1) % CONTROL.length]!;
  return '>'.repeat(1 + (random.bits() & 127));
}

/** Throws inputs at an idle device with its service key turned: the worst case, for only the tag is missing. */
export async function fuzzFigures(inputs: number, seed: number, program = bundle.program): Promise<FuzzFigures> {
  const random = new Random(seed);
  const desk = new ConsoleDesk(seed, flashOf(), new NodeEngine(), program);
  const { chip } = desk.port;
  let evaluations = 0;
  let stateChanges = 0;
  let toldAtUs = 0;
  let ticks = 0;
  let missedTicks = 0;
  let bytes = 0;
  await desk.port.wait(2500);
  await desk.turnKey(true);
  chip.consoleInput(() => (evaluations += 1));
  desk.client.onPush = (line) => (stateChanges += line.startsWith('S,') ? 1 : 0);
  // The device tells its readings in every tenth tick; the time between two of them counts the ticks.
  chip.usbOutput((text, atUs) => {
    if (!text.startsWith('T,')) return;
    if (toldAtUs > 0) {
      ticks += 10;
      missedTicks += Math.max(0, Math.round((atUs - toldAtUs) / TICK_US) - 10);
    }
    toldAtUs = atUs;
  });
  const erasures = chip.flash.erases;
  const startedMs = desk.port.nowMs;
  for (let n = 0; n < inputs; n += 1) {
    const text = input(random);
    bytes += text.length;
    desk.port.send(text);
    await desk.port.wait(text.length / BYTES_PER_MS);
  }
  const tookS = (desk.port.nowMs - startedMs) / 1000;
  return {
    inputs,
    bytes,
    evaluations,
    stateChanges,
    flashErasures: chip.flash.erases - erasures,
    missedTicks,
    ticks,
    uncaught: desk.port.troubles,
    bytesPerS: Math.round(bytes / tookS),
  };
}
