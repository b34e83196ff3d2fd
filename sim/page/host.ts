/** What the worker does with a message: one answer to each, in order. Knows no worker, so that tests run it as it is. */
import { Digest } from '../../hal/virtual/digest.ts';
import { latin1Bytes, toBase64 } from '../../hal/virtual/base64.ts';
import type { Bundle } from '../bundle.ts';
import { checkRecord } from '../record.ts';
import { checkScenario } from '../scenario/check.ts';
import { InputError } from '../scenario/input-error.ts';
import { partOffers } from './offers.ts';
import type { FromWorker, ToWorker } from './protocol.ts';
import { playWhole, Stage, wholeAnswer } from './stage.ts';

/** Where the bytes come from, for the report. */
const BUNDLE_NAME = 'firmware.js';

export class Host {
  private bundle: Bundle | null = null;
  private stage: Stage | null = null;

  answer(message: ToWorker): FromWorker {
    try {
      return this.serve(message);
    } catch (error) {
      // Input of the user is told in words; anything else is a mistake of this program and must be seen.
      if (error instanceof InputError) return { kind: 'refused', why: error.message };
      throw error;
    }
  }

  private serve(message: ToWorker): FromWorker {
    switch (message.kind) {
      case 'firmware':
        return this.flash(message.program);
      case 'open':
        this.stage = new Stage(this.flashed(), message.story);
        return this.stage.opened(message.atMs);
      case 'advance':
        return this.shown().advance(message.byMs);
      case 'seek':
        return this.shown().seek(message.atMs);
      case 'act':
        return this.shown().act(message.acts);
      case 'timeline':
        return { kind: 'timeline', timeline: this.shown().timeline() };
      case 'whole':
        return wholeAnswer(playWhole(message.story, this.flashed(), message.untilMs));
      case 'file':
        return fileAnswer(message.value, message.name);
    }
  }

  private flash(program: string): FromWorker {
    const digest = new Digest();
    // The bundle is ASCII (its build sees to that), so its characters are its bytes.
    digest.update(latin1Bytes(program));
    this.bundle = { path: BUNDLE_NAME, program, sha256: digest.hex() };
    return { kind: 'ready', firmware: this.bundle.sha256, parts: partOffers() };
  }

  private flashed(): Bundle {
    if (this.bundle === null) throw new Error('the worker has no firmware yet: send it first');
    return this.bundle;
  }

  private shown(): Stage {
    if (this.stage === null) throw new Error('no story is open: send one first');
    return this.stage;
  }
}

/** A recording is known by its first field. */
function fileAnswer(value: unknown, name: string): FromWorker {
  if (typeof value === 'object' && value !== null && 'record' in value) {
    const record = checkRecord(value, name);
    const flash = record.flash === null ? null : toBase64(record.flash);
    const story = { scenario: record.scenario, live: [], flash };
    return { kind: 'file', story, timeline: record.timeline, firmware: record.firmware };
  }
  const scenario = checkScenario(value, name);
  return { kind: 'file', story: { scenario, live: [] }, timeline: null, firmware: null };
}
