/** Records that the console writes: they count only after they were read back. */
import { decodeRecord, type RecordSpec } from '../records.ts';
import { DraftStep, saveRecord } from '../store.ts';
import { Work, type Console } from './state.ts';

/** Asks for a record to be written. */
export function keep(c: Console, spec: RecordSpec, page: number, values: number[]): void {
  c.keepSpec = spec;
  c.keepPage = page;
  c.keepValues = values;
  c.work = Work.Waits;
  beginKeeping(c);
}

/** Puts the record on its way, unless another one is: there is one draft for all. */
function beginKeeping(c: Console): void {
  if (c.store.draft.step !== DraftStep.None) return;
  c.work = Work.Record;
  saveRecord(c.store, c.keepSpec, c.keepPage, c.keepValues);
}

/** True once it is known whether the record is there: between its last step and this nothing else is begun. */
export function isKeepingOver(c: Console): boolean {
  if (c.work === Work.Waits) beginKeeping(c);
  return c.work === Work.Record && c.store.draft.step === DraftStep.None;
}

/** The record as it was read back; null when it is not there. */
export function kept(c: Console): number[] | null {
  const w = c.store.draft;
  if (!w.isKept) return null;
  return decodeRecord(c.keepSpec, c.store.flash.read(w.bytes.length, w.address), c.store.crc32);
}
