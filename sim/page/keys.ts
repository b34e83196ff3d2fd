/** The keyboard: every control has a key, and panic has one that works wherever the focus is. */

export interface KeyUse {
  panic(): void;
  down(button: 'start' | 'lower'): void;
  up(button: 'start' | 'lower'): void;
  toggle(): void;
  step(): void;
  seekBy(ms: number): void;
  home(): void;
  faster(by: 1 | -1): void;
  again(): void;
}

const HELD: Readonly<Record<string, 'start' | 'lower'>> = { s: 'start', l: 'lower' };
const SEEK_MS = 5000;

/** Keys that an element wants for itself. */
function isTaken(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest('input[type=number], select, textarea') !== null) return true;
  if (target.closest('button, a, summary, input[type=checkbox], .file') !== null) return key === ' ' || key === 'Enter';
  return target.closest('input[type=range]') !== null && (key.startsWith('Arrow') || key === 'Home');
}

export function bindKeys(use: KeyUse): void {
  const actions: Readonly<Record<string, () => void>> = {
    ' ': () => use.toggle(),
    '.': () => use.step(),
    ArrowLeft: () => use.seekBy(-SEEK_MS),
    ArrowRight: () => use.seekBy(SEEK_MS),
    Home: () => use.home(),
    '+': () => use.faster(1),
    '-': () => use.faster(-1),
    r: () => use.again(),
  };
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      use.panic();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || isTaken(event.target, event.key)) return;
    const held = HELD[event.key.toLowerCase()];
    const action = actions[event.key] ?? actions[event.key.toLowerCase()];
    if (held !== undefined && !event.repeat) use.down(held);
    if (action === undefined) return;
    event.preventDefault();
    action();
  });
  addEventListener('keyup', (event) => {
    const held = HELD[event.key.toLowerCase()];
    if (held !== undefined) use.up(held);
  });
}
