/** What can be played: five stories on one click, every scenario of the repository, and the seed. */
import type { Scenario } from '../scenario/format.ts';
import { byId, make } from './dom.ts';
import { toHash, type Place } from './link.ts';
import { ONE_CLICK } from './stories.ts';

/** The scenarios as their files have them, by name of the file without its ending. */
export type Scenarios = Readonly<
  Record<string, { readonly name?: string; readonly seed?: number; readonly endMs: number }>
>;

/** A whole session, for whoever comes without an address. */
const FIRST = 'static-pull';

export class Library {
  /** Of the story that is shown. */
  plannedEndMs = 0;
  seed = 1;
  private readonly scenarios: Scenarios;
  private readonly play: (place: Place, isPlayed: boolean) => void;
  private readonly select = byId<HTMLSelectElement>('scenario');
  private readonly seedInput = byId<HTMLInputElement>('seed');
  private own: unknown = null;

  constructor(scenarios: Scenarios, play: (place: Place, isPlayed: boolean) => void) {
    this.scenarios = scenarios;
    this.play = play;
    const names = Object.keys(scenarios).sort();
    this.select.append(...names.map((file) => make('option', { value: file, textContent: file.replaceAll('-', ' ') })));
    this.select.addEventListener('change', () => this.play(this.placeOf(this.select.value, 0), false));
    byId('again').addEventListener('click', () => this.runAgain());
    byId('stories').append(
      ...ONE_CLICK.map((story) => {
        const link = make('a', { href: `#${toHash(this.placeOf(story.file, story.atMs))}`, textContent: story.says });
        link.addEventListener('click', (event) => {
          event.preventDefault();
          this.play(this.placeOf(story.file, story.atMs), true);
        });
        return link;
      }),
    );
  }

  first(): Place {
    return this.placeOf(FIRST, 0);
  }

  scenario(name: string): unknown {
    return this.scenarios[name];
  }

  /** From power-up, with the seed that stands there, and without what was done live. */
  runAgain(): void {
    const seed = Number(this.seedInput.value);
    const isSeed = Number.isInteger(seed) && seed >= 0 && seed <= 0xffffffff;
    const name = this.select.value === '' ? null : this.select.value;
    const scenario = name === null ? this.own : undefined;
    this.play({ name, seed: isSeed ? seed : undefined, atMs: 0, live: [], scenario }, true);
  }

  /** Names what is shown. */
  show(name: string | null, base: unknown, scenario: Scenario): void {
    this.own = name === null ? base : null;
    this.seed = scenario.seed;
    this.plannedEndMs = (base as Scenario).endMs;
    this.seedInput.value = String(scenario.seed);
    this.select.value = name ?? '';
    for (const [i, link] of [...byId('stories').children].entries()) {
      if (ONE_CLICK[i]?.file === name) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
  }

  private placeOf(name: string, atMs: number): Place {
    return { name, seed: this.scenarios[name]?.seed, atMs, live: [] };
  }
}
