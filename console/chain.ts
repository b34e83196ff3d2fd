/** The test of the safety chain: every contact is worked by hand, and the device must see it. */
import type { Board, Live } from './board.ts';
import type { Talk, Wanted } from './talk.ts';

const SEEN_WITHIN_MS = 3000;
const LOOK_MS = 200;

export interface ChainResult {
  readonly passed: boolean;
  readonly steps: readonly { readonly step: string; readonly ok: boolean }[];
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

async function isSeen(board: Board, seen: (live: Live) => boolean): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < SEEN_WITHIN_MS; waitedMs += LOOK_MS) {
    if (seen(await board.live())) return true;
    await board.client.port.wait(LOOK_MS);
  }
  return false;
}

/** Goes through the chain. Reads only: no key is needed, and nothing moves. */
export async function testChain(board: Board, talk: Talk): Promise<ChainResult> {
  const steps: { step: string; ok: boolean }[] = [];
  for (const { step, act, says, seen } of STEPS) {
    const goesOn = act === 'nothing' || (await talk.ask({ act, says } as Wanted));
    const ok = goesOn && (await isSeen(board, seen));
    steps.push({ step, ok });
    talk.say(`${ok ? 'ok' : 'FAILED'}: ${step}`);
    if (!goesOn) break;
  }
  return { passed: steps.length === STEPS.length && steps.every(({ ok }) => ok), steps };
}
