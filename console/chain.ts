/** The test of the safety chain: every contact is worked by hand, and the device must see it. */
import { Fault, Reaction } from '../firmware/faults.ts';
import { State } from '../firmware/states.ts';
import type { Board, Live } from './board.ts';
import type { Talk, Wanted } from './talk.ts';

const SEEN_WITHIN_MS = 3000;
const LOOK_MS = 200;
const ACKNOWLEDGE_TRIES = 3;

export interface ChainResult {
  readonly passed: boolean;
  readonly steps: readonly { readonly step: string; readonly ok: boolean }[];
  /** What could not be tested, and why. */
  readonly untested: readonly string[];
}

interface ChainStep {
  readonly step: string;
  readonly act: Wanted['act'];
  readonly says: string;
  readonly seen: (live: Live) => boolean;
}

const STEPS: readonly ChainStep[] = [
  {
    step: 'board flat, low end switch open, high one closed',
    act: 'nothing',
    says: 'Leave the board flat',
    seen: (l) => l.endLow && !l.endHigh && Math.abs(l.angleDeg) < 0.5,
  },
  {
    step: 'relay open while nothing moves',
    act: 'nothing',
    says: 'Touch nothing',
    seen: (l) => l.relayOpen && !l.panic,
  },
  {
    step: 'travel and tilt agree',
    act: 'nothing',
    says: 'Touch nothing',
    seen: (l) => Math.abs(l.angleDeg - l.tiltDeg) < 2,
  },
  {
    step: 'supply from 22 to 28 V',
    act: 'nothing',
    says: 'Touch nothing',
    seen: (l) => l.supplyV > 22 && l.supplyV < 28,
  },
  { step: 'panic pressed', act: 'panic', says: 'Press PANIC', seen: (l) => l.panic && l.relayOpen },
  { step: 'panic released', act: 'release', says: 'Twist PANIC to release it', seen: (l) => !l.panic },
  { step: 'LOWER pressed', act: 'lower', says: 'Hold LOWER', seen: (l) => l.lower },
  { step: 'START pressed: the halt is acknowledged', act: 'start', says: 'Hold START', seen: (l) => l.start },
];

/** After the test under power: out of the halt. */
const RELEASE_STEPS: readonly ChainStep[] = [
  { step: 'panic released again', act: 'release', says: 'Twist PANIC to release it', seen: (l) => !l.panic },
  { step: 'START pressed again: the halt is acknowledged', act: 'start', says: 'Hold START', seen: (l) => l.start },
];

async function isSeen(board: Board, seen: (live: Live) => boolean): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < SEEN_WITHIN_MS; waitedMs += LOOK_MS) {
    if (seen(await board.live())) return true;
    await board.client.port.wait(LOOK_MS);
  }
  return false;
}

const RELAY_STEP = 'relay open within 150 ms of PANIC under power (the device looks every 100 ms)';
const ENABLE_STEP =
  'fall of the relay after its enable stops: its own watch would halt the device; measure it with an oscilloscope (150 to 180 ms)';
const STATE_PUSHED = /^S,(\d+)/;
const FAULT_PUSHED = /^F,(\d+)/;

/** What the device pushes meanwhile: states, and whether it says that the relay disagrees. */
class Heard {
  readonly states: number[] = [];
  disagrees = false;

  line(line: string): void {
    const state = STATE_PUSHED.exec(line);
    if (state !== null) this.states.push(Number(state[1]));
    if (Number(FAULT_PUSHED.exec(line)?.[1]) === Fault.RelayDisagrees) this.disagrees = true;
  }

  /** The relay was closed for the countdown or the test, the device was halted, and never began to move. */
  get isHaltedBeforeMoving(): boolean {
    const { states } = this;
    const hasClosed = states.includes(State.Arming) || states.includes(State.Testing);
    return hasClosed && states.includes(State.Halted) && !states.includes(State.Raising);
  }
}

/** The relay closes in the countdown, half-way between the second and the third beep, and nothing moves before the fourth second. */
const COUNTDOWN: Wanted = {
  act: 'countdown',
  button: 'start',
  says: 'Nobody on the board: press START, and with the third beep press PANIC',
};
/** Before the first session of a day the device tests the same by itself, and refuses START until then (decision 0010). */
const TEST_OF_THE_DAY: Wanted = {
  act: 'countdown',
  button: 'lower',
  says: 'Press LOWER, and PANIC as soon as the display says so: it is the test of the day',
};

/** How the relay can be tested now; null when it cannot. A halt that is latched takes START twice: the first one only acknowledges. */
async function relayTest(board: Board, talk: Talk): Promise<Wanted | null> {
  for (let n = 0; n < ACKNOWLEDGE_TRIES; n += 1) {
    await isSeen(board, (l) => !l.start);
    if (await isSeen(board, (l) => l.worst < Reaction.RefuseStart)) return COUNTDOWN;
    const { worst, cause } = await board.live();
    if (worst < Reaction.Return) return cause === Fault.PanicNotTested ? TEST_OF_THE_DAY : null;
    if (!(await talk.ask({ act: 'start', says: 'Press START once more to acknowledge the halt' }))) return null;
  }
  return null;
}

/** PANIC with the relay closed. */
async function testRelay(board: Board, talk: Talk, wanted: Wanted): Promise<boolean> {
  const heard = new Heard();
  const { onPush } = board.client;
  board.client.onPush = (line) => {
    heard.line(line);
    onPush(line);
  };
  try {
    if (!(await talk.ask(wanted))) return false;
    const isOpen = await isSeen(board, (l) => l.panic && l.relayOpen);
    return isOpen && heard.isHaltedBeforeMoving && !heard.disagrees;
  } finally {
    board.client.onPush = onPush;
  }
}

async function isStep(board: Board, talk: Talk, { act, says, seen }: ChainStep): Promise<boolean | null> {
  const goesOn = act === 'nothing' || (await talk.ask({ act, says } as Wanted));
  return goesOn ? isSeen(board, seen) : null;
}

/** Goes through the chain. Reads only: no key is needed, and nothing moves. */
export async function testChain(board: Board, talk: Talk): Promise<ChainResult> {
  const steps: { step: string; ok: boolean }[] = [];
  const untested = [ENABLE_STEP];
  const tell = (step: string, ok: boolean): void => {
    steps.push({ step, ok });
    talk.say(`${ok ? 'ok' : 'FAILED'}: ${step}`);
  };
  const goThrough = async (some: readonly ChainStep[]): Promise<boolean> => {
    for (const one of some) {
      const ok = await isStep(board, talk, one);
      tell(one.step, ok === true);
      if (ok === null) return false;
    }
    return true;
  };
  let goesOn = await goThrough(STEPS);
  // What the device tells unasked goes to the cable alone.
  if (board.client.port.isRadio === true) untested.push(`${RELAY_STEP}: by cable only`);
  else if (goesOn) {
    const wanted = await relayTest(board, talk);
    if (wanted !== null) {
      tell(RELAY_STEP, await testRelay(board, talk, wanted));
      goesOn = await goThrough(RELEASE_STEPS);
    } else untested.push(`${RELAY_STEP}: the device is not ready for a session`);
  }
  for (const what of untested) talk.say(`not tested: ${what}`);
  return { passed: goesOn && steps.every(({ ok }) => ok), steps, untested };
}
