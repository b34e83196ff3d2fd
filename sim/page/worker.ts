/** Entry of the worker: every message gets one answer. */
import { Host } from './host.ts';
import type { ToWorker } from './protocol.ts';

const host = new Host();

self.addEventListener('message', (event: MessageEvent<ToWorker>) => {
  self.postMessage(host.answer(event.data));
});
