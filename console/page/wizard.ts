/** A procedure on the page: what is asked, what was said, where it stands. One runs at a time. */
import { byId, make, setText } from '../../sim/page/dom.ts';
import { StepBack, type Talk, type View, type Wanted } from '../talk.ts';
import { PortError } from '../port.ts';
import type { ReviewRow } from '../review.ts';
import type { ResidualPlot } from './residual-plot.ts';

/** The person left the procedure while the board was at work. */
export class Aborted extends Error {}

/** What surrounds the procedure. */
export interface Surroundings {
  readonly plot: ResidualPlot;
  /** Something is asked for, or nothing any more. */
  asked(wanted: Wanted | null): void;
  /** Lets the board leave what it is at. */
  leave(): void;
}

interface Pending {
  readonly wanted: Wanted;
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
    byId('done').addEventListener('click', () => this.reply((pending) => pending.resolve(true)));
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
    this.around.asked(null);
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
    if (this.isAborted) return Promise.resolve(false);
    clearInterval(this.clock);
    setText(byId('asked-text'), `${wanted.says}.`);
    const mayGoBack = wanted.act === 'hang' && wanted.mayGoBack === true;
    byId('asked').classList.remove('busy');
    byId('done').hidden = false;
    setText(byId('done'), wanted.act === 'nothing' ? 'Yes' : 'Done');
    byId('back').hidden = !mayGoBack;
    byId('abort').hidden = false;
    byId('done').focus();
    this.around.asked(wanted);
    return new Promise((resolve, reject) => {
      this.pending = { wanted, resolve, reject };
    });
  }

  show(view: View): void {
    if (view.view === 'steps') this.showSteps(view.names, view.at);
    else if (view.view === 'readings') this.around.plot.show(view.points);
    else if (view.view === 'review') showReview(view.rows);
    else showVerdict(view.ok, view.says);
  }

  private reply(give: (pending: Pending) => void): void {
    const { pending } = this;
    if (pending === null) return;
    this.pending = null;
    if (pending.wanted.act === 'nothing') this.isWriting = true;
    byId('verdict').hidden = true;
    this.around.asked(null);
    this.waitForBoard(WORK_WORDS[pending.wanted.act] ?? 'The board is at work.');
    give(pending);
  }

  private waitForBoard(says: string): void {
    byId('asked').hidden = false;
    byId('asked').classList.add('busy');
    byId('done').hidden = byId('back').hidden = true;
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
const WORK_WORDS: Partial<Record<Wanted['act'], string>> = {
  key: 'The board looks at the key switch and works out the tag of your key. That takes about 13 s.',
  hang: 'The board reads the cell until it is at rest.',
  nothing: 'The board works out the tag, writes the record and reads it back. Leave it connected.',
};

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
