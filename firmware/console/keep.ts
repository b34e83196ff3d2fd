/** Records that the console writes: they count only after they were read back. */
import { decodeRecord, type RecordSpec } from '../records.ts';
import { DraftStep, saveRecord } from '../store.ts';
import { Work, type Archive, type Console } from './state.ts';

/** Asks for a record to be written. */
export function keep(c: Console, a: Archive, spec: RecordSpec, page: number, values: number[]): void {
  c.keepSpec = spec;
  c.keepPage = page;
  c.keepValues = values;
  c.work = Work.Waits;
  beginKeeping(c, a);
}

/** Puts the record on its way, unless another one is: there is one draft for all. */
function beginKeeping(c: Console, a: Archive): void {
  if (a.store.draft.step !== DraftStep.None) return;
  c.work = Work.Record;
  saveRecord(a.store, c.keepSpec, c.keepPage, c.keepValues);
}

/** True once it is known whether the record is there: between its last step and this nothing else is begun. */
export function isKeepingOver(c: Console, a: Archive): boolean {
  if (c.work === Work.Waits) beginKeeping(c, a);
  return c.work === Work.Record && a.store.draft.step === DraftStep.None;
}

/** The record as it was read back; null when it is not there. */
export function kept(c: Console, a: Archive): number[] | null {
  const w = a.store.draft;
  if (!w.isKept) return null;
  return decodeRecord(c.keepSpec, a.store.flash.read(w.bytes.length, w.address), a.store.crc32);
}
