/** The hands at the simulated bench. */
import { byId, make } from '../../sim/page/dom.ts';
import type { Wanted } from '../talk.ts';
import type { BenchButton } from './bench.ts';
import type { SimulatedBoard } from './simulated-board.ts';

const BUTTONS: readonly { readonly button: BenchButton; readonly label: string }[] = [
  { button: 'key', label: 'Service key' },
  { button: 'panic', label: 'PANIC' },
  { button: 'lower', label: 'LOWER' },
  { button: 'start', label: 'START' },
];

export class BenchPanel {
  private board: SimulatedBoard | null = null;
  private wanted: Wanted | null = null;
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

  asked(wanted: Wanted | null): void {
    this.wanted = wanted;
    byId<HTMLButtonElement>('do-it').disabled = wanted === null || wanted.act === 'nothing';
  }

  private hang(massKg: number): void {
    if (massKg >= 0) this.board?.hang(massKg);
  }

  private press(button: BenchButton, isDown: boolean): void {
    this.buttons.get(button)?.setAttribute('aria-pressed', String(isDown));
    this.board?.press(button, isDown);
  }

  /** The two buttons are held for a moment by whoever holds them; the others stay as they are left. */
  private async doIt(): Promise<void> {
    const { wanted } = this;
    if (wanted === null) return;
    byId<HTMLButtonElement>('do-it').disabled = true;
    if (wanted.act === 'hang') byId<HTMLInputElement>('mass').value = String(wanted.massKg);
    if (wanted.act === 'key' || wanted.act === 'panic')
      this.buttons.get(wanted.act)?.setAttribute('aria-pressed', 'true');
    if (wanted.act === 'release') this.buttons.get('panic')?.setAttribute('aria-pressed', 'false');
    await this.board?.doIt(wanted);
    byId('done').focus();
  }
}
