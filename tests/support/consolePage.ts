/** The technician's page in a real browser, and whoever works with it. */
import { resolve } from 'node:path';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { buildConsole } from '../../tools/console/build.ts';
import { findChromium, launchChromium } from '../../tools/rig/chromium.ts';
import { serve, type Served } from '../../tools/rig/serve.ts';
import { FakeBoard, type FakeWay } from './fakeBoard.ts';

const chromium = findChromium();
const NO_CHROMIUM = 'needs a Chromium, which the machine does not have and CHROMIUM does not name';

/** A browser on a loaded machine; every wait ends by itself much earlier. */
const BROWSER_MS = 60_000;
const WAIT_MS = 20_000;

/** The page, its server and its browser for one file of tests. */
export class ConsolePages {
  readonly complaints: string[] = [];
  files = new Map<string, string>();
  private served!: Served;
  private browser!: Browser;

  async start(): Promise<void> {
    this.files = await buildConsole(resolve(import.meta.dirname, '../..'));
    [this.served, this.browser] = await Promise.all([serve(this.files, 0), launchChromium(chromium!)]);
  }

  async stop(): Promise<void> {
    await this.browser?.close();
    await this.served?.close();
  }

  /** A page of its own, so that no test leans on another. */
  async open(board: FakeBoard | null, width = 1280): Promise<Page> {
    const page = await this.browser.newPage({ viewport: { width, height: 900 }, acceptDownloads: true });
    page.setDefaultTimeout(WAIT_MS);
    page.on('console', (message) => void (message.type() === 'error' && this.complaints.push(message.text())));
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('request', (request) => {
      if (!/^(data|blob|about):/.test(request.url()) && !request.url().startsWith(this.served.address))
        this.complaints.push(`asks for ${request.url()}`);
    });
    await board?.attach(page);
    await page.goto(this.served.address);
    return page;
  }
}

/** A technician with a keyboard, at a board behind the page. */
export class Technician {
  readonly page: Page;
  readonly board: FakeBoard;
  readonly asked: string[] = [];

  constructor(page: Page, board: FakeBoard) {
    this.page = page;
    this.board = board;
  }

  button(name: string) {
    return this.page.getByRole('button', { name, exact: true });
  }

  result() {
    return this.page.locator('#result .verdict');
  }

  /** Presses a button by the keyboard alone. */
  async press(name: string): Promise<void> {
    await this.button(name).focus();
    await this.page.keyboard.press('Enter');
  }

  async connect(way: 'USB cable' | 'Bluetooth'): Promise<void> {
    await this.press(way);
    await this.page.locator('#begin').waitFor();
  }

  /** What is asked for now; null when the task has ended instead. */
  async question(): Promise<string | null> {
    const asked = this.page.locator('#asked:visible:not(.busy) #asked-text');
    await asked.or(this.result()).first().waitFor();
    return (await this.result().isVisible()) ? null : ((await asked.textContent()) ?? '');
  }

  /** Does with the hands what is asked for, unless `instead` hangs another mass. */
  act(question: string, instead?: number): void {
    const kg = /^Hang ([\d.]+) kg/.exec(question)?.[1];
    if (kg !== undefined || question.startsWith('Take every load')) this.board.hang(instead ?? Number(kg ?? 0));
    else if (question.startsWith('Turn the service key')) this.board.port.press('key', true);
    else if (question.startsWith('Press PANIC')) this.board.port.press('panic', true);
    else if (question.startsWith('Twist PANIC')) this.board.port.press('panic', false);
    else if (question.startsWith('Hold LOWER')) this.hold('lower');
    else if (question.startsWith('Hold START')) this.hold('start');
    this.asked.push(question);
  }

  /** Goes on, by the key that lies under the finger, until a question comes that the story has something else to do for. */
  async work(until: (question: string) => boolean = () => false): Promise<string | null> {
    for (;;) {
      const question = await this.question();
      if (question === null || until(question)) return question;
      this.act(question);
      if (question.startsWith('Turn')) await this.settle();
      await this.done();
    }
  }

  banner(): Promise<string | null> {
    return this.page.locator('#banner').textContent();
  }

  /** The calibration in use, as the page shows it. */
  async calibration(): Promise<string | null> {
    await this.press('Calibration in use');
    await this.press('Begin');
    await this.result().waitFor();
    return this.page.locator('#result table').textContent();
  }

  /** The way on has the focus: Enter is enough. */
  async done(): Promise<void> {
    expect(await this.page.evaluate('document.activeElement.id')).to.equal('done');
    await this.page.keyboard.press('Enter');
  }

  /** The key is looked at once a second. */
  private async settle(): Promise<void> {
    const untilMs = this.board.port.nowMs + 1200;
    while (this.board.port.nowMs < untilMs) await new Promise((resolve) => setTimeout(resolve, 10));
  }

  private hold(button: 'lower' | 'start'): void {
    const { port } = this.board;
    port.press(button, true);
    port.chip.at(port.chip.nowUs + 2_300_000, () => port.press(button, false));
  }
}

/** A technician at a fresh board, connected. */
async function technicianAt(pages: ConsolePages, way: FakeWay): Promise<Technician> {
  const board = new FakeBoard(way);
  const technician = new Technician(await pages.open(board), board);
  await technician.connect(way === 'serial' ? 'USB cable' : 'Bluetooth');
  return technician;
}

/** What every file of tests of the console page begins and ends with: a browser for all of them, no complaint after any. */
export function describePages(title: string, tests: (pages: ConsolePages) => void): void {
  describe(title, function () {
    this.timeout(BROWSER_MS);
    if (chromium === null) {
      it(NO_CHROMIUM);
      return;
    }
    const pages = new ConsolePages();
    before(() => pages.start());
    after(() => pages.stop());
    beforeEach(() => void (pages.complaints.length = 0));
    tests(pages);
    afterEach(() => expect(pages.complaints).to.deep.equal([]));
  });
}

/** The same with a technician at a fresh board for every test, and the record that the page shows. */
export function describeTechnician(title: string, way: FakeWay, tests: (at: () => Technician) => void): void {
  describePages(title, (pages) => {
    let technician: Technician;
    beforeEach(async () => void (technician = await technicianAt(pages, way)));
    afterEach(async () => {
      technician.board.detach();
      await technician.page.close();
    });
    tests(() => technician);
  });
}
