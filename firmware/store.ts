import type { Flash } from '../hal/machine.ts';
import { LOG_PAGES, Page, PAGE_BYTES } from './layout.ts';
import {
  decodeRecord,
  encodeRecord,
  EVENT,
  recordBytes,
  recordSequence,
  SESSION_LOG,
  type Crc32,
  type RecordSpec,
} from './records.ts';

/** Records in flash: two slots each, the newest intact one counts; sessions and events share a ring of pages. */
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

/** Bytes between two records of the ring: sessions are the longest. */
export const RING_STRIDE = recordBytes(SESSION_LOG);
const PER_PAGE = Math.floor(PAGE_BYTES / RING_STRIDE);
const RING_LENGTH = PER_PAGE * LOG_PAGES;

function ringAddress(store: Store, index: number): number {
  const page = Page.Log + Math.floor(index / PER_PAGE);
  return slotAddress(store, page, 0) + (index % PER_PAGE) * RING_STRIDE;
}

/** Sequence of the intact record at a place of the ring, of whichever kind; -1 when there is none. */
function ringSequence(store: Store, index: number): number {
  const bytes = store.flash.read(RING_STRIDE, ringAddress(store, index));
  const session = recordSequence(SESSION_LOG, bytes, store.crc32);
  return session >= 0 ? session : recordSequence(EVENT, bytes, store.crc32);
}

function isBlank(store: Store, index: number): boolean {
  const bytes = store.flash.read(RING_STRIDE, ringAddress(store, index));
  for (let i = 0; i < bytes.length; i++) if (bytes[i] !== 255) return false;
  return true;
}

/** Finds the end of the ring: the newest first record of a page names the page, blank flash the place in it. */
export function openLog(store: Store): void {
  if (store.base < 0) return;
  let at = 0;
  let sequence = -1;
  for (let page = 0; page < LOG_PAGES; page++) {
    const first = ringSequence(store, page * PER_PAGE);
    if (first >= 0 && (sequence < 0 || isNewer(first, sequence))) {
      sequence = first;
      at = page * PER_PAGE;
    }
  }
  const end = at + PER_PAGE;
  while (at < end && !isBlank(store, at)) {
    const here = ringSequence(store, at);
    if (here >= 0) sequence = here;
    at++;
  }
  store.logAt = at % RING_LENGTH;
  store.logSequence = sequence + 1;
}

/** Appends a session or an event to the ring. A full ring forgets its oldest page. */
export function appendLog(store: Store, spec: RecordSpec, values: readonly number[]): void {
  if (store.base < 0) return;
  const address = ringAddress(store, store.logAt);
  if (store.logAt % PER_PAGE === 0) store.flash.erase(address);
  store.flash.write(encodeRecord(spec, values, store.logSequence, store.crc32), address);
  store.logAt = (store.logAt + 1) % RING_LENGTH;
  store.logSequence++;
}
