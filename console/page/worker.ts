/** Entry of the worker with the simulated board. */
import { Bench, type ToBench } from './bench.ts';

const bench = new Bench((message) => self.postMessage(message));
/** One after the other: an act takes its time. */
let before = Promise.resolve();

self.addEventListener('message', (event: MessageEvent<ToBench>) => {
  before = before.then(() => bench.take(event.data));
});
