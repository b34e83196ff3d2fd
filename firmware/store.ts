import type { Flash } from '../hal/machine.ts';
import { LOG_PAGES, Page, PAGE_BYTES } from './layout.ts';
import { decodeRecord, encodeRecord, recordBytes, recordSequence, SESSION_LOG, type Crc32, type RecordSpec } from './records.ts';

/** Records in flash: two slots each, the newest intact one counts; the session log is a ring of pages. */
export interface Store {
  flash: Flash;
  crc32: Crc32;
  /** Address of our first page; -1 when the chip has no room for us. */
  base: number;
  /** Where the next log record goes, and its sequence. */
  logAt: number;
  logSequence: number;
}

/** Address of a slot: 0 or 1 of a record that starts at a page. */
function slotAddress(store: Store, page: number, slot: number): number {
  return store.base + (page + slot) * PAGE_BYTES;
}

function slotBytes(store: Store, spec: RecordSpec, page: number, slot: number): Uint8Array {
  return store.flash.read(recordBytes(spec), slotAddress(store, page, slot));
}

/** Sequences are compared as differences, so that 2^32 - 1 is followed by 0. */
function isNewer(a: number, b: number): boolean {
  return ((a - b) | 0) > 0;
}

/** Slot that holds the newest intact record; -1 for none. */
function newestSlot(store: Store, spec: RecordSpec, page: number): number {
  const first = recordSequence(spec, slotBytes(store, spec, page, 0), store.crc32);
  const second = recordSequence(spec, slotBytes(store, spec, page, 1), store.crc32);
  if (first < 0) return second < 0 ? -1 : 1;
  if (second < 0) return 0;
  return isNewer(second, first) ? 1 : 0;
}

/** Values of the newest intact record; null when there is none. */
export function loadRecord(store: Store, spec: RecordSpec, page: number): number[] | null {
  if (store.base < 0) return null;
  const slot = newestSlot(store, spec, page);
  return slot < 0 ? null : decodeRecord(spec, slotBytes(store, spec, page, slot), store.crc32);
}

/** Writes the record into the other slot and reads it back. False when it is not there afterwards; the old one then still counts. */
export function saveRecord(store: Store, spec: RecordSpec, page: number, values: readonly number[]): boolean {
  if (store.base < 0) return false;
  const newest = newestSlot(store, spec, page);
  const sequence = newest < 0 ? 0 : recordSequence(spec, slotBytes(store, spec, page, newest), store.crc32) + 1;
  const slot = newest === 0 ? 1 : 0;
  store.flash.erase(slotAddress(store, page, slot));
  store.flash.write(encodeRecord(spec, values, sequence, store.crc32), slotAddress(store, page, slot));
  return newestSlot(store, spec, page) === slot;
}

/** Records of the log that fit into one page. */
export function logRecordsPerPage(): number {
  return Math.floor(PAGE_BYTES / recordBytes(SESSION_LOG));
}

function logBytes(store: Store, index: number): Uint8Array {
  const perPage = logRecordsPerPage();
  const page = Page.Log + Math.floor(index / perPage);
  const bytes = recordBytes(SESSION_LOG);
  return store.flash.read(bytes, slotAddress(store, page, 0) + (index % perPage) * bytes);
}

function isBlank(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) if (bytes[i] !== 255) return false;
  return true;
}

/** Finds the end of the log: the newest first record of a page names the page, blank flash the place in it. */
export function openLog(store: Store): void {
  if (store.base < 0) return;
  const perPage = logRecordsPerPage();
  let at = 0;
  let sequence = -1;
  for (let page = 0; page < LOG_PAGES; page++) {
    const first = recordSequence(SESSION_LOG, logBytes(store, page * perPage), store.crc32);
    if (first >= 0 && (sequence < 0 || isNewer(first, sequence))) {
      sequence = first;
      at = page * perPage;
    }
  }
  const end = at + perPage;
  while (at < end && !isBlank(logBytes(store, at))) {
    const here = recordSequence(SESSION_LOG, logBytes(store, at), store.crc32);
    if (here >= 0) sequence = here;
    at++;
  }
  store.logAt = at % (perPage * LOG_PAGES);
  store.logSequence = sequence + 1;
}

/** Appends one session to the log. A full ring forgets its oldest page. */
export function appendLog(store: Store, values: readonly number[]): void {
  if (store.base < 0) return;
  const perPage = logRecordsPerPage();
  const page = Page.Log + Math.floor(store.logAt / perPage);
  const place = store.logAt % perPage;
  const start = slotAddress(store, page, 0);
  if (place === 0) store.flash.erase(start);
  store.flash.write(encodeRecord(SESSION_LOG, values, store.logSequence, store.crc32), start + place * recordBytes(SESSION_LOG));
  store.logAt = (store.logAt + 1) % (perPage * LOG_PAGES);
  store.logSequence++;
}
