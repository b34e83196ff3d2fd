/** The hashes of all scenarios: as the page's worker in a browser gives them, and as they must be. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ownBundle } from '../../sim/bundle.ts';
import { Host } from '../../sim/page/host.ts';

const SCENARIOS = resolve(import.meta.dirname, '../../scenarios');

/** Scenario by scenario in a worker of the page, as the page itself would. */
export const PLAY_ALL = `async () => {
  const worker = new Worker('worker.js');
  const ask = (message) => new Promise((done, failed) => {
    worker.onmessage = (event) => done(event.data);
    worker.onerror = (event) => failed(new Error(event.message));
    worker.postMessage(message);
  });
  const [program, scenarios] = await Promise.all([
    fetch('firmware.js').then((response) => response.text()),
    fetch('scenarios.json').then((response) => response.json()),
  ]);
  await ask({ kind: 'firmware', program });
  const hashes = {};
  for (const [name, scenario] of Object.entries(scenarios)) {
    const answer = await ask({ kind: 'whole', story: { scenario, live: [] } });
    hashes[name] = answer.report.timeline;
  }
  worker.terminate();
  return hashes;
}`;

/** The same by the command line's own engine and hash. */
export function expectedHashes(): Record<string, string> {
  const host = new Host();
  host.answer({ kind: 'firmware', program: ownBundle(() => undefined).program });
  const names = readdirSync(SCENARIOS).map((file) => file.replace('.json', ''));
  return Object.fromEntries(
    names.map((name) => {
      const scenario: unknown = JSON.parse(readFileSync(join(SCENARIOS, `${name}.json`), 'utf8'));
      const answer = host.answer({ kind: 'whole', story: { scenario, live: [] } });
      return [name, answer.kind === 'whole' ? answer.report.timeline : answer.kind];
    }),
  );
}
