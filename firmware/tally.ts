/** What a session adds up for its log record: one per session, updated with every load-cell word. */
export interface Tally {
  peakN: number;
  impulseNs: number;
  holdSumN: number;
  holdWords: number;
  anglePeakDeg: number;
  lastMs: number;
}

export function newTally(): Tally {
  return { peakN: 0, impulseNs: 0, holdSumN: 0, holdWords: 0, anglePeakDeg: 0, lastMs: 0 };
}

/** Begins anew at an instant. */
export function beginTally(t: Tally, nowMs: number): void {
  t.peakN = 0;
  t.impulseNs = 0;
  t.holdSumN = 0;
  t.holdWords = 0;
  t.anglePeakDeg = 0;
  t.lastMs = nowMs;
}

/** Adds one pull reading; `holding` counts it towards the mean of the dose. */
export function addPull(t: Tally, pullN: number, angleDeg: number, holding: boolean, nowMs: number): void {
  if (pullN > t.peakN) t.peakN = pullN;
  if (angleDeg > t.anglePeakDeg) t.anglePeakDeg = angleDeg;
  t.impulseNs += (pullN * (nowMs - t.lastMs)) / 1000;
  t.lastMs = nowMs;
  if (!holding) return;
  t.holdSumN += pullN;
  t.holdWords++;
}

/** Mean pull over the dose; 0 when there was none. */
export function meanPullN(t: Tally): number {
  return t.holdWords > 0 ? t.holdSumN / t.holdWords : 0;
}
