/** Entry of the page: fetches the firmware and the scenarios from its own folder and puts the views together. */
import { stateWords } from '../terminal/words.ts';
import { Charts } from './charts.ts';
import { Device } from './device.ts';
import { byId, setText } from './dom.ts';
import { EventList } from './events.ts';
import { FaultPanel } from './faults.ts';
import { History } from './history.ts';
import { bindKeys } from './keys.ts';
import { Library, type Scenarios } from './library.ts';
import { fromHash, toHash, type Place } from './link.ts';
import { Player } from './player.ts';
import type { Frame, Opened, Story } from './protocol.ts';
import { Scene } from './scene.ts';
import { Share } from './share.ts';
import { Transport } from './transport.ts';
import { OTHER_TONE, reasonWords, STATE_TONES } from './words.ts';
import { WorkerLink } from './worker-link.ts';

/** A story without a planned end shows at least this much of its future. */
const HORIZON_STEP_MS = 120_000;

class Page {
  private readonly link: WorkerLink;
  private readonly history = new History();
  private readonly scene = new Scene();
  private readonly charts: Charts;
  private readonly device: Device;
  private readonly events: EventList;
  private readonly faults: FaultPanel;
  private readonly player: Player;
  private readonly transport: Transport;
  private readonly library: Library;
  private readonly share: Share;
  private story: Story = { scenario: {}, live: [] };
  private name: string | null = null;
  private isOver = false;
  private wantsPlay = false;

  constructor(link: WorkerLink, scenarios: Scenarios, program: string, firmware: string) {
    this.link = link;
    const { history } = this;
    const seek = (atMs: number): void => this.player.seek(atMs);
    this.player = new Player({
      ask: (message) => link.ask(message),
      opened: (answer) => this.opened(answer),
      frame: (frame) => this.show(frame),
      paced: () => this.paced(),
      refused: (why) => this.refused(why),
    });
    const { player } = this;
    this.charts = new Charts({ history, seek: (timeS) => seek(timeS * 1000) });
    this.device = new Device({
      act: (acts) => player.act(acts),
      get speed() {
        return player.speed;
      },
      get nowMs() {
        return player.last?.nowMs ?? 0;
      },
    });
    this.events = new EventList(seek);
    this.faults = new FaultPanel((acts) => player.act(acts));
    this.transport = new Transport(player);
    this.library = new Library(scenarios, (place, isPlayed) => this.go(place, isPlayed));
    this.share = new Share({
      story: () => this.story,
      nowMs: () => player.last?.nowMs ?? 0,
      name: () => this.name ?? 'story',
      csv: () => history.csv(),
      address: () => `${location.href.replace(/#.*$/, '')}#${toHash(this.place())}`,
      load: (story) => this.open(story, null, 0, false),
      failed: fail,
      firmware,
      program,
    });
    this.bindKeys();
    addEventListener('hashchange', () => this.goToAddress());
    this.goToAddress();
  }

  get faultPanel(): FaultPanel {
    return this.faults;
  }

  private goToAddress(): void {
    const place = fromHash(location.hash);
    if (place === null) this.go(this.library.first(), false);
    else this.go(place, false);
  }

  private go(place: Place, isPlayed: boolean): void {
    const scenario = place.name === null ? place.scenario : this.library.scenario(place.name);
    if (scenario === undefined) {
      this.go(this.library.first(), false);
      this.share.say(`There is no scenario "${place.name}"; choose one above.`);
      return;
    }
    const { seed, live, endMs } = place;
    this.open({ scenario, seed, live, endMs }, place.name, place.atMs, isPlayed);
  }

  /** An address that cannot be played must not leave an empty page. */
  private refused(why: string): void {
    if (this.player.last === null) this.go(this.library.first(), false);
    this.share.say(why);
  }

  private open(story: Story, name: string | null, atMs: number, isPlayed: boolean): void {
    this.story = story;
    this.name = name;
    this.isOver = false;
    this.wantsPlay = isPlayed;
    this.player.play(false);
    this.player.open(story, atMs);
  }

  private opened({ scenario, angleCapDeg, pullCapN, frame }: Opened): void {
    this.history.clear();
    this.device.forget();
    this.share.setTimeline(null);
    this.library.show(this.name, this.story.scenario, scenario);
    this.scene.setCap(angleCapDeg);
    this.charts.setStory(angleCapDeg, pullCapN);
    this.setHorizon(frame);
    if (this.wantsPlay) this.player.play(true);
    else this.writeAddress();
  }

  private setHorizon({ endMs, nowMs }: Frame): void {
    const isOpen = endMs > this.library.plannedEndMs;
    const knownMs = Math.max(nowMs, this.history.endS * 1000);
    const stepped = Math.ceil((knownMs + 1) / HORIZON_STEP_MS) * HORIZON_STEP_MS;
    const horizonMs = isOpen ? Math.max(this.library.plannedEndMs, Math.min(endMs, stepped)) : endMs;
    this.transport.setHorizon(horizonMs);
    this.charts.setHorizon(horizonMs / 1000);
  }

  private show(frame: Frame): void {
    const { samples, events } = this.history.take(frame.news);
    this.story = { ...this.story, live: frame.live, endMs: this.ownEnd(frame) };
    if (samples || events) {
      this.charts.changed();
      this.setHorizon(frame);
    }
    if (events) {
      this.events.changed(this.history.events);
      this.transport.setEvents(this.history.events);
    }
    this.scene.show(frame);
    this.device.show(frame);
    this.charts.show(frame.nowMs / 1000);
    this.events.show(frame.nowMs);
    this.faults.show(frame.injected);
    this.transport.show(frame.nowMs, this.history.endS * 1000);
    this.readings(frame);
    this.words(frame);
    this.over(frame.isOver);
    if (!this.player.isPlaying) this.writeAddress();
  }

  /** The hash is that of what was shown, not of another run. */
  private over(isOver: boolean): void {
    if (isOver === this.isOver) return;
    this.isOver = isOver;
    this.share.setTimeline(null);
    if (!isOver) return;
    void this.link.ask({ kind: 'timeline' }).then((answer) => {
      if (answer.kind === 'timeline' && this.isOver) this.share.setTimeline(answer.timeline);
    });
  }

  /** Only where somebody went on behind the end that the scenario has. */
  private ownEnd({ endMs }: Frame): number | undefined {
    return endMs === this.library.plannedEndMs ? undefined : endMs;
  }

  private readings(frame: Frame): void {
    const left = frame.reading?.timeLeftS ?? 0;
    setText(byId('angle'), `${frame.angleDeg.toFixed(1)}°`);
    setText(byId('pull'), `${frame.forceN.toFixed(0)} N`);
    setText(
      byId('left'),
      left > 0 ? `${Math.floor(left / 60)}:${String(Math.floor(left % 60)).padStart(2, '0')}` : '–',
    );
    setText(byId('speed-now'), `${(Math.abs(frame.speedDegPerS) < 0.005 ? 0 : frame.speedDegPerS).toFixed(2)} °/s`);
    setText(byId('drive-now'), frame.drivePower ? `on, ${Math.abs(frame.currentA).toFixed(1)} A` : 'off');
    setText(byId('supply-now'), `${frame.supplyV.toFixed(1)} V`);
    setText(byId('stretch-now'), `${frame.elongationMm.toFixed(1)} mm`);
  }

  private words(frame: Frame): void {
    const tone = STATE_TONES[frame.state] ?? OTHER_TONE;
    const badge = byId('state');
    setText(badge, frame.state);
    badge.style.setProperty('--tone', tone);
    setText(byId('state-words'), stateWords(frame.state));
    const reason = byId('reason');
    setText(reason, reasonWords(frame.stop));
    const verdict = byId('verdict');
    const isBad = frame.failed + frame.violations > 0;
    verdict.classList.toggle('bad', isBad);
    const bad = `${frame.failed} expectations failed, ${frame.violations} invariants broken so far.`;
    setText(verdict, isBad ? bad : 'Every safety invariant has held so far.');
  }

  private paced(): void {
    this.transport.paced();
    if (!this.player.isPlaying) this.writeAddress();
  }

  private place(): Place {
    const { seed, live, endMs, scenario } = this.story;
    return {
      name: this.name,
      seed: seed ?? this.library.seed,
      atMs: this.player.last?.nowMs ?? 0,
      live,
      endMs,
      scenario,
    };
  }

  private writeAddress(): void {
    if (this.player.last === null) return;
    // A recording's own flash image is too long for any address.
    const hash = this.story.flash == null ? `#${toHash(this.place())}` : '';
    history.replaceState(null, '', `${location.pathname}${hash}`);
  }

  private bindKeys(): void {
    const { player, device } = this;
    bindKeys({
      panic: () => device.panic(true),
      down: (button) => device.down(button),
      up: (button) => device.up(button),
      toggle: () => player.play(!player.isPlaying),
      step: () => player.step(100),
      seekBy: (ms) => player.seek((player.last?.nowMs ?? 0) + ms),
      home: () => player.seek(0),
      faster: (by) => player.shift(by),
      again: () => this.library.runAgain(),
    });
  }
}

function fail(why: string): void {
  const element = byId('failure');
  element.hidden = false;
  setText(element, `The simulation has stopped: ${why}. Load the page anew.`);
}

async function text(name: string): Promise<string> {
  const response = await fetch(name);
  if (!response.ok) throw new Error(`${name} is missing (${response.status}); build the page with npm run rig`);
  return response.text();
}

async function begin(): Promise<void> {
  const link = new WorkerLink(fail);
  const [program, scenarios] = await Promise.all([text('firmware.js'), text('scenarios.json')]);
  const ready = await link.ask({ kind: 'firmware', program });
  if (ready.kind !== 'ready') throw new Error('the worker did not take the firmware');
  setText(byId('firmware'), ready.firmware);
  const page = new Page(link, JSON.parse(scenarios) as Scenarios, program, ready.firmware);
  page.faultPanel.setParts(ready.parts);
}

begin().catch((error: unknown) => fail(error instanceof Error ? error.message : String(error)));
