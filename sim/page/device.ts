/** The device itself: display dot by dot, lamp, buttons that are held as long as they are held, panic, key, buzzer. */
import type { ButtonName } from '../contract.ts';
import { byId, setText } from './dom.ts';
import type { Act, Frame } from './protocol.ts';
import { Sound } from './sound.ts';

/** Dots of such displays are bluish white. */
const LIT = [191, 227, 255] as const;
/** Shortest press that a finger makes; a mouse click may be shorter. */
const PRESS_MIN_MS = 150;

const PANIC_HINT = 'Esc presses panic. A second click twists it free.';

type Held = 'start' | 'lower';

const LAMP_NAMES: readonly string[] = ['off', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];
const VISIBLE = 0.02;

export interface DeviceUse {
  /** Does something now, and lets time run. */
  act(acts: readonly Act[]): void;
  readonly speed: number;
  readonly nowMs: number;
}

export class Device {
  private readonly use: DeviceUse;
  private readonly context: CanvasRenderingContext2D;
  private readonly image: ImageData;
  private readonly sound = new Sound();
  private readonly downSinceMs: Partial<Record<Held, number>> = {};
  private isPanicDown = false;

  constructor(use: DeviceUse) {
    this.use = use;
    const canvas = byId<HTMLCanvasElement>('display');
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('the browser cannot draw on a canvas');
    this.context = context;
    this.image = context.createImageData(canvas.width, canvas.height);
    this.bindHeld('start');
    this.bindHeld('lower');
    byId('panic').addEventListener('click', () => this.panic(!this.isPanicDown));
    this.bindBox('key', (isOn) => use.act([isOn ? { press: 'key' } : { release: 'key' }]));
    this.bindBox('sound', (isOn) => (this.sound.on = isOn));
    this.bindBox('hold', (isOn) => {
      if (!isOn) this.up('lower');
    });
    // Whoever leaves the page has let go of everything.
    addEventListener('blur', () => this.letGo());
    document.addEventListener('visibilitychange', () => this.letGo());
  }

  show(frame: Frame): void {
    if (frame.display !== null) this.draw(frame.display, frame.displayText ?? '');
    this.lamp(frame.lamp);
    this.sound.play(frame.isSounding);
    this.isPanicDown = frame.buttons.panic;
    byId('panic').setAttribute('aria-pressed', String(frame.buttons.panic));
    setText(byId('panic-hint'), frame.buttons.panic ? 'Panic is pressed: click it to twist it free.' : PANIC_HINT);
    byId('start').classList.toggle('down', frame.buttons.start);
    byId('lower').classList.toggle('down', frame.buttons.lower);
    byId<HTMLInputElement>('key').checked = frame.buttons.key;
  }

  /** Never asks back. */
  panic(isDown: boolean): void {
    if (isDown === this.isPanicDown) return;
    this.isPanicDown = isDown;
    this.use.act([isDown ? { press: 'panic' } : { release: 'panic' }]);
  }

  down(button: Held): void {
    if (this.downSinceMs[button] !== undefined) return;
    // Faster than life no finger is quick enough for a short press of START.
    if (button === 'start' && this.use.speed > 1) {
      this.use.act([{ press: 'start', forMs: PRESS_MIN_MS }]);
      return;
    }
    this.downSinceMs[button] = this.use.nowMs;
    this.use.act([{ press: button }]);
  }

  up(button: Held): void {
    const sinceMs = this.downSinceMs[button];
    if (sinceMs === undefined) return;
    if (button === 'lower' && byId<HTMLInputElement>('hold').checked) return;
    delete this.downSinceMs[button];
    const heldMs = this.use.nowMs - sinceMs;
    this.use.act([{ release: button, afterMs: Math.max(0, PRESS_MIN_MS - heldMs) }]);
  }

  /** Another story: nothing of the old one is held. */
  forget(): void {
    delete this.downSinceMs.start;
    delete this.downSinceMs.lower;
    byId<HTMLInputElement>('hold').checked = false;
    this.isPanicDown = false;
  }

  private letGo(): void {
    if (document.visibilityState === 'visible' && document.hasFocus()) return;
    byId<HTMLInputElement>('hold').checked = false;
    this.up('start');
    this.up('lower');
  }

  private bindHeld(button: Held): void {
    const element = byId<HTMLButtonElement>(button);
    element.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      element.setPointerCapture(event.pointerId);
      this.down(button);
    });
    for (const end of ['pointerup', 'pointercancel', 'lostpointercapture'] as const)
      element.addEventListener(end, () => this.up(button));
    const isPress = (event: KeyboardEvent): boolean => event.key === ' ' || event.key === 'Enter';
    element.addEventListener('keydown', (event) => {
      if (!isPress(event)) return;
      event.preventDefault();
      if (!event.repeat) this.down(button);
    });
    element.addEventListener('keyup', (event) => {
      if (!isPress(event)) return;
      event.preventDefault();
      this.up(button);
    });
    // Screen readers click without any pointer or key.
    element.addEventListener('click', (event) => {
      if (event.detail === 0) this.tap(button);
    });
  }

  private tap(button: Held): void {
    if (this.downSinceMs[button] !== undefined) return;
    const isKept = button === 'lower' && byId<HTMLInputElement>('hold').checked;
    if (isKept) this.down(button);
    else this.use.act([{ press: button satisfies ButtonName, forMs: PRESS_MIN_MS }]);
  }

  private bindBox(id: string, changed: (isOn: boolean) => void): void {
    const box = byId<HTMLInputElement>(id);
    box.addEventListener('change', () => changed(box.checked));
  }

  private draw(dots: Uint8Array, text: string): void {
    const { data } = this.image;
    for (let i = 0; i < dots.length; i++) {
      const lit = dots[i] === 1 ? 1 : 0;
      data[4 * i] = LIT[0] * lit;
      data[4 * i + 1] = LIT[1] * lit;
      data[4 * i + 2] = LIT[2] * lit;
      data[4 * i + 3] = 255;
    }
    this.context.putImageData(this.image, 0, 0);
    const shown = text.trim() === '' ? 'dark' : text.replaceAll('\n', '; ');
    setText(byId('display-text'), shown);
  }

  private lamp([red, green, blue]: Frame['lamp']): void {
    const lamp = byId('lamp');
    const name = LAMP_NAMES[(red > VISIBLE ? 1 : 0) + (green > VISIBLE ? 2 : 0) + (blue > VISIBLE ? 4 : 0)]!;
    if (lamp.dataset['colour'] === name) return;
    lamp.dataset['colour'] = name;
    lamp.setAttribute('aria-label', `Lamp: ${name}`);
    const level = (share: number): number => (share > VISIBLE ? 90 + Math.round(165 * Math.sqrt(share)) : 30);
    const colour = `rgb(${level(red)} ${level(green)} ${level(blue)})`;
    lamp.style.background = name === 'off' ? '' : colour;
    lamp.style.boxShadow = name === 'off' ? '' : `0 0 22px 2px ${colour}`;
  }
}
