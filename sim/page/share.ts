/** Record, replay and share: link, recording, table of the curves, and a file of one's own. */
import { compareHashes } from './compare.ts';
import { byId, download, setText } from './dom.ts';
import type { FromWorker, Story, ToWorker } from './protocol.ts';
import { WorkerLink } from './worker-link.ts';

export interface ShareUse {
  story(): Story;
  nowMs(): number;
  name(): string;
  csv(): string;
  address(): string;
  firmware: string;
  program: string;
  /** A file was read and can be played. */
  load(story: Story): void;
  failed(why: string): void;
}

export class Share {
  private readonly use: ShareUse;
  /** Plays whole stories beside the one that is shown, so that nothing stutters. */
  private clerk: WorkerLink | null = null;

  constructor(use: ShareUse) {
    this.use = use;
    byId('copy-link').addEventListener('click', () => void this.copyLink());
    byId('save').addEventListener('click', () => void this.save());
    byId('csv').addEventListener('click', () => download(`${use.name()}.csv`, 'text/csv', use.csv()));
    byId<HTMLInputElement>('load').addEventListener(
      'change',
      (event) => void this.load(event.target as HTMLInputElement),
    );
  }

  say(text: string): void {
    setText(byId('shared'), text);
  }

  /** The hash of the whole story, as the command line prints it; null while it is under way. */
  setTimeline(timeline: string | null): void {
    setText(byId('timeline'), timeline ?? 'at the end of the story');
  }

  private async ask(message: ToWorker): Promise<FromWorker> {
    if (this.clerk === null) {
      this.clerk = new WorkerLink((why) => this.use.failed(why));
      await this.clerk.ask({ kind: 'firmware', program: this.use.program });
    }
    return this.clerk.ask(message);
  }

  private async copyLink(): Promise<void> {
    const address = this.use.address();
    try {
      await navigator.clipboard.writeText(address);
      this.say('The link is in the clipboard: story, seed, instant and everything that was done live.');
    } catch {
      this.say(`Copy this: ${address}`);
    }
  }

  private async save(): Promise<void> {
    const answer = await this.ask({ kind: 'whole', story: this.use.story(), untilMs: this.use.nowMs() });
    if (answer.kind === 'refused') this.say(answer.why);
    if (answer.kind !== 'whole') return;
    const name = `${this.use.name()}.record.json`;
    download(name, 'application/json', `${JSON.stringify(answer.record, null, 2)}\n`);
    this.say(
      `Saved as ${name}; "incline replay ${name}" gives timeline ${answer.record.timeline.slice(0, 12)}… again.`,
    );
  }

  private async load(input: HTMLInputElement): Promise<void> {
    const file = input.files?.[0];
    input.value = '';
    if (file === undefined) return;
    let value: unknown;
    try {
      value = JSON.parse(await file.text());
    } catch {
      this.say(`${file.name} is no JSON; it must be a recording or a scenario.`);
      return;
    }
    const answer = await this.ask({ kind: 'file', value, name: file.name });
    if (answer.kind === 'refused') this.say(answer.why);
    if (answer.kind !== 'file') return;
    this.use.load(answer.story);
    if (answer.timeline === null) {
      this.say(`${file.name}: a scenario, ready to play.`);
      return;
    }
    const whole = await this.ask({ kind: 'whole', story: answer.story });
    if (whole.kind === 'refused') this.say(whole.why);
    if (whole.kind === 'whole') this.say(`${file.name}: ${compareHashes(answer, whole.report)}`);
  }
}
