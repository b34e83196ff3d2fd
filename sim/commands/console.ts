/** `incline console`: the technician's terminal, to a board or to the simulated one. */
import { existsSync, readFileSync } from 'node:fs';
import { FLASH_BYTES } from '../../hal/virtual/flash.ts';
import { Argument, type Command } from 'commander';
import { ACTIONS, perform, type Result, type Settings } from '../../console/actions.ts';
import { Board } from '../../console/board.ts';
import type { AngleCertificate } from '../../console/calibrate-angle.ts';
import type { Certificate } from '../../console/calibrate.ts';
import { anglePage, certificatePage } from '../../console/certificate.ts';
import { Client, ConsoleError } from '../../console/client.ts';
import { keyOf, NO_KEY } from '../../console/codes.ts';
import { massesFrom, referencesFrom, verifyFrom } from '../../console/masses.ts';
import { openSerial, openTcp, tcpTarget } from '../../console/node-ports.ts';
import { PortError, type Port } from '../../console/port.ts';
import { historyCsv } from '../../console/history-csv.ts';
import { historyPage } from '../../console/history-page.ts';
import type { History } from '../../console/history.ts';
import { changesOf } from '../../console/prescription-words.ts';
import { SettingError } from '../../console/setting-error.ts';
import type { Talk, Wanted } from '../../console/talk.ts';
import { menu, Terminal, wallClockS } from '../../console/terminal.ts';
import { createEngine, type EngineName } from '../engines.ts';
import { flashImage } from '../flash-image.ts';
import { InputError } from '../scenario/input-error.ts';
import { checkScenario } from '../scenario/read.ts';
import { SimulatedPort } from '../technician/simulated-port.ts';
import { doAct, readInclinometer, WARM_MS } from '../technician/hands.ts';
import { EXIT } from './exit-codes.ts';
import { engineOption, jsonOption } from './options.ts';
import { checkOutput, chosenBundle, writeOutput } from './run.ts';

interface ConsoleOptions {
  port: string;
  key?: string;
  newKey?: string;
  masses: string;
  verify: string;
  references: string;
  strap: string;
  set: string[];
  certificate?: string;
  page?: string;
  csv?: string;
  flash?: string;
  saveFlash?: string;
  engine: EngineName;
  json: boolean;
}

function strapKg(text: string): number {
  const kg = Number(text);
  if (text !== '' && kg >= 0 && kg <= 20) return kg;
  throw new InputError('--strap', `is ${JSON.stringify(text)}; write a mass from 0 to 20 kg`);
}

function settingsOf(options: ConsoleOptions, port: Port): Settings {
  const text = options.key ?? process.env['INCLINE_KEY'];
  const key = text === undefined ? NO_KEY : keyOf(text);
  if (key === null) throw new InputError('--key', 'must be the 32 hexadecimal digits of the device');
  const simulatedS = port instanceof SimulatedPort ? port.wallS : null;
  const massesKg = massesFrom('--masses', options.masses);
  return {
    key,
    massesKg,
    verifyKg: verifyFrom('--verify', options.verify, massesKg),
    referencesDeg: referencesFrom('--references', options.references),
    strapKg: strapKg(options.strap),
    set: changesOf(options.set),
    newKey: options.newKey ?? null,
    firmware: () => Promise.resolve(chosenBundle(undefined).program),
    nowS: simulatedS ?? wallClockS(),
  };
}

function savedFlash(path: string): Uint8Array {
  const bytes = readFileSync(path);
  if (bytes.length === FLASH_BYTES) return new Uint8Array(bytes);
  throw new InputError('--flash', `${path} has ${bytes.length} bytes; name an image made by --save-flash`);
}

async function openPort(options: ConsoleOptions): Promise<Port> {
  const { port: name } = options;
  if (name === 'sim') {
    const bundle = chosenBundle(undefined);
    const fresh = flashImage(checkScenario({ steps: [], endMs: 1000 }, 'console'));
    const flash = options.flash !== undefined && existsSync(options.flash) ? savedFlash(options.flash) : fresh;
    const engine = await createEngine(options.engine);
    // Nobody is on the board; a mass in the strap lies on rollers.
    const onBoard = { onBoardKg: strapKg(options.strap), friction: 0 };
    const port = new SimulatedPort({ program: bundle.program, engine, flash, seed: 1, ...onBoard });
    await port.wait(WARM_MS);
    return port;
  }
  const target = tcpTarget(name);
  if (target !== null) return openTcp(target.host, target.port);
  if (name.startsWith('/')) return openSerial(name);
  throw new InputError('--port', `is ${JSON.stringify(name)}; use sim, tcp:HOST:PORT or the path of a serial device`);
}

/** A person at the simulated bench who does what is asked for. */
class SimulatedHands implements Talk {
  private readonly port: SimulatedPort;
  private readonly terminal: Terminal | null;

  /** Who sits at the terminal may leave on the way; without one nobody is there. */
  constructor(port: SimulatedPort, terminal: Terminal | null) {
    this.port = port;
    this.terminal = terminal;
  }

  say(line: string): void {
    console.error(line);
  }

  number(says: string): Promise<number> {
    const deg = readInclinometer(this.port);
    this.say(`${says}: ${deg} (read on the simulated bench)`);
    return Promise.resolve(deg);
  }

  async ask(wanted: Wanted): Promise<boolean> {
    const { port } = this;
    // Time of the simulated board does not pass by itself, so a key that was pressed is seen here or never.
    await new Promise((resolve) => setImmediate(resolve));
    if (this.terminal?.hasLeft === true) return false;
    this.say(`${wanted.says}. (done on the simulated bench)`);
    await doAct(port, wanted);
    return true;
  }
}

function complain(error: unknown): void {
  if (!(error instanceof ConsoleError || error instanceof SettingError)) throw error;
  console.error(`incline: ${error.message}`);
}

async function play(action: string | undefined, options: ConsoleOptions, port: Port): Promise<Result> {
  const settings = settingsOf(options, port);
  const board = new Board(new Client(port, port.isSimulated ? 1 : 1 + (wallClockS() % 1e6)));
  const needsPerson = action === undefined || !(port instanceof SimulatedPort);
  const terminal = needsPerson ? new Terminal(board) : null;
  const talk = port instanceof SimulatedPort ? new SimulatedHands(port, terminal) : terminal!;
  try {
    if (action === undefined) return await menu(board, terminal!, talk, settings, complain);
    return await perform(action, board, talk, settings);
  } finally {
    terminal?.close();
  }
}

/** Options that name a file to write, with the file. */
function outputs({ certificate, page, csv, saveFlash }: ConsoleOptions): [option: string, file: string][] {
  const all = { '--certificate': certificate, '--page': page, '--csv': csv, '--save-flash': saveFlash };
  return Object.entries(all).flatMap(([option, file]) => (file === undefined ? [] : [[option, file]]));
}

/** Writes a file that somebody has asked for, and says so. */
function write(option: string, file: string, content: string | Uint8Array): void {
  writeOutput(option, file, content);
  console.error(`${option.slice(2)}: ${file}`);
}

function output(action: string | undefined, options: ConsoleOptions, { value }: Result): void {
  if (options.json) console.log(JSON.stringify(value, null, 2));
  if (action === 'history' && value !== null) {
    const history = value as History;
    if (options.csv !== undefined) write('--csv', options.csv, historyCsv(history));
    if (options.page !== undefined) write('--page', options.page, historyPage(history, options.port === 'sim'));
  }
  if ((action !== 'calibrate' && action !== 'calibrate-angle') || value === null) return;
  if (options.certificate !== undefined)
    write('--certificate', options.certificate, `${JSON.stringify(value, null, 2)}\n`);
  if (options.page === undefined) return;
  const page = action === 'calibrate' ? certificatePage(value as Certificate) : anglePage(value as AngleCertificate);
  write('--page', options.page, page);
}

/** A setting of the command line names its option already. */
function asInput({ message }: SettingError): InputError {
  const [, option, problem] = /^(--[a-z-]+(?: [^:]+)?): (.*)$/s.exec(message) ?? [];
  return new InputError(option ?? 'console', problem ?? message);
}

async function technician(action: string | undefined, options: ConsoleOptions): Promise<void> {
  let port: Port | null = null;
  try {
    for (const [option, file] of outputs(options)) checkOutput(option, file);
    port = await openPort(options);
    const result = await play(action, options, port);
    output(action, options, result);
    if (options.saveFlash !== undefined && port instanceof SimulatedPort)
      write('--save-flash', options.saveFlash, port.chip.flashImage());
    process.exitCode = result.ok ? EXIT.holds : EXIT.failed;
  } catch (error) {
    if (error instanceof PortError) throw new InputError('--port', error.message);
    if (error instanceof SettingError) throw asInput(error);
    complain(error);
    process.exitCode = EXIT.failed;
  } finally {
    port?.close();
  }
}

export function addConsole(program: Command): void {
  program
    .command('console')
    .description("the technician's console: calibration, chain test, prescription, logs")
    .addArgument(new Argument('[command]', 'without one, a menu').choices(Object.keys(ACTIONS)))
    .requiredOption('--port <port>', 'sim, tcp:HOST:PORT or the path of a serial device')
    .option('--key <hex>', "the device's key, 32 hexadecimal digits; also from the environment variable INCLINE_KEY")
    .option('--new-key <hex>', 'for the command key')
    .option('--masses <kg,...>', 'for calibrate: masses on the way up', '5,10,20,30,40')
    .option('--verify <kg>', 'for calibrate: a mass that is not one of them', '25')
    .option('--references <deg,deg>', 'for calibrate-angle: angles that the board is brought to', '15,35')
    .option('--strap <kg>', 'for calibrate-angle: a mass on rollers in the strap, 0 for an empty strap', '0')
    .option('--set <field=value...>', 'for prescribe: what to change, such as program=static target=20% holdS=600', [])
    .option('--certificate <file>', 'for calibrate, calibrate-angle: write the certificate with its raw data as JSON')
    .option('--page <file>', 'for calibrate, calibrate-angle and history: write a page for the printer')
    .option('--csv <file>', 'for history: write sessions, days and weeks as a table')
    .option('--flash <file>', 'simulated board: start from this flash image, if it exists')
    .option('--save-flash <file>', 'simulated board: write the flash image at the end')
    .addOption(engineOption())
    .addOption(jsonOption())
    .action(technician);
}
