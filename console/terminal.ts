/** The technician's terminal: questions on standard error, so that standard output stays the result's. */
import { createInterface, type Interface } from 'node:readline/promises';
import type { Board } from './board.ts';
import { ACTIONS, perform, type Result, type Settings } from './actions.ts';
import { massesFrom, verifyFrom } from './masses.ts';
import { changesOf } from './prescription-words.ts';
import { NO_NUMBER, numberFrom, StepBack, type Talk, type Wanted } from './talk.ts';

/** Seconds since 1970, by the clock of this machine. */
export function wallClockS(): number {
  return Math.floor(Date.now() / 1000);
}

const LEAVE = 'q';
const STOP_WORDS = ['n', 'no', 'q', 'quit', 'stop'];
const BACK_WORDS = ['b', 'back'];

/** Keeps the service open while a person is busy with masses. */
const BEAT_MS = 4000;

export class Terminal implements Talk {
  private readonly lines: Interface;
  private readonly board: Board;
  private readonly gone = new AbortController();

  constructor(board: Board) {
    this.board = board;
    this.lines = createInterface({ input: process.stdin, output: process.stderr });
    this.lines.once('close', () => this.gone.abort());
    this.lines.on('SIGINT', () => {
      this.say('\nLeaving. What the device is doing now ends first; Ctrl-C again leaves at once.');
      this.lines.close();
    });
  }

  /** Ctrl-C, or the end of the input: every question from now on is answered with "stop". */
  get hasLeft(): boolean {
    return this.gone.signal.aborted;
  }

  say(line: string): void {
    console.error(line);
  }

  async ask(wanted: Wanted): Promise<boolean> {
    if (wanted.act === 'letGo') {
      this.say(wanted.says);
      return true;
    }
    const mayGoBack = wanted.act === 'hang' && wanted.mayGoBack === true;
    const back = mayGoBack ? ', b to do the mass before again' : '';
    const when = wanted.act === 'hold' ? 'Enter, then hold it' : 'Enter when done';
    const text = await this.question(`${wanted.says}. ${when}${back}, q to stop: `);
    const answer = text.trim().toLowerCase();
    if (mayGoBack && BACK_WORDS.includes(answer)) throw new StepBack();
    return !STOP_WORDS.includes(answer);
  }

  async number(says: string): Promise<number | null> {
    for (;;) {
      const answer = await this.question(`${says}, q to stop: `);
      if (STOP_WORDS.includes(answer.trim().toLowerCase())) return null;
      const number = numberFrom(answer);
      if (number !== null) return number;
      this.say(NO_NUMBER);
    }
  }

  /** Waits for a line; the device hears of us all the while. */
  async question(text: string): Promise<string> {
    if (this.hasLeft) return LEAVE;
    let isBeating = false;
    const beat = setInterval(() => {
      if (isBeating) return;
      isBeating = true;
      // A service that is not open has nothing to keep.
      this.board
        .beat()
        .catch(() => undefined)
        .finally(() => (isBeating = false));
    }, BEAT_MS);
    try {
      return await this.lines.question(text, { signal: this.gone.signal });
    } catch (error) {
      if (this.hasLeft) return LEAVE;
      throw error;
    } finally {
      clearInterval(beat);
      while (isBeating) await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  close(): void {
    this.lines.close();
  }
}

/** What a task wants to know, asked for in the menu; Enter takes what the command line said. */
async function asked(terminal: Terminal, name: string, settings: Settings): Promise<Settings> {
  const answer = async (text: string): Promise<string> => (await terminal.question(`${text}: `)).trim();
  if (name === 'prescribe') {
    const text = await answer('Changes, such as target=20% holdS=600 (Enter for none)');
    return { ...settings, set: { ...settings.set, ...changesOf(text.split(/\s+/).filter((one) => one !== '')) } };
  }
  if (name === 'key')
    return { ...settings, newKey: (await answer('New key, 32 hexadecimal digits')) || settings.newKey };
  if (name !== 'calibrate') return settings;
  const masses = await answer(`Masses on the way up, kg (Enter for ${settings.massesKg.join(',')})`);
  const massesKg = masses === '' ? settings.massesKg : massesFrom('Masses on the way up', masses);
  const verify = await answer(`Mass for the verification, kg (Enter for ${settings.verifyKg})`);
  return {
    ...settings,
    massesKg,
    verifyKg: verifyFrom('Mass for the verification', verify || `${settings.verifyKg}`, massesKg),
  };
}

/** The menu: one thing after the other until the person leaves. The last result counts. */
export async function menu(
  board: Board,
  terminal: Terminal,
  talk: Talk,
  settings: Settings,
  complain: (error: unknown) => void,
): Promise<Result> {
  let result: Result = { ok: true, value: null };
  const names = Object.keys(ACTIONS);
  const showList = (): void =>
    names.forEach((name, k) => terminal.say(`${String(k + 1).padStart(2)}  ${name}: ${ACTIONS[name]!.help}`));
  showList();
  for (;;) {
    const answer = (await terminal.question('Number or name, Enter for the list, q to leave: ')).trim().toLowerCase();
    if (STOP_WORDS.includes(answer)) return result;
    if (answer === '') {
      showList();
      continue;
    }
    try {
      const name = names[Number(answer) - 1] ?? answer;
      result = await perform(name, board, talk, await asked(terminal, name, settings));
    } catch (error) {
      result = { ok: false, value: null };
      complain(error);
    }
  }
}
