/** The hands at the simulated bench. */
import { byId, make } from '../../sim/page/dom.ts';
import type { Hold, Wanted } from '../talk.ts';
import type { BenchButton } from './bench.ts';
import type { SimulatedBoard } from './simulated-board.ts';
import type { Asked } from './wizard.ts';

const BUTTONS: readonly { readonly button: BenchButton; readonly label: string }[] = [
  { button: 'key', label: 'Service key' },
  { button: 'panic', label: 'PANIC' },
  { button: 'lower', label: 'LOWER' },
  { button: 'start', label: 'START' },
];

export class BenchPanel {
  private board: SimulatedBoard | null = null;
  private wanted: Asked | null = null;
  /** A hand that waits for the console: the device takes a button only while the console is heard. */
  private isReady = false;
  private isHeard = false;
  private readonly buttons = new Map<BenchButton, HTMLButtonElement>();

  constructor() {
    for (const { button, label } of BUTTONS) {
      const one = make('button', { type: 'button', textContent: label });
      one.addEventListener('click', () => this.press(button, one.getAttribute('aria-pressed') !== 'true'));
      this.buttons.set(button, one);
    }
    byId('bench-buttons').append(...this.buttons.values());
    byId('hang').addEventListener('click', () => this.hang(Number(byId<HTMLInputElement>('mass').value)));
    byId('do-it').addEventListener('click', () => void this.doIt());
  }

  /** The bench of this board; null hides it. */
  show(board: SimulatedBoard | null): void {
    this.board = board;
    byId('bench').hidden = board === null;
    byId<HTMLInputElement>('mass').value = '0';
    for (const button of this.buttons.values()) button.setAttribute('aria-pressed', 'false');
  }

  asked(wanted: Asked | null): void {
    this.wanted = wanted;
    this.isReady = false;
    byId<HTMLButtonElement>('do-it').disabled = wanted === null || wanted.act === 'nothing';
  }

  /** The console is heard from now on, or no more. Whoever is ready holds the button; others may still do it. */
  moving(hold: Hold | null): void {
    const { isReady } = this;
    this.asked(hold);
    this.isHeard = hold !== null;
    if (hold !== null && isReady) void this.hold(hold);
  }

  private async hold(hold: Hold): Promise<void> {
    byId<HTMLButtonElement>('do-it').disabled = true;
    this.buttons.get(hold.button)?.setAttribute('aria-pressed', 'true');
    await this.board?.doIt(hold);
  }

  private hang(massKg: number): void {
    if (massKg >= 0) this.board?.hang(massKg);
  }

  private press(button: BenchButton, isDown: boolean): void {
    this.buttons.get(button)?.setAttribute('aria-pressed', String(isDown));
    this.board?.press(button, isDown);
  }

  private async doIt(): Promise<void> {
    const { wanted, board } = this;
    if (wanted === null || board === null) return;
    byId<HTMLButtonElement>('do-it').disabled = true;
    if (wanted.act === 'read') byId<HTMLInputElement>('number').value = String(await board.read());
    else if (wanted.act !== 'hold') await this.do(wanted, board);
    else if (this.isHeard) return this.hold(wanted);
    else this.isReady = true;
    byId('done').focus();
  }

  /** START and LOWER are pressed for a moment by whoever presses them; the others stay as they are left. */
  private async do(wanted: Wanted, board: SimulatedBoard): Promise<void> {
    const show = (button: BenchButton, isDown: boolean): void =>
      this.buttons.get(button)?.setAttribute('aria-pressed', String(isDown));
    if (wanted.act === 'hang') byId<HTMLInputElement>('mass').value = String(wanted.massKg);
    else if (wanted.act === 'ready') byId<HTMLInputElement>('mass').value = '0';
    else if (wanted.act === 'key') show('key', true);
    else if (wanted.act === 'panic' || wanted.act === 'countdown') show('panic', true);
    else if (wanted.act === 'release') show('panic', false);
    else if (wanted.act === 'letGo') show(wanted.button, false);
    await board.doIt(wanted);
  }
}
