/** The technician's terminal: questions on standard error, so that standard output stays the result's. */
import { createInterface, type Interface } from 'node:readline/promises';
import type { Board } from './board.ts';
import { ACTIONS, perform, type Result, type Settings } from './actions.ts';
import { NO_NUMBER, numberFrom, StepBack, type Talk, type Wanted } from './talk.ts';

/** Seconds since 1970, by the clock of this machine. */
export function wallClockS(): number {
  return Math.floor(Date.now() / 1000);
}

const STOP_WORDS = ['n', 'no', 'q', 'quit', 'stop'];
const BACK_WORDS = ['b', 'back'];

/** Keeps the service open while a person is busy with masses. */
const BEAT_MS = 4000;

export class Terminal implements Talk {
  private readonly lines: Interface;
  private readonly board: Board;

  constructor(board: Board) {
    this.board = board;
    this.lines = createInterface({ input: process.stdin, output: process.stderr });
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
      return await this.lines.question(text);
    } finally {
      clearInterval(beat);
      while (isBeating) await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  close(): void {
    this.lines.close();
  }
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
  for (;;) {
    names.forEach((name, k) => terminal.say(`${String(k + 1).padStart(2)}  ${name}: ${ACTIONS[name]!.help}`));
    const answer = (await terminal.question('Number or name, q to leave: ')).trim();
    if (answer === '' || STOP_WORDS.includes(answer)) return result;
    try {
      result = await perform(names[Number(answer) - 1] ?? answer, board, talk, settings);
    } catch (error) {
      result = { ok: false, value: null };
      complain(error);
    }
  }
}
