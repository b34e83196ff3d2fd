/**
 * Time: plays, pauses, steps, goes back, at a tenth to a hundred times the speed of life. One question to the worker is
 * under way at most, so that a slow computer shows fewer pictures and never lags behind itself.
 */
import type { Act, Frame, FromWorker, Opened, Story, ToWorker } from './protocol.ts';

/** A tab that slept must not play for minutes at once. */
const FRAME_MS_MAX = 100;

export const SPEEDS = [0.1, 0.25, 0.5, 1, 2, 5, 10, 25, 50, 100] as const;

export interface PlayerUse {
  ask(message: ToWorker): Promise<FromWorker>;
  opened(answer: Opened): void;
  frame(frame: Frame): void;
  /** Playing, or its speed, has changed. */
  paced(): void;
  refused(why: string): void;
}

export class Player {
  speed = 1;
  isPlaying = false;
  last: Frame | null = null;
  private readonly use: PlayerUse;
  private readonly queue: ToWorker[] = [];
  private seekMs: number | null = null;
  private isBusy = false;
  private atMs = 0;

  constructor(use: PlayerUse) {
    this.use = use;
    const beat = (nowMs: number): void => {
      this.beat(nowMs);
      requestAnimationFrame(beat);
    };
    requestAnimationFrame(beat);
  }

  open(story: Story, atMs: number): void {
    this.queue.length = 0;
    this.seekMs = null;
    this.queue.push({ kind: 'open', story, atMs });
    this.next();
  }

  /** Acts now, and lets time run: a press that has no effect because time stands still would be a riddle. */
  act(acts: readonly Act[]): void {
    this.queue.push({ kind: 'act', acts });
    this.play(true);
    this.next();
  }

  seek(atMs: number): void {
    this.seekMs = Math.max(0, atMs);
    this.next();
  }

  step(byMs: number): void {
    this.play(false);
    this.queue.push({ kind: 'advance', byMs });
    this.next();
  }

  play(isPlaying: boolean): void {
    if (isPlaying === this.isPlaying) return;
    this.isPlaying = isPlaying;
    // At the end there is only one thing that playing can mean.
    if (isPlaying && this.last?.isOver === true && this.queue.length === 0) this.seek(0);
    this.use.paced();
  }

  setSpeed(speed: number): void {
    this.speed = speed;
    this.use.paced();
  }

  /** The next faster or slower speed. */
  shift(by: 1 | -1): void {
    const at = SPEEDS.findIndex((speed) => speed >= this.speed);
    this.setSpeed(SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, at + by))]!);
  }

  private beat(nowMs: number): void {
    const elapsedMs = Math.min(FRAME_MS_MAX, nowMs - this.atMs);
    // While an answer is awaited its time is not lost: the next question asks for it as well.
    if (this.isPlaying && this.isBusy) return;
    this.atMs = nowMs;
    if (!this.isPlaying || this.last === null) return;
    void this.send({ kind: 'advance', byMs: elapsedMs * this.speed });
  }

  private next(): void {
    if (this.isBusy) return;
    const message = this.queue.shift();
    if (message !== undefined) void this.send(message);
    else if (this.seekMs !== null) {
      const atMs = this.seekMs;
      this.seekMs = null;
      void this.send({ kind: 'seek', atMs });
    }
  }

  private async send(message: ToWorker): Promise<void> {
    this.isBusy = true;
    const answer = await this.use.ask(message);
    this.isBusy = false;
    this.take(answer);
    this.next();
  }

  private take(answer: FromWorker): void {
    if (answer.kind === 'refused') this.use.refused(answer.why);
    else if (answer.kind === 'opened') {
      this.last = answer.frame;
      this.use.opened(answer);
      this.use.frame(answer.frame);
    } else if (answer.kind === 'frame') {
      this.last = answer;
      this.use.frame(answer);
      if (answer.isOver && this.isPlaying && this.queue.length === 0 && this.seekMs === null) {
        this.isPlaying = false;
        this.use.paced();
      }
    }
  }
}
