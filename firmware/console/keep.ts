/** Records that the console writes: they count only after they were read back. */
import { decodeRecord, encodeRecord, recordBytes, type RecordSpec } from '../records.ts';
import { PAGE_BYTES } from '../layout.ts';
import { loadRecord, saveRecord, type Ring } from '../store.ts';
import type { Console } from './state.ts';

/** A record that is not there after this time is lost. */
const KEEP_WITHIN_MS = 3000;

/** Puts a record on its way into flash. Only with the drive off. */
export function keep(c: Console, spec: RecordSpec, page: number, values: number[], nowMs: number): void {
  c.keepSpec = spec;
  c.keepPage = page;
  c.keepValues = values;
  c.keepUntilMs = nowMs + KEEP_WITHIN_MS;
  saveRecord(c.store, spec, page, values);
}

function checkOf(c: Console, values: readonly number[]): number {
  const crc32 = c.store.crc32;
  return crc32(encodeRecord(c.keepSpec, values, 0, crc32));
}

/** The record as it was read back; null while it is not there. */
export function kept(c: Console): number[] | null {
  const values = loadRecord(c.store, c.keepSpec, c.keepPage);
  return values !== null && checkOf(c, values) === checkOf(c, c.keepValues) ? values : null;
}

/** Values of a record of a log, `back` places before the newest; null for none. */
export function logged(c: Console, ring: Ring, back: number): number[] | null {
  if (c.store.base < 0 || back >= ring.length) return null;
  const index = (ring.at - 1 - back + 2 * ring.length) % ring.length;
  const bytes = recordBytes(ring.spec);
  const page = ring.page + Math.floor(index / ring.perPage);
  const at = c.store.base + page * PAGE_BYTES + (index % ring.perPage) * bytes;
  return decodeRecord(ring.spec, c.store.flash.read(bytes, at), c.store.crc32);
}
