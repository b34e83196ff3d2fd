/** Counters of the monitors: how long a condition has lasted, and what a reading was before. */
export interface Watch {
  relayMs: number;
  travelTicks: number;
  tripTicks: number;
  switchTicks: number;
  supplyLowMs: number;
  supplyHighTicks: number;
  /** Accelerometer: readings in a row that were the same, implausible, steep, or apart from the travel. */
  sameTilts: number;
  oddTilts: number;
  steepTilts: number;
  apartTilts: number;
  /** Tilt less travel, as it was before the board began to move and slowly followed since; readings that jumped away from it. */
  offDeg: number;
  jumpTilts: number;
  /** The last reading was one of these, or failed: the next one is not waited for. */
  tiltDoubt: boolean;
  lastX: number;
  lastY: number;
  lastZ: number;
  /** The last words of the pull, newest first. */
  pull1N: number;
  pull2N: number;
  pull3N: number;
  /** What the pull has been for a second: a push that ends falls back to it, a strap that slips falls below. */
  usualN: number;
  /** When it was last nearly gone. */
  goneAtMs: number;
  highWords: number;
  negativeWords: number;
  /** How far a word is off the line through its neighbours, on average: noise, not breath. */
  noiseN: number;
  /** The weight's share along the board that the strap does not show, averaged over a second: friction carries it. */
  carriedN: number;
  /** The most of it until the body slid, degrees in a row that it slid, and where the last of them ended. */
  frictionN: number;
  slides: number;
  markDeg: number;
  markN: number;
  /** The pull was held; the board was lowered in this session. */
  held: boolean;
  eased: boolean;
  /** Words after a gap that are still looked at, and the pull before it. */
  afterGap: number;
  gapN: number;
  rejectsSeen: number;
  rejectsBefore: number;
  rejectsSinceMs: number;
  wordsBefore: number;
  wordsSinceMs: number;
  /** Drive. */
  restDeg: number;
  restMs: number;
  stillMs: number;
  /** Voltage without current. */
  deadMs: number;
  /** Current on the way down, averaged over a second, and how long it has been well above. */
  usualA: number;
  caughtMs: number;
  slowMs: number;
  fastTicks: number;
  againstTicks: number;
  sameTravels: number;
  lastTravel: number;
}

/** A new session begins: what the strap pulled before is no reference for a loss. */
export function forgetPulls(w: Watch): void {
  w.pull1N = 0;
  w.pull2N = 0;
  w.pull3N = 0;
  w.usualN = 0;
  w.goneAtMs = -1e6;
  w.carriedN = 0;
  w.frictionN = 0;
  w.slides = 0;
  w.markDeg = 0;
  w.markN = 0;
  w.held = false;
  w.eased = false;
}

export function newWatch(): Watch {
  return {
    relayMs: 0,
    travelTicks: 0,
    tripTicks: 0,
    switchTicks: 0,
    supplyLowMs: 0,
    supplyHighTicks: 0,
    sameTilts: 0,
    oddTilts: 0,
    steepTilts: 0,
    apartTilts: 0,
    offDeg: 0,
    jumpTilts: 0,
    tiltDoubt: false,
    lastX: 0,
    lastY: 0,
    lastZ: 0,
    pull1N: 0,
    pull2N: 0,
    pull3N: 0,
    usualN: 0,
    goneAtMs: -1e6,
    highWords: 0,
    negativeWords: 0,
    noiseN: 0,
    carriedN: 0,
    frictionN: 0,
    slides: 0,
    markDeg: 0,
    markN: 0,
    held: false,
    eased: false,
    afterGap: 0,
    gapN: 0,
    rejectsSeen: 0,
    rejectsBefore: 0,
    rejectsSinceMs: 0,
    wordsBefore: 0,
    wordsSinceMs: 0,
    restDeg: 0,
    restMs: 0,
    stillMs: 0,
    deadMs: 0,
    usualA: 0,
    caughtMs: 0,
    slowMs: 0,
    fastTicks: 0,
    againstTicks: 0,
    sameTravels: 0,
    lastTravel: 0,
  };
}
