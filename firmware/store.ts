import type { Flash } from '../hal/machine.ts';
import { LOG_PAGES, Page, PAGE_BYTES } from './layout.ts';
import {
  blankRecord,
  decodeRecord,
  EVENT,
  HEADER_BYTES,
  putField,
  recordBytes,
  recordSequence,
  sealRecord,
  SESSION_LOG,
  type Crc32,
  type RecordSpec,
} from './records.ts';

/** What is done next for a record on its way into flash. */
export const enum DraftStep {
  None = 0,
  Slot = 1,
  Make = 2,
  Fill = 3,
  Seal = 4,
  Erase = 5,
  Write = 6,
  Check = 7,
}

/** A record on its way into flash. It counts only once it is written whole. */
export interface Draft {
  step: DraftStep;
  spec: RecordSpec;
  values: readonly number[];
  /** Page of its slots; -1 for the ring. */
  page: number;
  sequence: number;
  address: number;
  erases: boolean;
  bytes: Uint8Array;
  /** Next field, and where it goes. */
  field: number;
  at: number;
  /** The last record of a slot was there when it was read back. */
  isKept: boolean;
}

/** Nothing on its way. */
export function newDraft(): Draft {
  return {
    step: DraftStep.None,
    spec: EVENT,
    values: [],
    page: -1,
    sequence: 0,
    address: 0,
    erases: false,
    bytes: new Uint8Array(0),
    field: 0,
    at: 0,
    isKept: false,
  };
}

/** CRC-32 of 4096 bytes of 255. */
const BLANK_PAGE_CRC = 4048840458;

/** Records in flash: two slots each, the newest intact one counts; sessions and events share a ring of pages. */
export interface Store {
  flash: Flash;
  crc32: Crc32;
  /** Address of our first page; -1 when the chip has no room for us. */
  base: number;
  /** Where the next log record goes, and its sequence. */
  logAt: number;
  logSequence: number;
  draft: Draft;
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

/** Puts a session or an event on its way into the ring. A full ring forgets its oldest page. */
export function appendLog(store: Store, spec: RecordSpec, values: readonly number[]): void {
  if (store.base < 0) return;
  const address = ringAddress(store, store.logAt);
  beginDraft(store.draft, spec, values, store.logSequence);
  store.draft.address = address;
  store.draft.erases = store.logAt % PER_PAGE === 0;
  store.draft.page = -1;
}

/** Puts a record on its way into the slot that holds the older one. */
export function saveRecord(store: Store, spec: RecordSpec, page: number, values: readonly number[]): void {
  if (store.base < 0) return;
  beginDraft(store.draft, spec, values, 0);
  store.draft.page = page;
  store.draft.step = DraftStep.Slot;
}

function beginDraft(w: Draft, spec: RecordSpec, values: readonly number[], sequence: number): void {
  w.spec = spec;
  w.values = values;
  w.sequence = sequence;
  w.step = DraftStep.Make;
}

function findSlot(store: Store): void {
  const w = store.draft;
  const newest = newestSlot(store, w.spec, w.page);
  w.sequence = newest < 0 ? 0 : recordSequence(w.spec, slotBytes(store, w.spec, w.page, newest), store.crc32) + 1;
  w.address = slotAddress(store, w.page, newest === 0 ? 1 : 0);
  w.erases = true;
  w.step = DraftStep.Make;
}

function make(store: Store): void {
  const w = store.draft;
  w.bytes = blankRecord(w.spec, w.sequence);
  w.field = 0;
  w.at = HEADER_BYTES;
  w.step = DraftStep.Fill;
}

function fill(store: Store): void {
  const w = store.draft;
  const field = w.spec.fields[w.field];
  w.at = putField(w.bytes, w.at, field.type, w.values[w.field]);
  w.field++;
  if (w.field === w.spec.fields.length) w.step = DraftStep.Seal;
}

function seal(store: Store): void {
  const w = store.draft;
  sealRecord(w.bytes, w.at, store.crc32);
  w.step = w.erases ? DraftStep.Erase : DraftStep.Write;
}

/** A page that is blank already is left alone: an erasure stops the processor for 85 ms, and wears. */
function erase(store: Store): void {
  const w = store.draft;
  const page = store.flash.read(PAGE_BYTES, w.address);
  if (store.crc32(page) !== BLANK_PAGE_CRC) store.flash.erase(w.address);
  w.step = DraftStep.Write;
}

function write(store: Store): void {
  const w = store.draft;
  store.flash.write(w.bytes, w.address);
  w.step = w.page < 0 ? DraftStep.None : DraftStep.Check;
  if (w.page >= 0) return;
  store.logAt = (store.logAt + 1) % RING_LENGTH;
  store.logSequence++;
}

/** Reads a slot back: worn flash keeps the old record, and that still counts. */
function check(store: Store): void {
  const w = store.draft;
  const slot = newestSlot(store, w.spec, w.page);
  w.isKept = slot >= 0 && slotAddress(store, w.page, slot) === w.address;
  w.step = DraftStep.None;
}

function nothing(): void {}

const STEPS = [nothing, findSlot, make, fill, seal, erase, write, check];

/** One step of the record that is on its way; none is long but an erasure. */
export function stepDraft(store: Store): void {
  STEPS[store.draft.step](store);
}
