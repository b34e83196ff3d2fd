/** The tasks of the console, one at a time: its form, its procedure, its end. New ones appear with their entry in `ACTIONS`. */
import { byId, make, setText } from '../../sim/page/dom.ts';
import { ACTIONS, perform, type Result, type Settings } from '../actions.ts';
import type { Board } from '../board.ts';
import { ConsoleError } from '../client.ts';
import { keyOf, NO_KEY } from '../codes.ts';
import { PortError } from '../port.ts';
import { SettingError } from '../setting-error.ts';
import { FORMS, KEY_FIELD, TITLES, type FieldSpec } from './forms.ts';
import type { ResidualPlot } from './residual-plot.ts';
import { failureNodes, resultNodes } from './results.ts';
import { Aborted, type Wizard } from './wizard.ts';

/** What technicians come for, in the order of docs/CALIBRATION.md. */
const FIRST = 'calibrate';
const LEADING = [FIRST, 'calibrate-angle'];

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function titleOf(name: string): string {
  return TITLES[name] ?? sentence(name);
}

function keyFrom(text: string): Settings['key'] {
  const key = text.trim() === '' ? NO_KEY : keyOf(text.trim());
  if (key === null) throw new SettingError('The key must be 32 hexadecimal digits, or empty');
  return key;
}

function control(spec: FieldSpec): HTMLInputElement | HTMLSelectElement {
  const id = `field-${spec.name}`;
  if (spec.choices !== undefined) {
    const options = spec.choices.map((text, k) => make('option', { value: String(k), textContent: text }));
    const select = make('select', { id, name: spec.name }, ...options);
    select.value = spec.value;
    return select;
  }
  const isNumber = spec.min !== undefined;
  const input = make('input', { id, name: spec.name, value: spec.value });
  input.type = isNumber ? 'number' : spec.isSecret === true ? 'password' : 'text';
  if (isNumber) Object.assign(input, { min: String(spec.min), max: String(spec.max), step: 'any' });
  input.autocomplete = 'off';
  return input;
}

function fieldNode(spec: FieldSpec): HTMLElement {
  const input = control(spec);
  const label = make('label', { textContent: spec.label, htmlFor: input.id });
  if (spec.note === undefined) return make('div', { className: 'field' }, label, input);
  const note = make('small', { textContent: spec.note, id: `${input.id}-note` });
  input.setAttribute('aria-describedby', note.id);
  return make('div', { className: 'field' }, label, input, note);
}

/** The file that this page came with. */
async function readFirmware(): Promise<string> {
  const response = await fetch('firmware.js');
  if (!response.ok) throw new PortError(`The firmware of this page cannot be read (${response.status})`);
  return response.text();
}

/** Why a task came to no end, in words. Anything else is a mistake of this program. */
function reasonOf(error: unknown): string {
  if (error instanceof Aborted) return 'Aborted. Nothing was accepted: the old values hold.';
  if (error instanceof ConsoleError || error instanceof SettingError || error instanceof PortError)
    return `${sentence(error.message).replace(/\.$/, '')}.`;
  throw error;
}

export class Tasks {
  private readonly wizard: Wizard;
  private readonly plot: ResidualPlot;
  private readonly ended: () => void;
  private readonly buttons = new Map<string, HTMLButtonElement>();
  private board: Board | null = null;
  private name = FIRST;
  private fields: readonly FieldSpec[] = [];
  private isRunning = false;
  /** The task under way, or the last one. */
  private ending: Promise<void> = Promise.resolve();
  /** Kept for the next task, as long as the page is open. */
  private key = '';

  constructor(wizard: Wizard, plot: ResidualPlot, ended: () => void) {
    this.wizard = wizard;
    this.plot = plot;
    this.ended = ended;
    for (const name of [...LEADING, ...Object.keys(ACTIONS).filter((one) => !LEADING.includes(one))]) {
      const button = make('button', { type: 'button', textContent: titleOf(name) });
      button.addEventListener('click', () => void this.choose(name));
      this.buttons.set(name, button);
    }
    byId('tasks').append(...this.buttons.values());
    byId('form').addEventListener('submit', (event) => {
      event.preventDefault();
      this.ending = this.run();
    });
  }

  connected(board: Board): void {
    this.board = board;
    void this.ending.then(() => this.choose(FIRST));
  }

  disconnected(): void {
    this.board = null;
    this.key = '';
    this.wizard.lost();
  }

  /** Shows a task with its form; a task under way stays until it has come to its end. */
  private async choose(name: string): Promise<void> {
    const { board } = this;
    if (this.isRunning || board === null) return;
    this.name = name;
    for (const [other, button] of this.buttons) button.setAttribute('aria-current', other === name ? 'page' : 'false');
    setText(byId('task-title'), titleOf(name));
    setText(byId('task-help'), `${sentence(ACTIONS[name]!.help)}.`);
    for (const id of ['procedure', 'result']) byId(id).hidden = true;
    this.plot.clear();
    for (const id of ['said', 'form', 'result']) byId(id).replaceChildren();
    try {
      const own = (await FORMS[name]?.fields(board)) ?? [];
      if (this.name !== name || this.board !== board) return;
      this.fields = ACTIONS[name]!.opens ? [...own, { ...KEY_FIELD, value: this.key }] : own;
      const start = make('button', { type: 'submit', className: 'main', textContent: 'Begin', id: 'begin' });
      byId('form').replaceChildren(make('div', { className: 'fields' }, ...this.fields.map(fieldNode)), start);
    } catch (error) {
      this.show(failureNodes(reasonOf(error)));
    }
  }

  private settings(): Settings {
    const data = new FormData(byId<HTMLFormElement>('form'));
    const typed = Object.fromEntries([...data].map(([name, value]) => [name, typeof value === 'string' ? value : '']));
    this.key = typed['key'] ?? this.key;
    const nowS = Math.floor(Date.now() / 1000);
    const nothing = { massesKg: [], verifyKg: 0, set: {}, newKey: null, firmware: readFirmware };
    return { ...nothing, nowS, ...FORMS[this.name]?.settings(typed, this.fields), key: keyFrom(this.key) };
  }

  private async run(): Promise<void> {
    const { board, name } = this;
    if (this.isRunning || board === null) return;
    this.setRunning(true);
    this.plot.clear();
    this.wizard.begin();
    try {
      const result: Result = await perform(name, board, this.wizard, this.settings());
      if (name === 'key' && result.ok) this.key = this.settings().newKey ?? this.key;
      this.show(resultNodes(result.ok, result.value));
    } catch (error) {
      // A board that is left on the way may close the service before the heartbeat hears of it.
      const isLeft = this.wizard.wasAborted && error instanceof ConsoleError;
      this.show(failureNodes(reasonOf(isLeft ? new Aborted() : error)));
    } finally {
      this.wizard.end();
      this.setRunning(false);
      this.ended();
    }
  }

  private setRunning(isRunning: boolean): void {
    this.isRunning = isRunning;
    byId('form').hidden = isRunning;
    for (const button of this.buttons.values()) button.disabled = isRunning;
  }

  private show(nodes: readonly HTMLElement[]): void {
    const result = byId('result');
    result.replaceChildren(...nodes);
    result.hidden = false;
    result.focus();
  }
}
