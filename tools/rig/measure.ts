/** What the page weighs, how soon it shows, and how smoothly it moves, in a Chromium without a window. */
import type { Browser, Page } from 'playwright-core';
import { compressed } from './serve.ts';

export interface Figures {
  /** Everything that the page loads, as it goes over the line. */
  readonly weightBytes: number;
  readonly firstPaintMs: number;
  /** From the request to the first picture of the rig. */
  readonly readyMs: number;
  readonly framesPerS: number;
  /** Pictures a second at 100 times the speed of life, the longest pause between two, and the speed that came out. */
  readonly fast: { readonly framesPerS: number; readonly longestMs: number; readonly speed: number };
  readonly errors: readonly string[];
}

const WATCH_MS = 4000;

/** Counts the pictures that the browser makes, for a while, and the instants that the page shows. */
const COUNT = `(forMs) => new Promise((done) => {
  const clock = () => {
    const [minutes, seconds] = document.getElementById('clock').textContent.split('/')[0].split(':').map(Number);
    return minutes * 60 + seconds;
  };
  const from = clock();
  const start = performance.now();
  let last = start, frames = 0, longestMs = 0;
  const beat = (now) => {
    frames += 1;
    longestMs = Math.max(longestMs, now - last);
    last = now;
    const elapsedMs = performance.now() - start;
    if (elapsedMs < forMs && clock() >= from) requestAnimationFrame(beat);
    else done({ framesPerS: frames / elapsedMs * 1000, longestMs, speed: (clock() - from) / elapsedMs * 1000 });
  };
  requestAnimationFrame(beat);
})`;

/** What the browser itself has measured since the request, as soon as it knows. */
const FIRST_PAINT = `new Promise((done) => new PerformanceObserver((list) => {
  const [first] = list.getEntriesByName('first-contentful-paint');
  if (first !== undefined) done(first.startTime);
}).observe({ type: 'paint', buffered: true }))`;

/** Of the page as it was loaded last. */
export function firstPaintMs(page: Page): Promise<number> {
  return page.evaluate<number>(FIRST_PAINT);
}

type Count = Figures['fast'];

async function count(page: Page, forMs: number): Promise<Count> {
  return page.evaluate<Count>(`(${COUNT})(${forMs})`);
}

/** Measures the page at an address. */
export async function measure(browser: Browser, address: string, files: ReadonlyMap<string, string>): Promise<Figures> {
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  const errors: string[] = [];
  page.on('console', (message) => void (message.type() === 'error' && errors.push(message.text())));
  page.on('pageerror', (error) => errors.push(error.message));
  try {
    const startMs = performance.now();
    await page.goto(`${address}#scenario=static-pull&t=30`);
    await page.locator('#state', { hasNotText: 'off' }).waitFor();
    const readyMs = performance.now() - startMs;
    const paintMs = await firstPaintMs(page);
    await page.getByRole('button', { name: 'Play' }).click();
    const slow = await count(page, WATCH_MS);
    await page.goto(`${address}#scenario=panic-under-load&t=0`);
    await page.getByLabel('Speed').selectOption('100');
    await page.getByRole('button', { name: 'Play' }).click();
    const fast = await count(page, 2000);
    const weightBytes = [...compressed(files).values()].reduce((sum, bytes) => sum + bytes.length, 0);
    return { weightBytes, firstPaintMs: paintMs, readyMs, framesPerS: slow.framesPerS, fast, errors };
  } finally {
    await page.close();
  }
}

/** Takes the picture that the README shows: a session at its target. */
export async function takePicture(browser: Browser, address: string, path: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: 'light' });
  try {
    await page.goto(`${address}#scenario=static-pull&t=60`);
    await page.locator('#state', { hasText: 'holding' }).waitFor();
    await page.screenshot({ path });
  } finally {
    await page.close();
  }
}

/** One line a figure, with its goal. */
export function figureLines({ weightBytes, readyMs, framesPerS, fast, errors, ...rest }: Figures): string[] {
  return [
    `weight, compressed         ${(weightBytes / 1000).toFixed(0)} kB (goal: below 300)`,
    `first paint                ${rest.firstPaintMs.toFixed(0)} ms (goal: below 1000)`,
    `first picture of the rig   ${readyMs.toFixed(0)} ms`,
    `pictures a second, 1 x     ${framesPerS.toFixed(1)} (goal: 60)`,
    `pictures a second, 100 x   ${fast.framesPerS.toFixed(1)}, longest pause ${fast.longestMs.toFixed(0)} ms, ${fast.speed.toFixed(0)} x life`,
    `errors in the console      ${errors.length === 0 ? 'none' : errors.join('; ')}`,
  ];
}
