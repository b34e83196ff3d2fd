/** The command that builds a page, hands it out on localhost and opens it: what `npm run rig` and `npm run console` have in common. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { ROOT } from '../root.ts';
import { writePage } from './build.ts';
import { inChromium } from './chromium.ts';
import { openBrowser, portOf, tellFailure } from './open.ts';
import { serve } from './serve.ts';

type Files = ReadonlyMap<string, string>;

/** What is special about one page. */
export interface PageCommand {
  readonly name: string;
  /** What the page is, for the help. */
  readonly what: string;
  readonly port: number;
  /** Folder of the finished files, from the root. */
  readonly folder: string;
  readonly build: (root: string) => Promise<Map<string, string>>;
  /** What is said where the page is handed out. */
  readonly welcome: (address: string) => string;
  readonly picture: (browser: Browser, address: string, path: string) => Promise<void>;
  readonly measure?: (browser: Browser, address: string, files: Files) => Promise<void>;
}

const OPTIONS = {
  port: { type: 'string' },
  'no-open': { type: 'boolean', default: false },
  build: { type: 'boolean', default: false },
  measure: { type: 'boolean', default: false },
  picture: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

function help({ name, what, port, folder, measure }: PageCommand): string {
  return [
    `npm run ${name} [-- OPTIONS]: ${what}, on localhost.`,
    '',
    `  --port N    another port than ${port}`,
    '  --no-open   does not open a browser',
    `  --build     only writes the files to ${folder}`,
    ...(measure === undefined
      ? []
      : ['  --measure   measures weight, first paint and pictures a second in Chromium, and ends']),
    "  --picture F takes the documents' picture in Chromium, and ends",
  ].join('\n');
}

async function run(command: PageCommand): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS });
  if (values.help) return console.log(help(command));
  const { folder, measure } = command;
  if (values.measure && measure === undefined) throw new Error(`--measure: this page has no figures\n${help(command)}`);
  const port = portOf(values.port ?? String(command.port));
  const files = await command.build(ROOT);
  writePage(join(ROOT, folder), files);
  if (values.build) return console.log(`${folder}: ${[...files.keys()].join(', ')}`);
  const { picture } = values;
  if (picture !== undefined) return inChromium(files, (browser, address) => command.picture(browser, address, picture));
  if (values.measure) return inChromium(files, (browser, address) => measure!(browser, address, files));
  const { address } = await serve(files, port);
  console.log(`${command.welcome(address)}\nCtrl-C ends it.`);
  if (!values['no-open'] && process.stdout.isTTY) openBrowser(address);
}

/** Does what the command line asks for, and tells in one line what it cannot do. */
export async function runPage(command: PageCommand): Promise<void> {
  await run(command).catch(tellFailure);
}
