/** The list of events: each line is a link that jumps to its instant. */
import { stateWords } from '../terminal/words.ts';
import type { TraceEvent } from '../trace.ts';
import { byId, make } from './dom.ts';
import { instantWords } from './words.ts';

/** A flickering sensor makes hundreds; the last ones tell the story. */
const SHOWN_MAX = 300;
/** Ahead of an event, so that it is seen to happen. */
const LEAD_MS = 500;

function wordsOf(event: TraceEvent): string {
  return event.kind === 'state' ? `${event.text}: ${stateWords(event.text)}` : event.text;
}

export class EventList {
  private readonly list = byId<HTMLOListElement>('events');
  private shown: readonly TraceEvent[] = [];
  private presentAt = -1;

  constructor(seek: (atMs: number) => void) {
    this.list.addEventListener('click', (event) => {
      const link = (event.target as Element).closest('a');
      if (link === null) return;
      event.preventDefault();
      seek(Math.max(0, Number(link.dataset['ms']) - LEAD_MS));
    });
  }

  changed(events: readonly TraceEvent[]): void {
    this.shown = events.slice(-SHOWN_MAX);
    this.presentAt = -1;
    this.list.replaceChildren(
      ...this.shown.map((event) => {
        const link = make('a', { href: `#t=${event.atMs / 1000}`, className: event.kind });
        link.dataset['ms'] = String(event.atMs);
        link.append(
          make('time', {}, instantWords(event.atMs)),
          make('i'),
          make('span', { title: wordsOf(event) }, wordsOf(event)),
        );
        return make('li', {}, link);
      }),
    );
  }

  /** What lies behind now is dimmed; the last thing that happened is in sight. */
  show(nowMs: number): void {
    const at = this.shown.findLastIndex((event) => event.atMs <= nowMs);
    if (at === this.presentAt) return;
    this.presentAt = at;
    [...this.list.children].forEach((line, i) => line.classList.toggle('later', i > at));
    const line = this.list.children[at] as HTMLElement | undefined;
    if (line === undefined || this.list.matches(':hover, :focus-within')) return;
    const { clientHeight, scrollTop } = this.list;
    const top = line.offsetTop - this.list.offsetTop;
    if (top < scrollTop || top + line.offsetHeight > scrollTop + clientHeight)
      this.list.scrollTop = top + line.offsetHeight - clientHeight;
  }
}
