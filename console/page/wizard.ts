/** A procedure on the page: what is asked, what was said, where it stands. One runs at a time. */
import { byId, make, setText } from '../../sim/page/dom.ts';
import type { Place } from '../board.ts';
import { NO_NUMBER, numberFrom, StepBack, type Hold, type Talk, type View, type Wanted } from '../talk.ts';
import { PortError } from '../port.ts';
import type { ReviewRow } from '../review.ts';
import type { ResidualPlot } from './residual-plot.ts';

/** The person left the procedure while the board was at work. */
export class Aborted extends Error {}

/** What may be asked for: an act, or an instrument that is read. */
export type Asked = Wanted | { readonly act: 'read'; readonly says: string };

/** What surrounds the procedure. */
export interface Surroundings {
  readonly plot: ResidualPlot;
  /** Something is asked for, or nothing any more. */
  asked(wanted: Asked | null): void;
  /** The button is to be held now, while the console is heard; null when that is over. */
  moving(hold: Hold | null): void;
  /** Where the board is on its way. */
  place(place: Place): void;
  /** Lets the board leave what it is at. */
  leave(): void;
}

interface Pending {
  readonly wanted: Asked;
  readonly resolve: (isDone: boolean) => void;
  readonly reject: (why: Error) => void;
}

export class Wizard implements Talk {
  private readonly around: Surroundings;
  private pending: Pending | null = null;
  private isAborted = false;
  /** It has steps that may be left at any time; what is being written cannot be left. */
  private hasSteps = false;
  private isWriting = false;
  private sinceMs = 0;
  private clock = 0;

  constructor(around: Surroundings) {
    this.around = around;
    byId('done').addEventListener('click', () => this.confirm());
    byId('number').addEventListener('keydown', (event) => void (event.key === 'Enter' && this.confirm()));
    byId('back').addEventListener('click', () => this.reply((pending) => pending.reject(new StepBack())));
    byId('abort').addEventListener('click', () => byId<HTMLDialogElement>('confirm').showModal());
    byId('go-on').addEventListener('click', () => byId<HTMLDialogElement>('confirm').close());
    byId('really').addEventListener('click', () => this.abort());
  }

  begin(): void {
    this.isAborted = this.hasSteps = this.isWriting = false;
    for (const id of ['steps', 'said', 'review', 'result']) byId(id).replaceChildren();
    for (const id of ['review', 'residuals', 'verdict', 'result']) byId(id).hidden = true;
    byId('procedure').hidden = false;
    this.waitForBoard('The board is asked.');
  }

  end(): void {
    this.pending = null;
    clearInterval(this.clock);
    byId('asked').hidden = true;
    byId<HTMLDialogElement>('confirm').close();
    this.around.moving(null);
    this.around.asked(null);
  }

  /** The person has left the procedure while the board was at work. */
  get wasAborted(): boolean {
    return this.isAborted;
  }

  /** The connection has ended: nobody waits for an answer any more. */
  lost(): void {
    this.pending?.reject(new PortError('The connection to the board is gone'));
    this.pending = null;
  }

  say(line: string): void {
    const item = make('li', { textContent: line.trim() });
    byId('said').append(item);
    byId('said').scrollTop = item.offsetTop;
    if (this.isAborted) throw new Aborted();
  }

  ask(wanted: Wanted): Promise<boolean> {
    return this.wait(wanted);
  }

  async number(says: string): Promise<number | null> {
    const isDone = await this.wait({ act: 'read', says });
    return isDone ? numberFrom(byId<HTMLInputElement>('number').value) : null;
  }

  /** Asks, and waits until it is done; false when the person wants to stop. */
  private wait(wanted: Asked): Promise<boolean> {
    if (this.isAborted) return Promise.resolve(false);
    clearInterval(this.clock);
    const then = wanted.act === 'hold' ? ' Press Done first, then hold it.' : '';
    setText(byId('asked-text'), `${wanted.says}.${then}`);
    byId('asked').classList.remove('busy');
    byId('done').hidden = false;
    setText(byId('done'), wanted.act === 'nothing' ? 'Yes' : 'Done');
    byId('back').hidden = !(wanted.act === 'hang' && wanted.mayGoBack === true);
    byId('abort').hidden = false;
    this.around.moving(null);
    this.around.asked(wanted);
    if (wanted.act === 'read') askForNumber();
    else byId('done').focus();
    return new Promise((resolve, reject) => {
      this.pending = { wanted, resolve, reject };
    });
  }

  /** What is no number is not taken. */
  private confirm(): void {
    const field = byId<HTMLInputElement>('number');
    if (this.pending?.wanted.act !== 'read' || numberFrom(field.value) !== null) {
      this.reply((pending) => pending.resolve(true), true);
      return;
    }
    setText(byId('number-wrong'), NO_NUMBER);
    byId('number-wrong').hidden = false;
    field.setAttribute('aria-invalid', 'true');
    field.select();
  }

  show(view: View): void {
    if (view.view === 'steps') this.showSteps(view.names, view.at);
    else if (view.view === 'readings') this.around.plot.show(view.points);
    else if (view.view === 'review') showReview(view.rows);
    else if (view.view === 'place') this.showPlace(view.place);
    else showVerdict(view.ok, view.says);
  }

  /** On the way nobody is asked, and whoever aborts is not kept waiting. */
  private showPlace(place: Place): void {
    if (this.isAborted) throw new Aborted();
    this.around.place(place);
  }

  private reply(give: (pending: Pending) => void, isDone = false): void {
    const { pending } = this;
    if (pending === null) return;
    this.pending = null;
    if (pending.wanted.act === 'nothing') this.isWriting = true;
    byId('verdict').hidden = true;
    if (isDone && pending.wanted.act === 'hold') this.around.moving(pending.wanted);
    else this.around.asked(null);
    this.waitForBoard(workWords(pending.wanted));
    give(pending);
  }

  private waitForBoard(says: string): void {
    byId('asked').hidden = false;
    byId('asked').classList.add('busy');
    byId('done').hidden = byId('back').hidden = byId('number-field').hidden = true;
    byId('abort').hidden = !this.hasSteps || this.isWriting;
    setText(byId('asked-text'), says);
    byId('asked-text').dataset['seconds'] = '';
    this.sinceMs = performance.now();
    clearInterval(this.clock);
    this.clock = window.setInterval(() => {
      const seconds = Math.round((performance.now() - this.sinceMs) / 1000);
      byId('asked-text').dataset['seconds'] = `${seconds} s`;
    }, 500);
  }

  private abort(): void {
    byId<HTMLDialogElement>('confirm').close();
    const { pending } = this;
    if (pending !== null) {
      this.reply(() => pending.resolve(false));
      return;
    }
    if (this.isWriting) return;
    this.isAborted = true;
    this.waitForBoard('The board leaves it.');
    this.around.leave();
  }

  private showSteps(names: readonly string[], at: number): void {
    this.hasSteps = true;
    byId('abort').hidden = this.isWriting;
    const items = names.map((name, k) => {
      const item = make('li', { textContent: name, className: k < at ? 'past' : '' });
      if (k === at) item.setAttribute('aria-current', 'step');
      return item;
    });
    byId('steps').replaceChildren(...items);
    const current = items[at];
    if (current !== undefined) byId('steps').scrollLeft = current.offsetLeft - byId('steps').clientWidth / 2;
  }
}

/** What the board does after an act. */
const WORK_WORDS: Partial<Record<Asked['act'], string>> = {
  key: 'The board looks at the key switch and works out the tag of your key. That takes about 13 s.',
  hang: 'The board reads the cell until it is at rest.',
  nothing: 'The board works out the tag, writes the record and reads it back. Leave it connected.',
};

function workWords(wanted: Asked): string {
  if (wanted.act === 'hold')
    return `Hold ${wanted.button.toUpperCase()} at the device now. The board creeps only while it is held, and stops where it is wanted.`;
  return WORK_WORDS[wanted.act] ?? 'The board is at work.';
}

function askForNumber(): void {
  const field = byId<HTMLInputElement>('number');
  field.value = '';
  field.removeAttribute('aria-invalid');
  byId('number-wrong').hidden = true;
  byId('number-field').hidden = false;
  field.focus();
}

export function showVerdict(isOk: boolean, says: string): void {
  const verdict = byId('verdict');
  verdict.hidden = false;
  verdict.dataset['ok'] = String(isOk);
  setText(verdict, says);
}

function showReview(rows: readonly ReviewRow[]): void {
  const head = ['', 'in use', 'new', 'limit'].map((name) => make('th', { textContent: name, scope: 'col' }));
  const body = rows.map(({ name, was, now, limit }) =>
    make(
      'tr',
      {},
      make('th', { textContent: name, scope: 'row' }),
      ...[was || '–', now, limit || '–'].map((text) => make('td', { textContent: text })),
    ),
  );
  const table = byId('review');
  table.replaceChildren(make('caption', { textContent: 'The new values beside those in use' }));
  table.append(make('thead', {}, make('tr', {}, ...head)), make('tbody', {}, ...body));
  table.hidden = false;
}
