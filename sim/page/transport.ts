/** The bar of time below: play, step, speed, and the scrubber with what has happened. */
import { clock } from '../html/svg-chart.ts';
import type { TraceEvent } from '../trace.ts';
import { byId, make, setText } from './dom.ts';
import type { Player } from './player.ts';
import { SPEEDS } from './player.ts';
import { instantWords } from './words.ts';

/** Half a thumb: the track of a range input ends that far from its edges. */
const THUMB_PX = 8;
const TICKED: readonly TraceEvent['kind'][] = ['press', 'inject', 'fault', 'violation'];
const TICKS_MAX = 120;

export class Transport {
  private readonly player: Player;
  private readonly scrub = byId<HTMLInputElement>('scrub');
  private horizonMs = 60_000;
  private isScrubbing = false;

  constructor(player: Player) {
    this.player = player;
    const speed = byId<HTMLSelectElement>('speed');
    speed.append(...SPEEDS.map((one) => make('option', { value: String(one), textContent: `${one} ×` })));
    speed.addEventListener('change', () => player.setSpeed(Number(speed.value)));
    byId('play').addEventListener('click', () => player.play(!player.isPlaying));
    byId('home').addEventListener('click', () => player.seek(0));
    byId('step').addEventListener('click', () => player.step(100));
    this.scrub.addEventListener('input', () => {
      this.isScrubbing = true;
      player.seek(Number(this.scrub.value));
    });
    this.scrub.addEventListener('change', () => (this.isScrubbing = false));
    this.paced();
  }

  paced(): void {
    const { isPlaying, speed } = this.player;
    const button = byId('play');
    button.classList.toggle('playing', isPlaying);
    button.setAttribute('aria-label', isPlaying ? 'Pause' : 'Play');
    byId<HTMLSelectElement>('speed').value = String(speed);
  }

  setHorizon(horizonMs: number): void {
    this.horizonMs = horizonMs;
    this.scrub.max = String(horizonMs);
  }

  setEvents(events: readonly TraceEvent[]): void {
    const ticks = events.filter((event) => TICKED.includes(event.kind)).slice(-TICKS_MAX);
    byId('ticks').replaceChildren(
      ...ticks.map((event) => {
        const tick = make('i', { className: event.kind });
        tick.style.left = this.left(event.atMs);
        return tick;
      }),
    );
  }

  show(nowMs: number, knownMs: number): void {
    if (!this.isScrubbing) this.scrub.value = String(Math.round(nowMs));
    this.scrub.setAttribute('aria-valuetext', instantWords(nowMs));
    byId('known').style.width = `calc(${this.left(knownMs)} - ${THUMB_PX}px)`;
    setText(byId('clock'), `${instantWords(nowMs)} / ${clock(this.horizonMs / 1000)}`);
  }

  private left(atMs: number): string {
    const share = Math.min(1, atMs / this.horizonMs);
    return `calc(${(share * 100).toFixed(2)}% + ${(THUMB_PX * (1 - 2 * share)).toFixed(1)}px)`;
  }
}
