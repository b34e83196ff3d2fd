import type { Flash } from '../hal/machine.ts';
import { PAGE_BYTES } from './layout.ts';
import { decodeRecord, encodeRecord, recordBytes, recordSequence, type Crc32, type RecordSpec } from './records.ts';

/** Records in flash: two slots each, of which the newest intact one counts. */
export interface Store {
  flash: Flash;
  crc32: Crc32;
  /** Address of our first page; -1 when the chip has no room for us. */
  base: number;
}

/** A log: records of one kind in a ring of pages. */
export interface Ring {
  readonly spec: RecordSpec;
  readonly page: number;
  /** Records a page holds, and the ring in all. */
  readonly perPage: number;
  readonly length: number;
  /** Where the next record goes, and its sequence. */
  at: number;
  sequence: number;
}

/** A ring that was not opened yet. */
export function newRing(spec: RecordSpec, page: number, pages: number): Ring {
  const perPage = Math.floor(PAGE_BYTES / recordBytes(spec));
  return { spec, page, perPage, length: perPage * pages, at: 0, sequence: 0 };
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

function ringAddress(store: Store, ring: Ring, index: number): number {
  const page = ring.page + Math.floor(index / ring.perPage);
  return slotAddress(store, page, 0) + (index % ring.perPage) * recordBytes(ring.spec);
}

function ringBytes(store: Store, ring: Ring, index: number): Uint8Array {
  return store.flash.read(recordBytes(ring.spec), ringAddress(store, ring, index));
}

/** Sequence of the intact record at a place of the ring; -1 when there is none. */
function ringSequence(store: Store, ring: Ring, index: number): number {
  return recordSequence(ring.spec, ringBytes(store, ring, index), store.crc32);
}

function isBlank(store: Store, ring: Ring, index: number): boolean {
  const bytes = ringBytes(store, ring, index);
  for (let i = 0; i < bytes.length; i++) if (bytes[i] !== 255) return false;
  return true;
}

/** Finds the end of the ring: the newest first record of a page names the page, blank flash the place in it. */
export function openRing(store: Store, ring: Ring): void {
  if (store.base < 0) return;
  let at = 0;
  let sequence = -1;
  for (let index = 0; index < ring.length; index += ring.perPage) {
    const first = ringSequence(store, ring, index);
    if (first >= 0 && (sequence < 0 || isNewer(first, sequence))) {
      sequence = first;
      at = index;
    }
  }
  const end = at + ring.perPage;
  while (at < end && !isBlank(store, ring, at)) {
    const here = ringSequence(store, ring, at);
    if (here >= 0) sequence = here;
    at++;
  }
  ring.at = at % ring.length;
  ring.sequence = sequence + 1;
}

/** Appends a record to the ring. A full ring forgets its oldest page. */
export function append(store: Store, ring: Ring, values: readonly number[]): void {
  if (store.base < 0) return;
  const address = ringAddress(store, ring, ring.at);
  if (ring.at % ring.perPage === 0) store.flash.erase(address);
  store.flash.write(encodeRecord(ring.spec, values, ring.sequence, store.crc32), address);
  ring.at = (ring.at + 1) % ring.length;
  ring.sequence++;
}
